import { setTimeout as pause } from 'node:timers/promises';
import { entryId } from '../../lib/contract';
import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { LineResult, PlannedChange } from '../api/shapes';
import { inParallel } from '../command/in-parallel';
import { changeText, timeText } from '../origins/entry-lines';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { oneLine } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import type { MadePlan } from './make-plan';

/** Calls at a time. */
const PARALLEL = 5;
/** Lines of one call; a small list is written in small steps, so that it stops soon where it has to. */
const FEW_LINES = 10;
const MANY_LINES = 200;
const MANY = 1000;
/** Attempts of lines that the admin API could not write. */
const ATTEMPTS = 5;
const WAIT_MILLIS = 1000;

/** An entry that is not as the plan saw it. */
export interface StaleEntry {
  readonly pattern: string;
  /** Who changed what, as a sentence. */
  readonly change: string;
}

/** The end of writing. */
export interface WrittenPlan {
  readonly written: number;
  readonly wanted: number;
  readonly stale: readonly StaleEntry[];
}

interface Step {
  readonly mode: 'create' | 'upsert' | 'delete';
  readonly changes: readonly PlannedChange[];
}

/**
 * Writes a plan: what is new, then what changes, then deletions, so that no origin is without access in between. Each write
 * names the version that the plan saw. The first entry that has another one stops it.
 */
export async function writePlan(
  admin: AdminClient,
  made: MadePlan,
  terminal: Terminal,
): Promise<WrittenPlan> {
  const steps = stepsOf(made.plan.changes);
  const wanted = steps.reduce((sum, { changes }) => sum + changes.length, 0);
  const stale: string[] = [];
  let written = 0;
  await inParallel(PARALLEL, steps, async (step) => {
    if (stale.length > 0) return;
    const missed = step.mode === 'delete' ? await deleted(admin, step) : await imported(admin, step, made);
    stale.push(...missed);
    written += step.changes.length - missed.length;
    terminal.progress(`${String(written)} of ${String(wanted)} changes written`);
  });
  return { written, wanted, stale: await Promise.all(stale.map((pattern) => staleEntry(admin, pattern))) };
}

function stepsOf(changes: readonly PlannedChange[]): readonly Step[] {
  const size = changes.length > MANY ? MANY_LINES : FEW_LINES;
  const chunks = (mode: Step['mode'], actions: readonly string[], length: number): readonly Step[] => {
    const all = changes.filter(({ action }) => actions.includes(action));
    const count = Math.ceil(all.length / length);
    return Array.from({ length: count }, (_, i) => ({
      mode,
      changes: all.slice(i * length, (i + 1) * length),
    }));
  };
  return [
    ...chunks('create', ['create'], size),
    ...chunks('upsert', ['update', 'restore'], size),
    ...chunks('delete', ['delete'], 1),
  ];
}

/** Writes lines by an import; gives the patterns that are not as the plan saw them. */
async function imported(
  admin: AdminClient,
  { mode, changes }: Step,
  made: MadePlan,
): Promise<readonly string[]> {
  if (mode === 'delete') return [];
  const conflicts: unknown[] = [];
  let pending = changes.map((change) => lineOf(change, made));
  for (let attempt = 1; pending.length > 0; attempt++) {
    const { results } = await admin.import(mode, pending);
    const lines = pending;
    const of = (outcome: LineResult['outcome']): LineResult[] =>
      results.filter((result) => result.outcome === outcome);
    conflicts.push(...of('conflict').map(({ line }) => lines[line - 1]));
    const [refused] = of('invalid');
    if (refused !== undefined) {
      throw new CommandError(
        EXIT.invalid,
        'line_refused',
        `${refused.pattern ?? ''}: ${refused.message ?? ''}`,
      );
    }
    const failed = of('failed');
    pending = failed.map(({ line }) => lines[line - 1] as Line);
    if (pending.length === 0) break;
    if (attempt === ATTEMPTS) {
      const why = failed[0]?.message ?? '';
      throw new CommandError(
        EXIT.unavailable,
        'not_written',
        `Some lines were not written: ${why}`,
        'repeat the command',
      );
    }
    await pause(WAIT_MILLIS * attempt);
  }
  return conflicts.length === 0 ? [] : differing(admin, conflicts as Line[]);
}

/** A line with the version that the plan saw. */
interface Line {
  readonly pattern?: unknown;
  readonly owner?: string;
  readonly version?: number | undefined;
}

function lineOf({ line = 0, version, action }: PlannedChange, { lines, owner }: MadePlan): Line {
  const given = lines[line - 1] as object;
  return {
    ...given,
    ...(owner === undefined ? {} : { owner }),
    version: action === 'create' ? undefined : version,
  };
}

/**
 * Of lines in conflict, those whose entries are not as the plan wants them. A call that was made twice, because its first
 * answer was lost, meets its own work; so does a second pipeline with the same file.
 */
async function differing(admin: AdminClient, lines: readonly Line[]): Promise<readonly string[]> {
  const free = lines.map((line) => ({ ...line, version: undefined }));
  const { results } = await admin.import('upsert', free, true);
  return results.filter(({ outcome }) => outcome !== 'unchanged').map(({ pattern = '' }) => pattern);
}

async function deleted(admin: AdminClient, { changes: [change] }: Step): Promise<readonly string[]> {
  const { pattern = '', version = 0 } = change ?? {};
  try {
    await admin.remove(entryId(pattern), version);
    return [];
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.exitCode !== EXIT.conflict) throw error;
    return error.code === 'entry_deleted' ? [] : [pattern];
  }
}

/** Who changed an entry since the plan was made. */
async function staleEntry(admin: AdminClient, pattern: string): Promise<StaleEntry> {
  try {
    const { history = [], updatedAt, updatedBy } = await admin.read(entryId(pattern));
    const last = history.at(-1);
    const fields = (last?.changes ?? []).map(({ field, from, to }) => changeText(field, from, to)).join(', ');
    const action = last?.action ?? 'update';
    return {
      pattern,
      change: `${action} at ${timeText(updatedAt)} by ${oneLine(updatedBy)}${fields === '' ? '' : `; ${fields}`}`,
    };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'entry_not_found')
      return { pattern, change: 'it is not on the list' };
    throw error;
  }
}
