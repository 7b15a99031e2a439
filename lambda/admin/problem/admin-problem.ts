import { ADMIN_PROBLEMS, type AdminProblemCode, type FieldProblemCode } from '../../../lib/contract';
import type { PatternReason } from '../../../lib/core';

/** An error of one field. */
export interface FieldError {
  /** JSON Pointer into the body; for a parameter `/` and its name. @see https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string;
  readonly code: FieldProblemCode | PatternReason;
  /** A sentence that says what is expected. */
  readonly message: string;
  /** A value that would be accepted. */
  readonly suggestion?: string;
}

/** The parts of a problem besides its code. */
export interface ProblemDetails {
  readonly errors?: readonly FieldError[];
  /** Id of the entry that the problem is about. */
  readonly id?: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a request with a problem; routes throw it, one place writes it. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';

  constructor(
    readonly code: AdminProblemCode,
    readonly details: ProblemDetails = {},
    options?: ErrorOptions,
  ) {
    super(ADMIN_PROBLEMS[code].title, options);
  }

  get status(): (typeof ADMIN_PROBLEMS)[AdminProblemCode]['status'] {
    return ADMIN_PROBLEMS[this.code].status;
  }
}

/** A 422 that names every offending field. */
export function validationProblem(errors: readonly FieldError[]): AdminProblem {
  return new AdminProblem('validation_failed', { errors });
}
