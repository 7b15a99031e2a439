import {
  ADMIN_PROBLEMS,
  haveSameFields,
  lineFields,
  type EntryFields,
  type EntryItem,
} from '../../../lib/contract';
import { fieldChanges } from '../../store/entry-changes';
import type { EntryStore, EntryWrite } from '../../store/entry-store';
import type { AuditedEntries, Writer } from '../audit/audited-entries';
import type { FieldError } from '../problem/admin-problem';
import { LINE_PROBLEMS } from './line-problems';
import type { LineResult } from '../schema/import';
import type { ImportLine } from './import-line';

/** The result of a line, without the parts that the line itself says. */
export type LineOutcome = Omit<LineResult, 'line' | 'id' | 'pattern' | 'warnings'>;

/** How lines are written. */
export interface LineWriting {
  readonly mode: 'create' | 'upsert';
  readonly dryRun: boolean;
  /** Whether lines carry no fields but a pattern and a name, so that the others stay as they are. */
  readonly metadata: boolean;
  readonly store: EntryStore;
  readonly entries: AuditedEntries;
  readonly writer: Writer;
}

/** Attempts of one line: each time somebody else was faster, it is read and judged anew. */
const MAX_ATTEMPTS = 5;

/** Writes one line, or says what would come of it. */
export async function writeLine(line: ImportLine, writing: LineWriting): Promise<LineOutcome> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const outcome = await attemptLine(line, writing);
    if (outcome !== undefined) return outcome;
  }
  return { outcome: 'failed', ...because('stale_version') };
}

/** Undefined where somebody else was faster. */
async function attemptLine(line: ImportLine, writing: LineWriting): Promise<LineOutcome | undefined> {
  return writing.mode === 'create' ? createLine(line, writing) : upsertLine(line, writing);
}

/** Without a look first: a create that meets an entry says so. */
async function createLine(line: ImportLine, writing: LineWriting): Promise<LineOutcome> {
  const { pattern, fields, sharedErrors } = line;
  const { store, entries, writer } = writing;
  if (sharedErrors.length > 0) return invalid(sharedErrors);
  if (writing.dryRun) {
    const current = await store.get(pattern, writer.at);
    return current === undefined ? { outcome: 'created' } : existing(current);
  }
  const write = await entries.create(pattern, fields, writer);
  if (write.outcome === 'exists' || write.outcome === 'deleted') return existing(write.entry);
  return { outcome: 'created' };
}

function existing({ status }: EntryItem): LineOutcome {
  return conflict(status === 'deleted' ? 'entry_deleted' : 'entry_exists');
}

function conflict(code: Parameters<typeof because>[0]): LineOutcome {
  return { outcome: 'conflict', ...because(code) };
}

async function upsertLine(line: ImportLine, writing: LineWriting): Promise<LineOutcome | undefined> {
  const { pattern, fields, version, sharedErrors } = line;
  const { store, entries, writer, dryRun, metadata } = writing;
  const current = await store.get(pattern, writer.at);
  const isDeleted = current?.status === 'deleted';
  const isShared = current?.allowSharedOrigin === true && !isDeleted;
  if (sharedErrors.length > 0 && !isShared) return invalid(sharedErrors);
  if (current === undefined) {
    return dryRun ? { outcome: 'created' } : done(await entries.create(pattern, fields, writer), 'created');
  }
  if (version !== undefined && version !== current.version) return conflict('stale_version');
  // A metadata line says that an origin is allowed; only a person can say until when.
  if (metadata && hasExpired(current, writer.at)) return conflict('entry_expired');
  const wanted = lineFields(current, fields, metadata);
  if (isSame(current, wanted)) return { outcome: 'unchanged' };
  const changes = fieldChanges(current, wanted);
  if (dryRun) return { outcome: 'updated', changes };
  const write = isDeleted
    ? await entries.restore(pattern, current.version, writer, wanted)
    : await entries.update(pattern, wanted, current.version, writer);
  return done(write, 'updated', changes);
}

/** Undefined where somebody else was faster. */
function done(
  write: EntryWrite,
  outcome: 'created' | 'updated',
  changes?: LineOutcome['changes'],
): LineOutcome | undefined {
  if (write.outcome !== 'written') return undefined;
  if (!write.changed) return { outcome: 'unchanged' };
  return { outcome, ...(changes === undefined ? {} : { changes }) };
}

function isSame(current: EntryItem, wanted: EntryFields): boolean {
  const { status, ...fields } = current;
  return status !== 'deleted' && haveSameFields({ ...fields, status }, wanted);
}

function hasExpired({ expiresAt }: EntryItem, now: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

/** The result of a line that cannot be written. */
export function invalid(errors: readonly FieldError[]): LineOutcome {
  const [first] = errors;
  const firstError = first === undefined ? {} : { code: first.code, message: first.message };
  return { outcome: 'invalid', ...firstError, errors: [...errors] };
}

/** The code of a line's outcome, and the sentence that documents it. */
export function because(
  code: keyof typeof ADMIN_PROBLEMS | keyof typeof LINE_PROBLEMS,
): Pick<LineOutcome, 'code' | 'message'> {
  const message =
    code in LINE_PROBLEMS
      ? LINE_PROBLEMS[code as keyof typeof LINE_PROBLEMS]
      : ADMIN_PROBLEMS[code as keyof typeof ADMIN_PROBLEMS].title;
  return { code, message };
}
