import type { Given } from '../command/command';
import { EXIT, type ExitCode } from '../terminal/exit-code';
import { givesAccess, hasChanges } from './local-plan';
import type { MadePlan } from './make-plan';

/** The exit code that keeps a plan from being applied; undefined where nothing does. */
export function obstacleOf({ plan }: MadePlan, given: Given): ExitCode | undefined {
  if (plan.summary.invalid > 0) return EXIT.invalid;
  if (plan.summary.conflict > 0) return EXIT.conflict;
  return given.has('fail-on-new-access') && givesAccess(plan) ? EXIT.newAccess : undefined;
}

/** The exit code of a plan that is only shown. */
export function endOfPlan(made: MadePlan, given: Given): ExitCode {
  return obstacleOf(made, given) ?? (hasChanges(made.plan) ? EXIT.changes : EXIT.done);
}

/** Sentences about an obstacle, for a person. */
export function obstacleText(code: ExitCode, { plan }: MadePlan): string {
  if (code === EXIT.invalid) return 'Nothing is written, because the list has invalid lines.';
  if (code === EXIT.newAccess)
    return 'Nothing is written, because an origin would get access (--fail-on-new-access).';
  const isOwned = plan.changes.some((change) => change.code === 'owned_elsewhere');
  return isOwned
    ? 'Nothing is written, because of the conflicts (fix: take entries over with --adopt, or leave their lines out).'
    : 'Nothing is written, because of the conflicts.';
}
