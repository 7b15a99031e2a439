import type { ChangeAction, EntryFieldName, EntryFields, FieldChange, PlanAction } from '../../lib/contract';
import type { EffectiveStatus, EntryStatus, Outcome, Reason } from '../../lib/core';

/*
 * The bodies of the admin API, as far as the command line reads them.
 */

/** A warning of an entry. */
export interface Warning {
  readonly code: string;
  readonly text: string;
}

/** One change in the history of an entry. */
export interface Change {
  readonly at: string;
  readonly by: string;
  readonly action: ChangeAction;
  readonly changes: readonly FieldChange[];
}

/** An entry. */
export interface Entry extends Omit<EntryFields, 'status'> {
  readonly id: string;
  readonly pattern: string;
  readonly status: EntryStatus;
  readonly effectiveStatus: EffectiveStatus;
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly warnings?: readonly Warning[];
  /** Only where one entry is read. */
  readonly history?: readonly Change[] | undefined;
}

/** A page of the list. */
export interface EntryPage {
  readonly items: readonly Entry[];
  readonly cursor?: string;
}

/** A page of an export. */
export interface ExportPage {
  readonly entries: readonly Entry[];
  readonly cursor?: string;
}

/** The fields of a new entry. */
export type NewEntry = { readonly pattern: string } & EntryFields;

/** A patch of an entry; `null` removes a field. */
export type EntryPatch = { readonly [Name in EntryFieldName]?: EntryFields[Name] | null };

/** The settings. */
export interface Settings {
  readonly enableCorsForOAuthEndpoints: boolean;
  readonly version: number;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
  readonly history?: readonly Change[];
}

/** A fault of one field. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** The result of one line of an import. */
export interface LineResult {
  readonly line: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'conflict' | 'invalid' | 'failed';
  readonly id?: string;
  readonly pattern?: string;
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly FieldError[];
}

/** The result of an import. */
export interface ImportResult {
  readonly results: readonly LineResult[];
}

/** One pattern of a plan. */
export interface PlannedChange {
  /** Position in the file, from 1; absent for a deletion. */
  readonly line?: number;
  readonly pattern?: string;
  readonly id?: string;
  readonly action: PlanAction;
  readonly version?: number;
  readonly changes?: readonly FieldChange[];
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly FieldError[];
}

/** Origins whose access changes. */
export interface PlannedAccess {
  readonly pattern: string;
  readonly except: readonly string[];
  readonly credentials: 'both' | 'without' | 'with';
  readonly from?: string;
  readonly to?: string;
}

/** The kinds of changes in access, in the order in which they are shown. */
export const ACCESS_KINDS = ['gained', 'prolonged', 'shortened', 'lost'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** A plan. */
export interface Plan {
  readonly at: string;
  readonly changes: readonly PlannedChange[];
  readonly access: Readonly<Record<AccessKind, readonly PlannedAccess[]>>;
  readonly summary: Readonly<Record<PlanAction, number>>;
}

/** The body of a plan. */
export interface PlanQuestion {
  readonly mode: 'create' | 'upsert';
  readonly owner?: string;
  readonly prune?: boolean;
  readonly adopt?: boolean;
  readonly entries: readonly unknown[];
}

/** A question to the simulator. */
export interface Simulation {
  readonly origin: string | null;
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The simulator's answer. */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly status?: number;
  readonly reason: Reason;
  readonly wouldRefuse?: boolean;
  readonly rule: { readonly path: string; readonly match: string; readonly access: string } | null;
  readonly entry: { readonly id: string; readonly pattern: string } | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly trace: readonly { readonly step: string; readonly finding: string }[];
  readonly browser?: { readonly blocked: boolean; readonly because?: string };
  readonly fix?: { readonly kind: string; readonly text: string; readonly pattern?: string };
}

/** Whether a question to the log is answered. */
export type QueryStatus = 'running' | 'complete' | 'failed';

/** One line of the refused origins. */
export interface RefusedOrigin {
  readonly origin: string;
  readonly reason: string;
  readonly endpoint: string;
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly wouldRefuse?: boolean;
  readonly listed?: string;
  readonly pattern?: string;
  readonly problem?: string;
}

/** The refused origins. */
export interface Refusals {
  readonly status: QueryStatus;
  readonly items: readonly RefusedOrigin[];
}

/** When each entry last let a request in. */
export interface Usage {
  readonly status: QueryStatus;
  /** Where the log begins: what is older is unknown, not unused. Absent where nothing is known. */
  readonly since?: string;
  /** Whether entries that were not used are in the list, too. */
  readonly unusedListed?: boolean;
  readonly items: readonly { readonly pattern: string; readonly id: string; readonly lastUsed?: string }[];
}
