import type { Entry, LineResult } from '../../lib/contract/admin-answers';

/*
 * The bodies of the admin API, as far as the command line reads them.
 */

export type {
  ShownAccess as PlannedAccess,
  ShownChange as PlannedChange,
  ShownPlan as Plan,
} from '../../lib/contract';
export type {
  Change,
  Entry,
  EntryPage,
  EntryPatch,
  Evaluation,
  FieldError,
  LineResult,
  NewEntry,
  QueryStatus,
  Refusal,
  Refusals,
  Settings,
  Simulation,
  Usage,
} from '../../lib/contract/admin-answers';

/** A page of an export. */
export interface ExportPage {
  readonly entries: readonly Entry[];
  readonly cursor?: string;
}

/** The result of an import. */
export interface ImportResult {
  readonly results: readonly LineResult[];
}

/** The kinds of changes in access, in the order in which they are shown. */
export const ACCESS_KINDS = ['gained', 'prolonged', 'shortened', 'lost'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** The body of a plan. */
export interface PlanQuestion {
  readonly mode: 'create' | 'upsert';
  readonly owner?: string;
  readonly prune?: boolean;
  readonly adopt?: boolean;
  readonly entries: readonly unknown[];
}
