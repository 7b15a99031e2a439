import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import type { Surroundings } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT, type ExitCode } from '../terminal/exit-code';
import { idOf, namedEntry } from './entry-name';
import { withoutHistory } from './entry-view';

/** A change of entries that a command line names. */
export interface NamedChange {
  /** In a question: `Delete 2 entries?` */
  readonly verb: string;
  /** In the result: `Deleted https://…` */
  readonly done: string;
  /** Whether a person is asked although the change is of one entry. */
  readonly asks: boolean;
  /** Whether an entry is as the command wants it already. */
  readonly isDone: (entry: Entry) => boolean;
  /** Whether an entry that is not on the list is fine, too. */
  readonly mayBeAbsent?: boolean;
  readonly write: (admin: AdminClient, entry: Entry) => Promise<Entry>;
}

type Outcome = 'changed' | 'unchanged' | 'absent';

/** Shows the named entries, asks, and changes those that are not yet as they are wanted. */
export async function changeNamed(
  { terminal, client, given, positionals }: Surroundings,
  change: NamedChange,
): Promise<ExitCode> {
  const ids = [...new Set(positionals.map(idOf))];
  const admin = await client();
  const found: Entry[] = [];
  const outcomes: { readonly outcome: Outcome; readonly pattern: string; readonly entry?: Entry }[] = [];
  for (const [index, id] of ids.entries()) {
    const entry = await readUnlessAbsent(admin, positionals[index] ?? id, change.mayBeAbsent === true);
    if (entry === undefined) {
      outcomes.push({ outcome: 'absent', pattern: positionals[index] ?? id });
      continue;
    }
    checkOwner(entry, given.text('owner'));
    if (change.isDone(entry))
      outcomes.push({ outcome: 'unchanged', pattern: entry.pattern, entry: withoutHistory(entry) });
    else found.push(entry);
  }
  if (found.length > 0) {
    const isMany = found.length > 1;
    if (isMany || change.asks) terminal.note(...found.map(({ pattern }) => `  ${change.verb} ${pattern}`));
    const question = `${change.verb} ${isMany ? `${String(found.length)} entries` : 'this entry'}?`;
    const may = await terminal.mayChange(isMany || change.asks ? question : undefined);
    if (!may) throw notConfirmed();
  }
  for (const entry of found) {
    const written = await change.write(admin, entry);
    outcomes.push({ outcome: 'changed', pattern: written.pattern, entry: withoutHistory(written) });
  }
  terminal.result({ results: outcomes }, () =>
    outcomes.map(({ outcome, pattern }) => {
      if (outcome === 'changed') return `${change.done} ${pattern}`;
      return outcome === 'absent' ? `Not on the list: ${pattern}` : `Unchanged: ${pattern}`;
    }),
  );
  return EXIT.done;
}

/** The end of a command whose question was answered with no. */
export function notConfirmed(): CommandError {
  return new CommandError(EXIT.error, 'not_confirmed', 'Nothing was changed.');
}

async function readUnlessAbsent(
  admin: AdminClient,
  name: string,
  mayBeAbsent: boolean,
): Promise<Entry | undefined> {
  try {
    return await namedEntry(admin, name);
  } catch (error) {
    if (mayBeAbsent && error instanceof ApiProblem && error.code === 'entry_not_found') return undefined;
    throw error;
  }
}

function checkOwner({ pattern, owner, status }: Entry, wanted: string | undefined): void {
  if (wanted === undefined || owner === wanted || status === 'deleted') return;
  throw new CommandError(
    EXIT.conflict,
    'owned_elsewhere',
    `The entry ${pattern} belongs to ${owner ?? 'nobody'}.`,
    'leave --owner out to change it all the same',
  );
}
