import { withVerdictHeaders, type ResponseHeaders } from '../../../lib/core';
import { headerMaps } from '../../shared/answer/header-maps';
import type { ProxyResult } from '../../shared/answer/problem-response';
import type { UpstreamResponse } from './exchange';
import { endToEnd } from './hop-by-hop';
import { MAX_RESULT_BYTES } from './limits';
import type { Passage } from './passage';
import { publicValue, staysBehind } from './public-header';
import { UpstreamFailure } from './upstream-failure';

/** Bytes of the result beside headers and body: field names, status, punctuation. */
const FRAME_BYTES = 128;

/** The largest body that fits a result in base64. */
export const MAX_BODY_BYTES = Math.floor((MAX_RESULT_BYTES - FRAME_BYTES) / 4) * 3;

/**
 * An upstream's answer as a proxy result: with the verdict's headers instead of its own CORS headers, its URLs translated to
 * the gateway's, its body in base64, because only base64 keeps every byte.
 *
 * @throws UpstreamFailure when it is larger than a function may return
 */
export function proxyResult(
  response: UpstreamResponse,
  verdict: ResponseHeaders,
  passage?: Passage,
): ProxyResult {
  const kept = endToEnd(response.headers)
    // API Gateway sets the length by itself.
    .filter(([name]) => name.toLowerCase() !== 'content-length' && !staysBehind(name))
    .map(
      ([name, value]) => [name, passage === undefined ? value : publicValue(name, value, passage)] as const,
    );
  const headers = headerMaps(withVerdictHeaders(kept, verdict));
  const body = response.body.toString('base64');
  const result = { statusCode: response.status, ...headers, body, isBase64Encoded: body !== '' };
  if (Buffer.byteLength(JSON.stringify(headers)) + body.length + FRAME_BYTES > MAX_RESULT_BYTES) {
    throw new UpstreamFailure('upstream_response_too_large', 'the answer is too large in base64');
  }
  return result;
}
