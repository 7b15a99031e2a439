import type { Entry, Usage } from './admin-answers';

/*
 * Which entries nobody uses, by the log. The console and the command line judge alike.
 */

const DAY_MILLIS = 86_400_000;

/**
 * The days for which to ask the log, whatever the time in question. The log's answer begins with the first use in the days that were
 * asked for. So an answer about fewer days cannot say whether the log reaches back to their first moment.
 */
export const ASKED_DAYS = 90;

/** An entry that nobody used. */
export interface UnusedEntry<E> {
  readonly entry: E;
  /** The last use before the time in question, where the log still holds it. */
  readonly lastUsed: string | undefined;
}

/** Entries that nobody used, and how much the log can say of it. */
export interface Unused<E> {
  readonly entries: readonly UnusedEntry<E>[];
  /** From here on they let nobody in; undefined where the log holds no use at all. */
  readonly since: string | undefined;
  /** Whether the log is known for all of the time in question. */
  readonly isCovered: boolean;
  /** Whole days for which the log is known. It covers a time of so many days. */
  readonly knownDays: number;
}

/** The time in question. */
export interface UnusedSpan {
  readonly days: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The entries that stayed as they are for all of a time, and let nobody in.
 *
 * An entry that is younger, or was changed within the time, had no such time to be used: somebody may have activated or restored it a
 * minute ago. What was used before the log begins is unknown, so without a use in the log no entry counts as unused.
 *
 * @param usage an answer about {@link ASKED_DAYS}
 */
export function unusedEntries<E extends Pick<Entry, 'id' | 'updatedAt'>>(
  { since, items }: Pick<Usage, 'since' | 'items'>,
  entries: readonly E[],
  { days, now }: UnusedSpan,
): Unused<E> {
  if (since === undefined) return { entries: [], since, isCovered: false, knownDays: 0 };
  const begin = now - days * DAY_MILLIS;
  const lastUsed = new Map(items.map((item) => [item.id, item.lastUsed]));
  const unused = entries.flatMap((entry) => {
    const last = lastUsed.get(entry.id);
    const isUsed = last !== undefined && Date.parse(last) >= begin;
    const isAsItWas = Date.parse(entry.updatedAt) < begin;
    return isAsItWas && !isUsed ? [{ entry, lastUsed: last }] : [];
  });
  const first = Date.parse(since);
  const knownDays = knownDaysOf(first, now);
  return {
    entries: unused,
    since: new Date(Math.max(first, begin)).toISOString(),
    isCovered: knownDays >= days,
    knownDays,
  };
}

/** No answer reaches back further than it was asked, so a log that begins within the first day of the answer counts as known for all of it. */
function knownDaysOf(since: number, now: number): number {
  const days = (now - since) / DAY_MILLIS;
  return days >= ASKED_DAYS - 1 ? ASKED_DAYS : Math.floor(days);
}
