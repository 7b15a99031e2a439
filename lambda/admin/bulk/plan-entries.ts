import {
  entryId,
  PLAN_ACTIONS,
  PLAN_PROBLEMS,
  planAllowlist,
  type PlanChange,
  type PlannedEntry,
  type PlanLine,
} from '../../../lib/contract';
import type { AccessItem } from '../../../lib/core';
import type { EntrySummary } from '../../store/entry-store';
import type { FieldError } from '../problem/admin-problem';
import type { PlanBody, Planned, PlannedChange } from '../schema/plan';
import { MAX_PLAN_BYTES } from '../limits';
import { readLine } from './import-line';

/**
 * Tells how lines would change the list, entry by entry and in access. Nothing is written. Undefined where the answer would be larger than
 * Lambda takes, as that of very many deletions is.
 *
 * @param current every entry of the list, tombstones included
 * @param at milliseconds since 1970
 */
export function planEntries(
  { entries: inputs, ...options }: PlanBody,
  current: readonly EntrySummary[],
  at: number,
): Planned | undefined {
  const read = inputs.map((input) => readLine(input, at, false));
  const lines = read.flatMap((one): readonly PlanLine[] => ('line' in one ? [one.line] : []));
  const spared = read.flatMap((one) => ('errors' in one && one.meant !== undefined ? [one.meant] : []));
  const { changes, access } = planAllowlist(current.map(plannedEntry), { ...options, lines, spared, at });
  // The plan has one change for each sound line, in their order, and then the deletions.
  const rest = changes.values();
  const shown = read.map((one, index): PlannedChange => {
    const line = index + 1;
    if ('errors' in one) return { line, ...refused(inputs[index], one.errors) };
    const { value } = rest.next();
    return { line, ...changeView(value as PlanChange) };
  });
  const deleted = [...rest].map(changeView);
  const all = [...shown, ...deleted];
  const planned: Planned = {
    at: new Date(at).toISOString(),
    changes: all,
    access: {
      gained: access.gained.map(itemView),
      lost: access.lost.map(itemView),
      prolonged: access.prolonged.map(itemView),
      shortened: access.shortened.map(itemView),
    },
    summary: summaryOf(all),
  };
  return Buffer.byteLength(JSON.stringify(planned)) > MAX_PLAN_BYTES ? undefined : planned;
}

function plannedEntry(entry: EntrySummary): PlannedEntry {
  return { ...entry, pattern: entry.sk };
}

function changeView({ changes, ...change }: PlanChange): PlannedChange {
  return {
    ...change,
    id: entryId(change.pattern),
    ...(changes === undefined ? {} : { changes: [...changes] }),
    ...(change.code === undefined ? {} : { message: PLAN_PROBLEMS[change.code] }),
  };
}

function refused(input: unknown, errors: readonly FieldError[]): PlannedChange {
  const [first] = errors;
  const pattern =
    typeof input === 'object' && input !== null && 'pattern' in input ? input.pattern : undefined;
  return {
    action: 'invalid',
    ...(typeof pattern === 'string' ? { pattern } : {}),
    ...(first === undefined ? {} : { code: first.code, message: first.message }),
    errors: [...errors],
  };
}

function itemView({ from, to, ...item }: AccessItem): Planned['access']['gained'][number] {
  return {
    ...item,
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  };
}

function summaryOf(changes: readonly PlannedChange[]): Planned['summary'] {
  const summary = Object.fromEntries(PLAN_ACTIONS.map((action) => [action, 0])) as Planned['summary'];
  for (const { action } of changes) summary[action]++;
  return summary;
}
