import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { validationProblem, type FieldError } from '../problem/admin-problem';
import { zodErrors } from '../problem/zod-errors';
import type { AdminEnv } from './admin-env';
import { MAX_FIELD_ERRORS } from '../limits';

/** The answer of a schema about one part of a request. */
interface Validation {
  readonly target: string;
  /** The part as it was sent; always there, though the router's type names it only for sound parts. */
  readonly data?: unknown;
  readonly success: boolean;
  readonly error?: z.core.$ZodError;
}

/** Finds the errors of a body besides those of its shape. */
export type BodyCheck = (body: unknown, c: Context<AdminEnv>) => readonly FieldError[];

/**
 * Turns the errors of a schema and of a further check of the body into one 422 that names every offending field. An error
 * of the further check is left out where the shape of the same field is wrong already.
 */
export function validationHook(
  check: BodyCheck = () => [],
): (result: Validation, c: Context<AdminEnv>) => undefined {
  return ({ target, data, error }, c) => {
    const part = target === 'json' ? 'json' : 'query';
    const shape = error === undefined ? [] : zodErrors(error.issues, data, part);
    const named = new Set(shape.map(({ pointer }) => pointer));
    const further = part === 'json' ? check(data, c).filter(({ pointer }) => !named.has(pointer)) : [];
    const errors = [...shape, ...further];
    if (errors.length > 0) throw validationProblem(errors.slice(0, MAX_FIELD_ERRORS));
    return undefined;
  };
}
