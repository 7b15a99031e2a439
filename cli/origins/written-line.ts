import type { AdminClient } from '../api/admin-client';
import { faultText } from '../api/problem';
import type { LineResult, NewEntry } from '../api/shapes';
import { CommandError } from '../terminal/command-error';
import { EXIT, type ExitCode } from '../terminal/exit-code';

/** Exit codes of the outcomes in which a line was not written. */
const EXIT_OF: Readonly<Partial<Record<LineResult['outcome'], ExitCode>>> = {
  conflict: EXIT.conflict,
  invalid: EXIT.invalid,
  failed: EXIT.unavailable,
};

/**
 * Writes one entry as a line of an import: in one write, whether it is there, was deleted or is new.
 *
 * @throws CommandError where it was not written
 */
export async function writeLine(
  admin: AdminClient,
  line: NewEntry & { readonly version?: number },
): Promise<void> {
  const { results } = await admin.import('upsert', [line]);
  const [result] = results;
  if (result === undefined) return;
  const exitCode = EXIT_OF[result.outcome];
  if (exitCode === undefined) return;
  const { code = result.outcome, message = '', errors = [] } = result;
  throw new CommandError(exitCode, code, errors.length === 0 ? message : errors.map(faultText).join(' '));
}
