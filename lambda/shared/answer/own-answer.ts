import type { Verdict } from '../../../lib/core';
import { problemResponse, type ProxyResult } from './problem-response';

/**
 * What the gateway answers by itself: a refusal, or any `OPTIONS`, which never reaches a backend. Undefined where the
 * request goes on.
 */
export function ownAnswer(verdict: Verdict, requestId: string): ProxyResult | undefined {
  if (verdict.outcome === 'refuse') return problemResponse(verdict.reason, requestId, verdict.headers);
  if (verdict.status === undefined) return undefined;
  return { statusCode: verdict.status, headers: verdict.headers, body: '', isBase64Encoded: false };
}
