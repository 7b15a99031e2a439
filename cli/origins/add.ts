import { ENTRY_FIELD_NAMES } from '../../lib/contract';
import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { Entry, NewEntry } from '../api/shapes';
import type { Command } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { changeText, entryLines } from './entry-lines';
import { checkPattern } from './entry-name';
import { withoutHistory } from './entry-view';
import { FIELD_OPTIONS, fieldsOf } from './field-options';
import { writeLine } from './written-line';

type Outcome = 'added' | 'unchanged' | 'extended' | 'restored';

export const command: Command = {
  usage: 'PATTERN',
  about: [
    'Allows an origin. The same fields again change nothing; others are a conflict, and "origins update" changes them.',
    'With --extend, an entry of the same owner that is there already ends later, and a deleted one comes back.',
  ],
  options: {
    ...FIELD_OPTIONS,
    extend: { about: 'prolong the entry where it is there already; for pipelines' },
  },
  takes: { least: 1, most: 1 },
  changes: true,
  examples: [
    'origins add https://app.example.com --name "Customer portal"',
    'origins add "https://*.partner.example" --owner sales --expires-in 30d',
    'origins add https://pr-7.preview.example.com --owner shop#7 --expires-in 7d --extend --yes',
  ],
  run: async ({ terminal, given, client, positionals: [pattern = ''] }) => {
    const set = Object.entries(fieldsOf(given)).filter(([, value]) => value !== null);
    const wanted = { pattern, ...Object.fromEntries(set) } as NewEntry;
    await checkPattern(pattern, wanted.allowSharedOrigin === true);
    await terminal.mayChange();
    const admin = await client();
    const { entry, outcome } = await added(admin, wanted, given.has('extend'));
    terminal.result({ outcome, entry }, () => [
      `${SAID[outcome]} ${entry.pattern}`,
      ...entryLines(entry, terminal).slice(1),
    ]);
    return EXIT.done;
  },
};

const SAID: Readonly<Record<Outcome, string>> = {
  added: 'Added',
  unchanged: 'Unchanged:',
  extended: 'Extended',
  restored: 'Restored',
};

async function added(
  admin: AdminClient,
  wanted: NewEntry,
  extend: boolean,
): Promise<{ readonly entry: Entry; readonly outcome: Outcome }> {
  try {
    return { entry: withoutHistory(await admin.create(wanted)), outcome: 'added' };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409 || error.id === undefined) throw error;
    const current = withoutHistory(await admin.read(error.id));
    if (isAsWanted(current, wanted)) return { entry: current, outcome: 'unchanged' };
    if (!extend) throw isThereAlready(error, current, wanted);
    if (current.status === 'deleted') return restored(admin, current, wanted);
    return extended(admin, current, wanted);
  }
}

/** Whether the entry has each field that is wanted, and is in force. */
function isAsWanted(current: Entry, wanted: NewEntry): boolean {
  if (current.effectiveStatus !== 'active') return false;
  return ENTRY_FIELD_NAMES.every((name) => wanted[name] === undefined || wanted[name] === current[name]);
}

/** The conflict, with the fields in which the entry is another one than the wanted one. */
function isThereAlready(problem: ApiProblem, current: Entry, wanted: NewEntry): ApiProblem {
  const differences = ENTRY_FIELD_NAMES.flatMap((name) => {
    const [now, then] = [current[name], wanted[name]];
    return then === undefined || now === then ? [] : [changeText(name, textOf(now), textOf(then))];
  });
  if (current.status === 'deleted' || differences.length === 0) return problem;
  const { status, code, message, fix, errors, id } = problem;
  return new ApiProblem(status, code, `${message} It differs: ${differences.join(', ')}.`, fix, errors, id);
}

function textOf(value: string | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Nobody keeps a tombstone, so that it may come back for anybody; in one write, with the fields of now. */
async function restored(
  admin: AdminClient,
  current: Entry,
  wanted: NewEntry,
): Promise<{ readonly entry: Entry; readonly outcome: Outcome }> {
  await writeLine(admin, { ...wanted, version: current.version });
  return { entry: withoutHistory(await admin.read(current.id)), outcome: 'restored' };
}

/** @throws CommandError for an entry of somebody else */
async function extended(
  admin: AdminClient,
  current: Entry,
  wanted: NewEntry,
): Promise<{ readonly entry: Entry; readonly outcome: Outcome }> {
  if (current.owner !== wanted.owner) {
    const owner = current.owner === undefined ? 'nobody' : current.owner;
    throw new CommandError(
      EXIT.conflict,
      'owned_elsewhere',
      `The entry ${current.pattern} belongs to ${owner}.`,
      'it is allowed already; leave it to its owner, or change it with "origins update"',
    );
  }
  const isLater =
    current.expiresAt !== undefined &&
    (wanted.expiresAt === undefined || Date.parse(wanted.expiresAt) > Date.parse(current.expiresAt));
  const isOff = current.status === 'inactive';
  if (isOff) {
    throw new CommandError(
      EXIT.conflict,
      'entry_inactive',
      `Somebody switched the entry ${current.pattern} off.`,
      '"origins activate" switches it on',
    );
  }
  if (!isLater) return { entry: current, outcome: 'unchanged' };
  const entry = await admin.patch(current, { expiresAt: wanted.expiresAt ?? null });
  return { entry: withoutHistory(entry), outcome: 'extended' };
}
