import type { AdminProblemBody } from '../../../../lambda/admin/problem/problem-body';
import type { Entry, ListedEntry, WarnedEntry } from '../../../../lambda/admin/schema/entry';
import type { Evaluation } from '../../../../lambda/admin/schema/evaluate';
import type { ImportResult } from '../../../../lambda/admin/schema/import';
import type { Settings } from '../../../../lambda/admin/schema/settings';
import type { AdminAnswer } from './admin-bench';

/** A page of the list. */
export interface Page {
  readonly items: readonly WarnedEntry[];
  readonly cursor?: string;
  readonly total?: number;
}

/** A page of an export. */
export interface ExportPage {
  readonly entries: readonly ListedEntry[];
  readonly cursor?: string;
}

/** The body of an answer that must have this status. */
function bodyOf(answer: AdminAnswer, status = 200): unknown {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body;
}

export const entryIn = (answer: AdminAnswer, status?: number): Entry => bodyOf(answer, status) as Entry;
export const pageIn = (answer: AdminAnswer): Page => bodyOf(answer) as Page;
export const exportIn = (answer: AdminAnswer): ExportPage => bodyOf(answer) as ExportPage;
export const settingsIn = (answer: AdminAnswer): Settings => bodyOf(answer) as Settings;
export const importIn = (answer: AdminAnswer): ImportResult => bodyOf(answer) as ImportResult;
export const evaluationIn = (answer: AdminAnswer): Evaluation => bodyOf(answer) as Evaluation;

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
