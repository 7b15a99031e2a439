import type { Refusal } from '../api/shapes';
import type { Command } from '../command/command';
import { durationOf } from '../origins/durations';
import { timeText } from '../origins/entry-lines';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { tableLines } from '../terminal/table';
import { answered, asOfLines } from './answered';

const MAX_MINUTES = 1440;
const MAX_ITEMS = 50;
/** The only reason that an entry can take away by itself. */
const HELPED_BY_ENTRY = 'origin_not_allowlisted';

export const command: Command = {
  usage: '',
  about: [
    'Shows which origins the gateway refused, how often, and why, by its log.',
    'An Origin header proves nothing about who sent it: look at an origin before you allow it.',
  ],
  options: {
    since: { value: 'TIME', about: 'how far back: 15m, 1h, 24h at most (default: 1h)' },
    reason: { value: 'CODE', about: 'only refusals with this reason, such as origin_not_allowlisted' },
    limit: { value: 'N', about: `at most so many lines, 1 to ${String(MAX_ITEMS)} (default: 20)` },
  },
  takes: { least: 0, most: 0 },
  examples: ['refusals', 'refusals --since 24h --reason origin_not_allowlisted --json'],
  run: async ({ terminal, given, client }) => {
    const minutes = minutesOf(given.text('since') ?? '1h');
    const limit = limitOf(given.text('limit') ?? '20');
    const reason = given.text('reason');
    const admin = await client();
    const id = await admin.askRefusals({ minutes, limit, ...(reason === undefined ? {} : { reason }) });
    const { asOf, items } = await answered(terminal, () => admin.refusals(id));
    terminal.result({ minutes, asOf, items }, () =>
      items.length === 0
        ? [`Nothing was refused in the last ${given.text('since') ?? '1h'}.`, ...asOfLines(asOf)]
        : [...itemLines(items), '', ...asOfLines(asOf), 'An Origin header proves nothing about who sent it.'],
    );
    return EXIT.done;
  },
};

function itemLines(items: readonly Refusal[]): readonly string[] {
  return tableLines(
    ['COUNT', 'ORIGIN', 'REASON', 'ENDPOINT', 'FIRST', 'LAST', 'NOTE'],
    items.map((item) => [
      String(item.count),
      item.origin === '' ? '(none)' : item.origin,
      item.reason,
      item.endpoint === '' ? '(no rule)' : item.endpoint,
      timeText(item.firstSeen),
      timeText(item.lastSeen),
      noteOf(item),
    ]),
  );
}

function noteOf({ reason, wouldRefuse, listed, listedStatus, problem }: Refusal): string {
  return [
    ...(wouldRefuse === true ? ['let in, because nothing is enforced yet'] : []),
    ...(listed === undefined || reason !== HELPED_BY_ENTRY ? [] : [entryNote(listedStatus)]),
    ...(problem === undefined ? [] : [`cannot be listed: ${problem}`]),
  ].join('; ');
}

function entryNote(status: Refusal['listedStatus']): string {
  if (status === undefined) return 'has an entry';
  return status === 'active' ? 'on the list by now' : `has an entry that is ${status}`;
}

function minutesOf(text: string): number {
  const minutes = durationOf('--since', text, '1h') / 60_000;
  if (minutes <= MAX_MINUTES) return minutes;
  throw new CommandError(EXIT.invalid, 'bad_option', `--since ${text} is more than 24 hours.`, '--since 24h');
}

function limitOf(text: string): number {
  const limit = /^[1-9][0-9]?$/.test(text) ? Number(text) : Number.NaN;
  if (limit <= MAX_ITEMS) return limit;
  throw new CommandError(
    EXIT.invalid,
    'bad_option',
    `--limit ${text} is no number from 1 to ${String(MAX_ITEMS)}.`,
    '--limit 20',
  );
}
