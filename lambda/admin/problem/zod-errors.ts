import type { z } from '@hono/zod-openapi';
import { FIELD_PROBLEMS, type FieldProblemCode } from '../../../lib/contract';
import { PATTERN_REASONS } from '../../../lib/core';
import type { FieldError } from './admin-problem';

type Issue = z.core.$ZodIssue;

/** Where the validated value comes from; it tells an unknown field from an unknown parameter. */
export type Part = 'json' | 'query';

/** Parameters that a schema gives to a check of its own (`z.refine`), so that the answer has the right code. */
export interface CheckParams {
  readonly code: FieldProblemCode;
}

/** Every complaint of a schema about a value as field errors, one for each field and code. */
export function zodErrors(issues: readonly Issue[], value: unknown, part: Part): readonly FieldError[] {
  const errors = issues.flatMap((issue) => errorsOf(issue, value, part));
  const seen = new Map(errors.map((error) => [`${error.pointer} ${error.code}`, error]));
  return [...seen.values()];
}

/** A JSON Pointer. @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

function errorsOf(issue: Issue, value: unknown, part: Part): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const code = part === 'query' ? 'unknown_parameter' : 'unknown_field';
    return issue.keys.map((key) => fieldError([...issue.path, key], code));
  }
  const found = valueAt(value, issue.path);
  if (part === 'query' && Array.isArray(found)) return [fieldError(issue.path, 'duplicate_field')];
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
    if (found === undefined) return [fieldError(issue.path, 'required')];
    if (issue.path.at(-1) === 'pattern') return [notAString(issue.path)];
    return [fieldError(issue.path, 'wrong_type', `The value must be ${expected(issue)}.`)];
  }
  return [fieldError(issue.path, codeOf(issue, found), messageOf(issue))];
}

function codeOf(issue: Issue, found: unknown): FieldProblemCode {
  switch (issue.code) {
    case 'too_big':
      return Array.isArray(found) ? 'too_many' : 'too_long';
    case 'invalid_value':
      return found === undefined ? 'required' : 'bad_value';
    case 'custom':
      return (issue.params as CheckParams | undefined)?.code ?? 'bad_value';
    default:
      return 'bad_format';
  }
}

/** Our checks bring their sentence; zod's own sentences are written for developers of schemas. */
function messageOf(issue: Issue): string | undefined {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'too_big') return `At most ${String(issue.maximum)}.`;
  if (issue.code === 'invalid_value') {
    return `The value must be one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}.`;
  }
  return undefined;
}

function expected(issue: Issue): string {
  if (issue.code !== 'invalid_type') return 'of another type';
  const names: Readonly<Record<string, string>> = {
    object: 'an object',
    array: 'a list',
    record: 'an object',
    boolean: 'true or false',
  };
  return names[issue.expected] ?? `a ${issue.expected}`;
}

function notAString(path: readonly PropertyKey[]): FieldError {
  return { pointer: pointerTo(path), code: 'not_a_string', message: PATTERN_REASONS.not_a_string };
}

/** One field error; without a message the sentence that documents the code. */
export function fieldError(
  path: readonly PropertyKey[],
  code: FieldProblemCode,
  message?: string,
): FieldError {
  return { pointer: pointerTo(path), code, message: message ?? FIELD_PROBLEMS[code] };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<PropertyKey, unknown>)[step];
  }
  return found;
}
