import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { Entry, Plan } from '../api/shapes';
import type { OptionSpecs, Given, Surroundings } from '../command/command';
import { readListFile, type ListFile } from '../files/list-file';
import { everyEntry } from '../origins/every-entry';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import type { Terminal } from '../terminal/terminal';
import { localPlan } from './local-plan';

/** Lines of a plan that the admin API makes. */
const MAX_SERVER_LINES = 1000;
/** Entries of one page of the list. */
const PAGE = 200;

/** The options of `plan` and of `apply`. */
export const PLAN_OPTIONS: OptionSpecs = {
  file: {
    value: 'FILE',
    short: 'f',
    about: 'JSON, YAML, Salesforce metadata or a folder of it; - reads the input',
  },
  owner: { value: 'TEXT', about: 'whose entries the file has; entries of others are then conflicts' },
  prune: { about: 'delete the entries of --owner that the file does not name' },
  adopt: { about: 'take over entries of others, or of nobody, that the file names' },
  'fail-on-new-access': {
    about: 'end with the exit code 8 where an origin gets access, or has it for longer',
  },
};

/** A plan, and all that is needed to write it. */
export interface MadePlan {
  readonly plan: Plan;
  readonly file: ListFile;
  /** The lines of the plan as they are written, in the order of the file. */
  readonly lines: readonly unknown[];
  readonly owner: string | undefined;
}

/**
 * Reads the wanted list and tells how it would change the allowlist. Nothing is written.
 *
 * @throws CommandError
 */
export async function makePlan({ given, client, terminal, stdin }: Surroundings): Promise<MadePlan> {
  const options = planOptions(given);
  const file = await readListFile(options.path, stdin);
  const admin = await client();
  const { owner, prune, adopt } = options;
  const question = { ...(owner === undefined ? {} : { owner }), prune, adopt };
  if (!file.isMetadata && file.lines.length <= MAX_SERVER_LINES) {
    const plan = await plannedThere(admin, { ...question, mode: 'upsert', entries: file.lines });
    if (plan !== undefined) return { plan, file, lines: file.lines, owner };
  }
  const current = [...(await everyEntry(admin, terminal)), ...(await deletedEntries(admin, terminal))];
  const { publicSuffixKind } = await import('./suffixes');
  const { plan, lines } = localPlan(
    { ...question, lines: file.lines, isMetadata: file.isMetadata },
    current,
    publicSuffixKind,
    Date.now(),
  );
  return { plan, file, lines, owner };
}

function planOptions(given: Given): {
  readonly path: string;
  readonly owner: string | undefined;
  readonly prune: boolean;
  readonly adopt: boolean;
} {
  const path = given.text('file');
  if (path === undefined) throw invalid('The file with the list is missing.', '-f allowlist.yaml');
  const owner = given.text('owner');
  const prune = given.has('prune');
  if (owner === '') throw invalid('--owner is empty.', '--owner shop');
  if (prune && owner === undefined) {
    throw invalid('--prune needs --owner, which says whose entries are deleted.', '--owner shop --prune');
  }
  if (given.has('adopt') && owner === undefined) {
    throw invalid('--adopt needs --owner, who takes the entries over.', '--owner shop --adopt');
  }
  return { path, owner, prune, adopt: given.has('adopt') };
}

function invalid(message: string, fix: string): CommandError {
  return new CommandError(EXIT.invalid, 'bad_command_line', message, fix);
}

/** Undefined where the list is larger than the admin API plans. */
async function plannedThere(
  admin: AdminClient,
  question: Parameters<AdminClient['plan']>[0],
): Promise<Plan | undefined> {
  try {
    return await admin.plan(question);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 413) return undefined;
    throw error;
  }
}

/** Deleted entries: an export leaves them out, and a line may bring one back. */
async function deletedEntries(admin: AdminClient, terminal: Terminal): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.list({ status: 'deleted', limit: PAGE, cursor });
    entries.push(...page.items);
    cursor = page.cursor;
    terminal.progress(`${String(entries.length)} deleted entries read`);
  } while (cursor !== undefined);
  return entries;
}
