import {
  PROBLEM_MEDIA_TYPE,
  problemOf,
  type Failure,
  type Reason,
  type ResponseHeaders,
} from '../../../lib/core';

/** An answer in the form that Lambda proxy integrations take. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Wins over `headers` where both have a name. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * A problem body as an answer: the refusal of a verdict, or a failure. The verdict's headers stand on it, so that a page
 * that was allowed reads the real error; one that no verdict was reached for gets `Vary` alone.
 */
export function problemResponse(
  code: Reason | Failure,
  requestId: string,
  verdictHeaders: ResponseHeaders = { Vary: 'Origin' },
): ProxyResult {
  const problem = problemOf(code, requestId);
  return {
    statusCode: problem.status,
    headers: { ...verdictHeaders, 'Cache-Control': 'no-store', 'Content-Type': PROBLEM_MEDIA_TYPE },
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  };
}
