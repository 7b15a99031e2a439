import type { Passage } from './passage';

/**
 * A `Set-Cookie` that a browser accepts from the gateway and sends back for the same resources. Only two attributes change:
 * a path that the gateway serves under another path, and a domain that covers the upstream and not the gateway, which is
 * dropped, so that the cookie belongs to the requested host.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.3
 */
export function publicCookie(value: string, passage: Passage): string {
  const parts = value.split(';');
  // Browsers take the last of repeated attributes, so all of one name are replaced together.
  const path = lastValue(parts, 'path');
  const upstreamPath = path?.startsWith('/') === true ? path : defaultPath(passage.upstreamTarget);
  const wanted = publicPath(upstreamPath, passage);
  const seen =
    path?.startsWith('/') === true ? path : defaultPath(`${passage.place.prefix}${passage.publicPath}`);
  const domain = lastValue(parts, 'domain');
  const dropDomain = domain !== undefined && isUpstreamsAlone(domain, passage);
  const kept = parts.filter((part, index) => {
    const name = attributeName(part);
    return index === 0 || !((name === 'path' && wanted !== seen) || (name === 'domain' && dropDomain));
  });
  return (wanted === seen ? kept : [...kept, ` Path=${wanted}`]).join(';');
}

function publicPath(path: string, { place, back }: Passage): string {
  // `__Host-` cookies must say `Path=/`.
  if (path === '/') return path;
  const own = back.cookiePath(path);
  return own === '/' ? place.prefix || '/' : `${place.prefix}${own}`;
}

function isUpstreamsAlone(domain: string, { base, place }: Passage): boolean {
  const name = domain.replace(/^\./, '').toLowerCase();
  const own = place.origin === undefined ? '' : new URL(place.origin).hostname;
  const hosts = [...base.names].map((origin) => new URL(origin).hostname);
  return hosts.some((host) => coversHost(name, host)) && !coversHost(name, own);
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.3 */
function coversHost(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function defaultPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function lastValue(parts: readonly string[], name: string): string | undefined {
  const part = parts.findLast((candidate, index) => index > 0 && attributeName(candidate) === name);
  return part?.slice(part.indexOf('=') + 1).trim();
}

function attributeName(part: string): string {
  return (part.split('=', 1)[0] ?? '').trim().toLowerCase();
}
