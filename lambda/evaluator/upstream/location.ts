import { withoutPrefix } from '../../../lib/core';
import type { Passage } from './passage';

/** Used when the own origin is not known: references are then compared by their paths. */
const NO_ORIGIN = 'http://own.invalid';

/**
 * The reference that leads a client to the same resource through the gateway. A reference that already does stays byte for
 * byte, and so does one to another origin, such as a client's redirect URI.
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
  // One slash after the scheme means a path here, and a host where the base has another scheme; it is written out.
  const alone = URL.parse(reference);
  const isAmbiguous = alone !== null && alone.href !== url.href;
  if (seen?.href === `${own}${wanted}` && !isAmbiguous) return value;
  if (place.origin !== undefined && (absolute || wanted.startsWith('//'))) return `${place.origin}${wanted}`;
  // A path that begins with two slashes would name a host. https://url.spec.whatwg.org/#url-serializing
  return wanted.startsWith('//') ? `/.${wanted}` : wanted;
}

function pathBehindGateway(url: URL, absolute: boolean, { place, base, back }: Passage): string | undefined {
  if (absolute && url.origin === place.origin) {
    // An upstream that reads `X-Forwarded-Host` writes its own paths behind our origin.
    const path = withoutPrefix(url.pathname, place.prefix);
    return back.served(new URL(`${base.origin}${path}${url.search}`));
  }
  return base.names.has(url.origin) ? back.target(url) : undefined;
}

/** Whether a reference names a scheme or a host. The URL parser reads `\` as `/`, and skips tabs and line breaks. */
function isAbsolute(reference: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|[/\\][\t\r\n]*[/\\])/i.test(reference);
}
