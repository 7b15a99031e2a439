import { accessChanges, type AccessChanges, type AllowlistEntry, type EntryStatus } from '../core';
import type { EntryFields } from './entry-fields';
import { changesBetween, type FieldChange } from './field-changes';
import { contentOf, lineFields } from './line-fields';

/** The ways in which a plan treats a pattern. */
export const PLAN_ACTIONS = ['create', 'update', 'restore', 'delete', 'conflict', 'invalid', 'none'] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];

/** Why a line of a plan is a conflict or invalid, besides what is wrong with its fields. */
export const PLAN_PROBLEMS = {
  duplicate_line: 'A line before has the same pattern; that one counts.',
  entry_exists: 'An entry with this pattern exists already.',
  entry_deleted: 'The entry is deleted; it can be restored.',
  stale_version: 'Somebody changed it in the meantime; read it again.',
  owned_elsewhere:
    'The entry belongs to somebody else, or to nobody. Take it over with adopt, or leave the line out.',
  other_owner: 'The line has another owner than the plan.',
} as const;
export type PlanProblemCode = keyof typeof PLAN_PROBLEMS;

/** An entry on the list, a tombstone too. */
export interface PlannedEntry extends Omit<EntryFields, 'status'> {
  readonly pattern: string;
  readonly status: EntryStatus;
  readonly version: number;
}

/** A line that can be written. */
export interface PlanLine {
  readonly pattern: string;
  readonly fields: EntryFields;
  /** The version that the line is about; undefined where it is about any. */
  readonly version?: number | undefined;
}

/** Wanted entries, and how they are treated. */
export interface PlanRequest {
  /** `create`: an entry that is there already is a conflict. `upsert`: it is updated, or restored. */
  readonly mode: 'create' | 'upsert';
  /** Whose entries the lines are. Default: the lines say it, and nobody's entries are protected. */
  readonly owner?: string | undefined;
  /** Whether entries of the owner that no line names are deleted. It needs an owner. */
  readonly prune?: boolean | undefined;
  /** Whether entries of others become the owner's. */
  readonly adopt?: boolean | undefined;
  readonly lines: readonly PlanLine[];
  /** Patterns that further lines name, which cannot be written: their entries are not deleted. */
  readonly spared?: readonly string[] | undefined;
  /** Milliseconds since 1970: the instant at which access is judged. */
  readonly at: number;
}

/** One pattern of a plan. */
export interface PlanChange {
  readonly pattern: string;
  readonly action: PlanAction;
  /** The version of the entry that the change is about; absent where there is none. */
  readonly version?: number;
  readonly changes?: readonly FieldChange[];
  readonly code?: PlanProblemCode;
}

/** The changes of a plan, entry by entry and in access. */
export interface AllowlistPlan {
  readonly changes: readonly PlanChange[];
  readonly access: AccessChanges;
}

/**
 * Tells how lines would change a list, and changes nothing. Whoever applies the plan writes each change with the version that it
 * names.
 *
 * @param current every entry of the list, tombstones too
 */
export function planAllowlist(current: readonly PlannedEntry[], request: PlanRequest): AllowlistPlan {
  const entries = new Map(current.map((entry) => [entry.pattern, entry]));
  const after = new Map(entries);
  const named = new Set<string>();
  const changes = request.lines.map((line): PlanChange => {
    const { pattern } = line;
    if (named.has(pattern)) return { pattern, action: 'conflict', code: 'duplicate_line' };
    named.add(pattern);
    const planned = planLine(line, entries.get(pattern), request);
    if (planned.entry !== undefined) after.set(pattern, planned.entry);
    return planned.change;
  });
  for (const entry of prunable(current, new Set([...named, ...(request.spared ?? [])]), request)) {
    const { pattern, version } = entry;
    after.set(pattern, { ...entry, status: 'deleted' });
    changes.push({ pattern, action: 'delete', version });
  }
  const before = new Map(current.map((entry) => [entry, judged(entry)]));
  const judgedAfter = Array.from(after.values(), (entry) => before.get(entry) ?? judged(entry));
  const access = accessChanges([...before.values()], judgedAfter, request.at);
  return { changes, access };
}

interface PlannedLine {
  readonly change: PlanChange;
  /** The entry as it would be; undefined where nothing changes. */
  readonly entry?: PlannedEntry;
}

function planLine(line: PlanLine, entry: PlannedEntry | undefined, request: PlanRequest): PlannedLine {
  const { pattern, version } = line;
  const { owner } = request;
  if (owner !== undefined && (line.fields.owner ?? owner) !== owner) {
    return { change: { pattern, action: 'invalid', code: 'other_owner' } };
  }
  const fields = owner === undefined ? line.fields : { ...line.fields, owner };
  if (entry === undefined) {
    const change: PlanChange = { pattern, action: 'create', changes: changesBetween({}, contentOf(fields)) };
    return { change, entry: { pattern, version: 0, ...contentOf(fields) } };
  }
  const conflict = conflictOf(entry, version, request);
  if (conflict !== undefined) {
    return { change: { pattern, action: 'conflict', version: entry.version, code: conflict } };
  }
  const wanted = contentOf(lineFields(entry, fields));
  const changes = changesBetween(contentOf(entry), wanted);
  if (changes.length === 0) return { change: { pattern, action: 'none', version: entry.version } };
  const action = entry.status === 'deleted' ? 'restore' : 'update';
  return {
    change: { pattern, action, version: entry.version, changes },
    entry: { pattern, version: entry.version, ...wanted },
  };
}

function conflictOf(
  entry: PlannedEntry,
  version: number | undefined,
  { mode, owner, adopt = false }: PlanRequest,
): PlanProblemCode | undefined {
  const isDeleted = entry.status === 'deleted';
  if (mode === 'create') return isDeleted ? 'entry_deleted' : 'entry_exists';
  if (version !== undefined && version !== entry.version) return 'stale_version';
  // Nobody keeps a tombstone, so anybody may bring it back.
  const isForeign = owner !== undefined && !isDeleted && entry.owner !== owner;
  return isForeign && !adopt ? 'owned_elsewhere' : undefined;
}

/** Entries that were the owner's before, so that what a plan adopts is not pruned by it. */
function prunable(
  current: readonly PlannedEntry[],
  named: ReadonlySet<string>,
  { owner, prune = false }: PlanRequest,
): readonly PlannedEntry[] {
  if (!prune || owner === undefined) return [];
  return current.filter(
    (entry) => entry.owner === owner && entry.status !== 'deleted' && !named.has(entry.pattern),
  );
}

function judged({ pattern, status, expiresAt, allowSharedOrigin }: PlannedEntry): AllowlistEntry {
  return {
    id: pattern,
    pattern,
    status,
    allowSharedOrigin,
    expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
  };
}
