import { PROBLEM_MEDIA_TYPE, VARY, VARY_OPTIONS } from '../../../lib/core';
import type { ProxyResult } from '../../shared/answer/problem-response';
import type { AdminProblem } from '../problem/admin-problem';
import { problemBody } from '../problem/problem-body';

/** On every answer. There is no `Access-Control-*`: nothing but the API's own origin is meant to read it in a browser. */
const ALWAYS = {
  Vary: VARY,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** The router's answer in the form that Lambda proxy integrations take. */
export async function resultOf(response: Response): Promise<ProxyResult> {
  return {
    statusCode: response.status,
    headers: { ...ALWAYS, ...Object.fromEntries(response.headers.entries()) },
    body: await response.text(),
    isBase64Encoded: false,
  };
}

/** A problem as an answer. */
export function problemResult(problem: AdminProblem, requestId: string, method?: string): ProxyResult {
  return {
    statusCode: problem.status,
    headers: {
      ...ALWAYS,
      ...(method === 'OPTIONS' ? { Vary: VARY_OPTIONS } : {}),
      ...problem.details.headers,
      'Content-Type': PROBLEM_MEDIA_TYPE,
    },
    body: JSON.stringify(problemBody(problem, requestId)),
    isBase64Encoded: false,
  };
}
