import { ApiProblem } from '../api/problem';
import type { AdminClient } from '../api/admin-client';
import type { Entry, Usage } from '../api/shapes';
import type { Command } from '../command/command';
import { inParallel } from '../command/in-parallel';
import { everyEntry } from '../origins/every-entry';
import { timeText } from '../origins/entry-lines';
import { notConfirmed } from '../origins/many';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { tableLines } from '../terminal/table';
import { answered } from './answered';

const DAY_MILLIS = 86_400_000;
const MAX_DAYS = 90;
/** Deletions at a time. */
const PARALLEL = 5;

/** An entry that nobody used. */
export interface StaleEntry {
  readonly entry: Entry;
  readonly lastUsed: string | undefined;
}

export const command: Command = {
  usage: '',
  about: [
    'Shows entries that let no request in for some time, by the log of the gateway. With --remove, it deletes them.',
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
    const admin = await client();
    const id = await admin.askUsage(days);
    const usage = await answered(terminal, () => admin.usage(id));
    const now = Date.now();
    const known = knownDays(usage, days, now);
    const owner = given.text('owner');
    const entries = (await everyEntry(admin, terminal)).filter(
      (entry) => owner === undefined || entry.owner === owner,
    );
    const stale = staleEntries(entries, usage, now - days * DAY_MILLIS);
    const isKnown = known >= days;
    const lines =
      stale.length === 0
        ? [`Every entry was used in the last ${String(days)} days, or is younger.`]
        : staleLines(stale);
    const warning = isKnown
      ? []
      : [`The log reaches back ${String(known)} days only, so an entry may have been used before.`];
    if (!given.has('remove') || stale.length === 0) {
      terminal.result({ days, knownDays: known, stale }, () => [...lines, ...warning]);
      return EXIT.done;
    }
    terminal.note(...lines);
    if (!isKnown) {
      throw new CommandError(
        EXIT.error,
        'unknown_usage',
        `Nothing is deleted: ${warning.join('')}`,
        known < 1 ? 'wait until the log is older' : `--days ${String(known)}`,
      );
    }
    if (!(await terminal.mayChange(`Delete ${String(stale.length)} entries?`))) throw notConfirmed();
    const removed = await removeAll(admin, stale);
    terminal.result({ days, knownDays: known, stale, removed: removed.length }, () => [
      ...removed.map((pattern) => `Deleted ${pattern}`),
      `Deleted ${String(removed.length)} of ${String(stale.length)} entries. "origins restore" brings them back.`,
    ]);
    return removed.length === stale.length ? EXIT.done : EXIT.conflict;
  },
};

/** Entries that are older than the time in question, and that no line of the log names in it. */
export function staleEntries(
  entries: readonly Entry[],
  { items }: Pick<Usage, 'items'>,
  from: number,
): readonly StaleEntry[] {
  const used = new Map(items.map(({ pattern, lastUsed }) => [pattern, lastUsed]));
  return entries.flatMap((entry) => {
    const lastUsed = used.get(entry.pattern);
    const isOld = Date.parse(entry.createdAt) < from;
    const isUsed = lastUsed !== undefined && Date.parse(lastUsed) >= from;
    return isOld && !isUsed ? [{ entry, lastUsed }] : [];
  });
}

/** Whole days that the log reaches back. */
function knownDays({ since }: Usage, days: number, now: number): number {
  if (since === undefined) return 0;
  // The window of the query begins a moment before the answer comes.
  return Math.min(days, Math.floor((now - Date.parse(since)) / DAY_MILLIS + 0.01));
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
  return tableLines(
    ['PATTERN', 'NAME', 'STATUS', 'OWNER', 'CREATED', 'LAST USED'],
    stale.map(({ entry, lastUsed }) => [
      entry.pattern,
      entry.name,
      entry.effectiveStatus,
      entry.owner,
      timeText(entry.createdAt),
      lastUsed === undefined ? 'not in this time' : timeText(lastUsed),
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
