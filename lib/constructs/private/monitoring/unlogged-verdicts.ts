import type { Construct } from 'constructs';
import { logsNoVerdicts } from '../admin/admin-queries';
import { warn } from '../synth/warning';
import type { Watched } from './watched';

/** Warns of a dashboard whose list of refused origins stays empty, because nobody writes their lines. */
export function warnOfUnloggedVerdicts(
  scope: Construct,
  { allowlist, evaluator, seatLogGroups }: Watched,
): void {
  const others = seatLogGroups.filter((logGroup) => logGroup !== evaluator.logGroup);
  if (!logsNoVerdicts(allowlist) || others.length > 0) return;
  warn(
    scope,
    'verdictsNotLogged',
    'the dashboard shows no refused origins, because verdictLog of the allowlist is none. Set it to VerdictLog.REFUSALS, or name log ' +
      'groups that have verdicts in furtherLogGroups; the metrics on the dashboard are complete',
  );
}
