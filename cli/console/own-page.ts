import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CONSOLE_TOKEN_HEADER } from '../../lib/contract';

/**
 * Whether a request can come from the page that is served here, or from no page. A name that was rebound to this machine shows in
 * `Host`, another page in `Origin` and `Sec-Fetch-Site`.
 *
 * @param own host and port of the server
 */
export function isFromOwnPage(headers: IncomingHttpHeaders, own: string): boolean {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'] ?? 'none';
  return (
    host === own &&
    (origin === undefined || origin === `http://${own}`) &&
    (site === 'none' || site === 'same-origin')
  );
}

/** Whether a call shows the token of this run, which only the printed address has. */
export function hasToken(headers: IncomingHttpHeaders, token: string): boolean {
  const shown = Buffer.from(String(headers[CONSOLE_TOKEN_HEADER.toLowerCase()] ?? ''));
  const wanted = Buffer.from(token);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted);
}
