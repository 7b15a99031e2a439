import { ApiProblem } from '../api/problem';

/**
 * The reason why this deployment cannot ask its log; undefined for every other error.
 *
 * @param unknownLog the words where the admin API knows no log
 */
export function noLogReason(error: unknown, unknownLog: string): string | undefined {
  if (!(error instanceof ApiProblem) || error.status !== 501) return undefined;
  return error.code === 'verdicts_not_logged' ? error.message : unknownLog;
}
