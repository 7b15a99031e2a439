import type { HttpAnswer } from './http';
import { notTheAdminApi } from './problem';

/** The fields by which an answer of the admin API is known. */
export type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean' | 'list' | 'object'>>;

/**
 * The body of an answer. Another server may answer 200 as well, so that a wrong URL must end here and not in the middle of a command.
 *
 * @throws ApiProblem for an answer without these fields
 */
export function answerOf(answer: HttpAnswer, shape: Shape, url: URL): object {
  const value = jsonOf(answer.body);
  const isKnown = Object.entries(shape).every(([name, kind]) => kindOf(value?.[name]) === kind);
  if (value === undefined || !isKnown) throw notTheAdminApi(answer, url);
  return value;
}

function jsonOf(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return kindOf(value) === 'object' ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
