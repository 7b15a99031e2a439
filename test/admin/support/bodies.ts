import type { AdminProblemBody } from '../../../lambda/admin/problem/problem-body';
import type { Entry, ListedEntry } from '../../../lambda/admin/schema/entry';
import type { Evaluation } from '../../../lambda/admin/schema/evaluate';
import type { ImportResult } from '../../../lambda/admin/schema/import';
import type { Settings } from '../../../lambda/admin/schema/settings';
import type { AdminAnswer } from './admin-bench';

/** A page of the list. */
export interface Page {
  readonly items: readonly ListedEntry[];
  readonly cursor?: string;
}

/** A page of an export. */
export interface ExportPage {
  readonly entries: readonly ListedEntry[];
  readonly cursor?: string;
}

/** Reads the body of an answer that must have this status. */
function bodyOf<T>(answer: AdminAnswer, status: number): T {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body as T;
}

export const entryIn = (answer: AdminAnswer, status = 200): Entry => bodyOf<Entry>(answer, status);
export const pageIn = (answer: AdminAnswer): Page => bodyOf<Page>(answer, 200);
export const exportIn = (answer: AdminAnswer): ExportPage => bodyOf<ExportPage>(answer, 200);
export const settingsIn = (answer: AdminAnswer): Settings => bodyOf<Settings>(answer, 200);
export const importIn = (answer: AdminAnswer): ImportResult => bodyOf<ImportResult>(answer, 200);
export const evaluationIn = (answer: AdminAnswer): Evaluation => bodyOf<Evaluation>(answer, 200);

/** The problem in an answer, whose media type and status must say the same. */
export function problemIn(answer: AdminAnswer): AdminProblemBody {
  const problem = answer.body as AdminProblemBody;
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(problem.status).toBe(answer.status);
  expect(problem.requestId).toBe('JKJaXmPLvHcESHA=');
  return problem;
}

/** Status and code of an answer, with the pointers and codes of its field errors. */
export function outcomeOf(answer: AdminAnswer): string {
  if (answer.status < 400) return String(answer.status);
  const { code, errors = [] } = problemIn(answer);
  const fields = errors.map((error) => `${error.pointer} ${error.code}`).sort();
  return [`${answer.status} ${code}`, ...fields].join(', ');
}
