import { isToken, type HeaderList, valuesOf } from '../../../lib/core';
import type { ApiCall } from '../../shared/event/api-call';
import { isDropped } from './dropped-headers';
import { endToEnd } from './hop-by-hop';
import type { PublicPlace } from './public-place';
import type { UpstreamBase } from './upstream-base';

/** The parts of the upstream's request. */
export interface ForwardedRequest {
  readonly call: ApiCall;
  readonly base: UpstreamBase;
  readonly place: PublicPlace;
  readonly body: Buffer | undefined;
  /** Whether the upstream gets to see `Origin`. */
  readonly withOrigin: boolean;
}

/**
 * The headers of the request to the upstream, names as received and repeats kept. `Origin` goes along, because backends
 * hold it against forged form posts; what they answer about CORS is replaced.
 */
export function requestHeaders(request: ForwardedRequest): HeaderList {
  const { call, base, place, body, withOrigin } = request;
  const kept = oneCookie(endToEnd(call.headers))
    .filter(
      ([name]) => !isDropped(name, base.droppedHeaders) && (withOrigin || name.toLowerCase() !== 'origin'),
    )
    .map(([name, value]) => [name, asBytes(value)] as const);
  const own = [...forwarded(place, call.sourceIp), ...framing(call.method, body)];
  // Leave out what an HTTP message cannot carry; events of API Gateway hold no such header.
  return [
    ['Host', base.host],
    ...[...kept, ...base.fixedHeaders, ...own].filter(([name, value]) => isToken(name) && isValue(value)),
  ];
}

/** HTTP/2 may split the cookies; HTTP/1.1 has one line of them. @see https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3 */
function oneCookie(headers: HeaderList): HeaderList {
  const cookies = valuesOf(headers, 'cookie');
  if (cookies.length < 2) return headers;
  const others = headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  return [...others, ['Cookie', cookies.join('; ')]];
}

/** A value with characters above U+00FF is sent as UTF-8, one character for each byte, as Node's sockets take it. */
function asBytes(value: string): string {
  return /[\u0100-\uffff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
function isValue(value: string): boolean {
  return /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}

/**
 * The own origin and the caller's address. The prefix is left out: an upstream that knows it writes it into some of its
 * paths, and nothing could tell which paths still need it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7239#section-4
 */
function forwarded({ origin }: PublicPlace, sourceIp: string | undefined): HeaderList {
  const address = sourceIp !== undefined && /^[0-9A-Fa-f.:]+$/.test(sourceIp) ? sourceIp : undefined;
  const own = origin === undefined ? null : URL.parse(origin);
  const elements: string[] = [];
  const headers: [string, string][] = [];
  if (address !== undefined) {
    elements.push(`for=${address.includes(':') ? `"[${address}]"` : address}`);
    headers.push(['X-Forwarded-For', address]);
  }
  if (own !== null) {
    const proto = own.protocol.slice(0, -1);
    elements.push(`host="${own.host}"`, `proto=${proto}`);
    headers.push(['X-Forwarded-Host', own.host], ['X-Forwarded-Proto', proto]);
    headers.push(['X-Forwarded-Port', own.port === '' ? (proto === 'https' ? '443' : '80') : own.port]);
  }
  return elements.length === 0 ? headers : [['Forwarded', elements.join(';')], ...headers];
}

/** Methods without an expected body: no `Content-Length: 0` is needed. */
const USUALLY_EMPTY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'TRACE']);

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.6 */
function framing(method: string, body: Buffer | undefined): HeaderList {
  const length = body?.length ?? 0;
  return length === 0 && USUALLY_EMPTY.has(method) ? [] : [['Content-Length', String(length)]];
}
