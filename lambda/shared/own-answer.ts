import type { Decision } from '../../lib/core';
import { problemResponse, type ProxyResult } from './problem-response';

/**
 * What the gateway answers by itself: a refusal, or any `OPTIONS`, which never reaches a backend. Undefined where the
 * request goes on.
 */
export function ownAnswer(decision: Decision, requestId: string): ProxyResult | undefined {
  if (decision.outcome === 'refuse') return problemResponse(decision.reason, requestId, decision.headers);
  if (decision.status === undefined) return undefined;
  return { statusCode: decision.status, headers: decision.headers, body: '', isBase64Encoded: false };
}
