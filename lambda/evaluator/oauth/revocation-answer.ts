import type { HeaderList } from '../../../lib/core';
import type { UpstreamResponse } from '../upstream/exchange';

/** Headers that speak of a body. */
const OF_BODY: ReadonlySet<string> = new Set(['content-type', 'content-encoding', 'content-length']);

/**
 * The answer of a revocation endpoint, so that every client can read it. Issuers answer with an empty body. API Gateway gives an answer
 * without a type `application/json`, and some clients parse the empty body as JSON; others take no type but JSON. Both take the
 * revocation for failed. Clients ignore what the body says.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.2
 */
export function readableRevocation(response: UpstreamResponse): UpstreamResponse {
  if (response.status !== 200 || response.body.length > 0) return response;
  const headers: HeaderList = response.headers.filter(([name]) => !OF_BODY.has(name.toLowerCase()));
  return {
    ...response,
    headers: [...headers, ['Content-Type', 'application/json']],
    body: Buffer.from('{}'),
  };
}
