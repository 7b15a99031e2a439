import { withoutPrefix } from '../../../lib/core/request-path';
import type { Passage } from './passage';

/** Stands for an own origin that is not known; references are compared by their paths then. */
const NO_ORIGIN = 'http://own.invalid';

/**
 * The `Location` that leads a client to the same place through the gateway. A reference that does so as it stands is left
 * byte for byte, and so is one to any other origin: a client's redirect URI above all.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2
 */
export function publicLocation(value: string, passage: Passage): string {
  const { place, base, upstreamTarget } = passage;
  // Header values come one character a byte.
  const reference = Buffer.from(value, 'latin1').toString('utf8');
  const url = URL.parse(reference, `${base.origin}${upstreamTarget}`);
  if (url === null) return value;
  const absolute = isAbsolute(reference);
  const path = pathBehindGateway(url, absolute, passage);
  if (path === undefined) return value;
  const wanted = `${place.prefix}${path}${url.hash}`;
  const own = place.origin ?? NO_ORIGIN;
  const seen = URL.parse(reference, `${own}${place.prefix}${passage.publicPath}`);
  if (seen?.href === `${own}${wanted}`) return value;
  if (place.origin !== undefined && (absolute || wanted.startsWith('//'))) return `${place.origin}${wanted}`;
  // A path that begins with two slashes would name a host. https://url.spec.whatwg.org/#url-serializing
  return wanted.startsWith('//') ? `/.${wanted}` : wanted;
}

function pathBehindGateway(url: URL, absolute: boolean, { place, base, back }: Passage): string | undefined {
  if (absolute && url.origin === place.origin) {
    // An upstream that heeds `X-Forwarded-Host` writes its own paths behind our origin.
    const path = withoutPrefix(url.pathname, place.prefix);
    return back.served(new URL(`${base.origin}${path}${url.search}`));
  }
  return url.origin === base.origin ? back.target(url) : undefined;
}

/** Whether a reference names a scheme or a host; the URL parser takes `\` for `/`, and skips tabs and line breaks. */
function isAbsolute(reference: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|[/\\][\t\r\n]*[/\\])/i.test(reference);
}
