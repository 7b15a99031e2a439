import type { Command } from '../command/command';
import type { Entry } from '../api/shapes';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { choiceOf } from '../terminal/choice';
import { timeOf } from './durations';
import { listLines } from './entry-lines';

const STATUSES = ['active', 'inactive', 'expired', 'deleted'] as const;
const ORDERS = ['pattern', '-updatedAt', 'expiresAt'] as const;

/** Entries of one page of the list. */
const PAGE = 200;

export const command: Command = {
  usage: '',
  about: ['Shows the list of allowed origins. Without a filter, it shows all entries that are not deleted.'],
  options: {
    contains: { value: 'TEXT', about: 'only entries with this text in pattern, name, description or owner' },
    prefix: { value: 'TEXT', about: 'only entries whose pattern begins with this text' },
    owner: { value: 'TEXT', about: 'only entries of exactly this owner' },
    status: { value: 'STATUS', about: 'only these: active, inactive, expired or deleted' },
    'changed-since': { value: 'TIME', about: 'only entries that changed at this time or later' },
    sort: { value: 'ORDER', about: 'pattern, -updatedAt or expiresAt (default: pattern)' },
    limit: { value: 'N', about: 'at most so many entries (default: all)' },
  },
  takes: { least: 0, most: 0 },
  examples: ['origins list', 'origins list --status expired', 'origins list --contains partner --json'],
  run: async ({ terminal, given, client }) => {
    const limit = limitOf(given.text('limit'));
    const since = given.text('changed-since');
    const query = {
      contains: given.text('contains'),
      prefix: given.text('prefix'),
      owner: given.text('owner'),
      status: given.has('status') ? choiceOf('--status', given.text('status'), STATUSES) : undefined,
      changedSince: since === undefined ? undefined : timeOf('--changed-since', since),
      sort: given.has('sort') ? choiceOf('--sort', given.text('sort'), ORDERS) : undefined,
    };
    const admin = await client();
    const entries: Entry[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.list({ ...query, cursor, limit: Math.min(PAGE, limit - entries.length) });
      entries.push(...page.items);
      cursor = page.cursor;
      terminal.progress(`${String(entries.length)} entries`);
    } while (cursor !== undefined && entries.length < limit);
    terminal.result({ entries }, () =>
      entries.length === 0 ? ['There are no entries.'] : listLines(entries),
    );
    return EXIT.done;
  },
};

function limitOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (/^[1-9][0-9]{0,6}$/.test(text)) return Number(text);
  throw new CommandError(
    EXIT.invalid,
    'bad_option',
    `--limit ${text} is no number from 1 on.`,
    '--limit 100',
  );
}
