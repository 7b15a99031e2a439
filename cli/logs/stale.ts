import { ASKED_DAYS, unusedEntries, type Unused, type UnusedEntry } from '../../lib/contract/unused-entries';
import { ApiProblem } from '../api/problem';
import type { AdminClient } from '../api/admin-client';
import type { Entry } from '../api/shapes';
import type { Command } from '../command/command';
import { inParallel } from '../command/in-parallel';
import { everyEntry } from '../origins/every-entry';
import { timeText } from '../origins/entry-lines';
import { notConfirmed } from '../origins/many';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { tableLines } from '../terminal/table';
import { answered, asOfLines } from './answered';

const MAX_DAYS = ASKED_DAYS;
/** Deletions at a time. */
const PARALLEL = 5;

type StaleEntry = UnusedEntry<Entry>;

export const command: Command = {
  usage: '',
  about: [
    'Shows entries that let no request in for some time, by the log of the gateway. With --remove, it deletes them.',
    'An entry that was made, changed, activated or restored within this time is left out: it had no such time to be used.',
    'What the log does not reach is unknown, and not unused: then the command says so, and deletes nothing.',
  ],
  options: {
    days: { value: 'N', about: `for how long nobody used them, 1 to ${String(MAX_DAYS)} days (default: 90)` },
    owner: { value: 'TEXT', about: 'only entries of exactly this owner' },
    remove: { about: 'delete them, after a question' },
  },
  takes: { least: 0, most: 0 },
  changes: true,
  examples: ['origins stale', 'origins stale --days 30 --owner shop --remove'],
  run: async ({ terminal, given, client }) => {
    const days = daysOf(given.text('days') ?? String(MAX_DAYS));
    const owner = given.text('owner');
    const admin = await client();
    const id = await admin.askUsage(ASKED_DAYS);
    const usage = await answered(terminal, () => admin.usage(id));
    const entries = (await everyEntry(admin, terminal)).filter(
      (entry) => owner === undefined || entry.owner === owner,
    );
    const unused = unusedEntries(usage, entries, { days, now: Date.now() });
    const { entries: stale, since, isCovered, knownDays } = unused;
    const { asOf } = usage;
    const result = { days, asOf, knownDays, since, stale };
    const warning = isCovered ? [] : [shortLogText(unused)];
    if (entries.length === 0 && owner !== undefined) {
      terminal.result(result, () => [`No entry has the owner ${owner}.`]);
      return EXIT.done;
    }
    const isAll = stale.length === 0 && since !== undefined;
    if (!given.has('remove') || isAll) {
      const none = `Every entry was used in the last ${String(days)} days, or was changed in them.`;
      terminal.result(result, () => [
        ...(isAll ? [none] : []),
        ...staleLines(stale),
        ...warning,
        ...asOfLines(asOf),
      ]);
      return EXIT.done;
    }
    terminal.note(...staleLines(stale), ...asOfLines(asOf));
    if (!isCovered) {
      throw new CommandError(
        EXIT.error,
        'unknown_usage',
        `Nothing is deleted: ${warning.join('')}`,
        knownDays < 1 ? 'wait until the log is older' : `--days ${String(knownDays)}`,
      );
    }
    if (!(await terminal.mayChange(`Delete ${String(stale.length)} entries?`))) throw notConfirmed();
    const removed = await removeAll(admin, stale);
    terminal.result({ ...result, removed: removed.length }, () => [
      ...removed.map((pattern) => `Deleted ${pattern}`),
      `Deleted ${String(removed.length)} of ${String(stale.length)} entries. "origins restore" brings them back.`,
    ]);
    return removed.length === stale.length ? EXIT.done : EXIT.conflict;
  },
};

function shortLogText({ since, knownDays }: Unused<Entry>): string {
  return since === undefined
    ? `The log holds no use of any entry in the last ${String(ASKED_DAYS)} days, so nobody can tell which ones are unused.`
    : `The log reaches back ${String(knownDays)} days only, so an entry may have been used before.`;
}

/** Deletes entries that are as they were shown; gives the patterns of those that it deleted. */
async function removeAll(admin: AdminClient, stale: readonly StaleEntry[]): Promise<readonly string[]> {
  const done = await inParallel(PARALLEL, stale, async ({ entry: { id, pattern, version } }) => {
    try {
      await admin.remove(id, version);
      return [pattern];
    } catch (error) {
      if (error instanceof ApiProblem && error.exitCode === EXIT.conflict) return [];
      throw error;
    }
  });
  return done.flat();
}

function staleLines(stale: readonly StaleEntry[]): readonly string[] {
  if (stale.length === 0) return [];
  return tableLines(
    ['PATTERN', 'NAME', 'STATUS', 'OWNER', 'CHANGED', 'LAST USED'],
    stale.map(({ entry, lastUsed }) => [
      entry.pattern,
      entry.name,
      entry.effectiveStatus,
      entry.owner,
      timeText(entry.updatedAt),
      lastUsed === undefined ? 'no use in the log' : timeText(lastUsed),
    ]),
  );
}

function daysOf(text: string): number {
  const days = /^[1-9][0-9]?$/.test(text) ? Number(text) : Number.NaN;
  if (days <= MAX_DAYS) return days;
  throw new CommandError(
    EXIT.invalid,
    'bad_option',
    `--days ${text} is no number from 1 to ${String(MAX_DAYS)}.`,
    '--days 90',
  );
}
