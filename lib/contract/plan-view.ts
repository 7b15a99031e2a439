import type { AccessChanges, AccessItem } from '../core';
import type { FieldError } from './admin-answers';
import {
  PLAN_ACTIONS,
  PLAN_PROBLEMS,
  type AllowlistPlan,
  type PlanAction,
  type PlanChange,
} from './allowlist-plan';
import { entryId } from './items';
import type { FieldChange } from './field-changes';

/** One pattern of a plan, as the admin API answers it. */
export interface ShownChange {
  /** Position in the lines, from 1; absent for a deletion. */
  readonly line?: number;
  readonly pattern?: string;
  readonly id?: string;
  readonly action: PlanAction;
  readonly version?: number;
  changes?: FieldChange[];
  readonly code?: string;
  readonly message?: string;
  errors?: FieldError[];
}

/** Origins whose access changes; the ends of access are ISO 8601. */
export interface ShownAccess extends Omit<AccessItem, 'from' | 'to'> {
  readonly from?: string;
  readonly to?: string;
}

/** A plan, as the admin API answers it. */
export interface ShownPlan {
  readonly at: string;
  changes: ShownChange[];
  readonly access: Record<keyof AccessChanges, ShownAccess[]>;
  readonly summary: Record<PlanAction, number>;
}

/**
 * A plan as the admin API answers it, for those who make one.
 *
 * @param refused for each line that was read: what is shown in place of its change; undefined for a line that is in the plan
 * @param at milliseconds since 1970: the instant at which access is judged
 */
export function shownPlan(
  { changes, access }: AllowlistPlan,
  refused: readonly (ShownChange | undefined)[],
  at: number,
): ShownPlan {
  // The plan has one change for each line that is in it, in their order, and then the deletions.
  const rest = changes.values();
  const lines = refused.map((one, index): ShownChange => {
    const line = index + 1;
    return one === undefined ? { line, ...shownChange(rest.next().value as PlanChange) } : { line, ...one };
  });
  const all = [...lines, ...[...rest].map(shownChange)];
  return {
    at: new Date(at).toISOString(),
    changes: all,
    access: {
      gained: access.gained.map(shownAccess),
      lost: access.lost.map(shownAccess),
      prolonged: access.prolonged.map(shownAccess),
      shortened: access.shortened.map(shownAccess),
    },
    summary: summaryOf(all),
  };
}

/** The part of a plan about a line that cannot be written. */
export function refusedLine(
  input: unknown,
  errors: readonly FieldError[],
  action: 'invalid' | 'conflict' = 'invalid',
): ShownChange {
  const [first] = errors;
  const pattern =
    typeof input === 'object' && input !== null && 'pattern' in input ? input.pattern : undefined;
  return {
    action,
    ...(typeof pattern === 'string' ? { pattern } : {}),
    ...(first === undefined ? {} : { code: first.code, message: first.message }),
    errors: [...errors],
  };
}

function shownChange({ changes, ...change }: PlanChange): ShownChange {
  return {
    ...change,
    id: entryId(change.pattern),
    ...(changes === undefined ? {} : { changes: [...changes] }),
    ...(change.code === undefined ? {} : { message: PLAN_PROBLEMS[change.code] }),
  };
}

function shownAccess({ from, to, ...item }: AccessItem): ShownAccess {
  return {
    ...item,
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  };
}

function summaryOf(changes: readonly ShownChange[]): ShownPlan['summary'] {
  const summary = Object.fromEntries(PLAN_ACTIONS.map((action) => [action, 0])) as ShownPlan['summary'];
  for (const { action } of changes) summary[action]++;
  return summary;
}
