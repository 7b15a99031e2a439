import { ADMIN_PROBLEMS } from '../../../lib/contract';
import { problemType, type Problem } from '../../../lib/core';
import type { AdminProblem, FieldError } from './admin-problem';

/** The body of a problem. @see https://www.rfc-editor.org/rfc/rfc9457#section-3 */
export interface AdminProblemBody extends Problem {
  readonly detail?: string;
  readonly id?: string;
  readonly errors?: readonly FieldError[];
}

/** Writes a problem down. Field errors name fields and rules; no value of the request is echoed. */
export function problemBody(problem: AdminProblem, requestId: string): AdminProblemBody {
  const { code, details } = problem;
  const { status, title } = ADMIN_PROBLEMS[code];
  const { detail, id, errors } = details;
  return {
    type: problemType(code),
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    code,
    requestId,
    ...(id === undefined ? {} : { id }),
    ...(errors === undefined ? {} : { errors }),
  };
}
