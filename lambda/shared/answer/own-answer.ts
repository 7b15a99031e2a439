import type { Verdict } from '../../../lib/core';
import { problemResponse, type ProxyResult } from './problem-response';

/**
 * The answer that the gateway gives without a backend: to a refused request, and to any `OPTIONS`. Undefined if the request
 * goes on to its backend.
 */
export function ownAnswer(verdict: Verdict, requestId: string): ProxyResult | undefined {
  if (verdict.outcome === 'refuse') return problemResponse(verdict.reason, requestId, verdict.headers);
  if (verdict.status === undefined) return undefined;
  return { statusCode: verdict.status, headers: verdict.headers, body: '', isBase64Encoded: false };
}
