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
  /** API Gateway takes these where both maps have a name. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * A problem body as an answer: the refusal of a verdict, or a failure. It carries the verdict's headers, so a page that was
 * allowed can read the real error. Without a verdict it carries only `Vary`.
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
