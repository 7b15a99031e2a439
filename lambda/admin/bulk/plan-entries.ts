import {
  planAllowlist,
  refusedLine,
  shownPlan,
  type PlannedEntry,
  type PlanLine,
} from '../../../lib/contract';
import type { EntrySummary } from '../../store/entry-store';
import type { PlanBody, Planned } from '../schema/plan';
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
  const plan = planAllowlist(current.map(plannedEntry), { ...options, lines, spared, at });
  const refused = read.map((one, index) =>
    'errors' in one ? refusedLine(inputs[index], one.errors) : undefined,
  );
  const planned = shownPlan(plan, refused, at);
  return Buffer.byteLength(JSON.stringify(planned)) > MAX_PLAN_BYTES ? undefined : planned;
}

function plannedEntry(entry: EntrySummary): PlannedEntry {
  return { ...entry, pattern: entry.sk };
}
