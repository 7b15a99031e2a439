import type { EffectiveStatus, EntryStatus, Outcome, Reason } from '../core';
import type { EntryFieldName, EntryFields } from './entry-fields';
import type { FieldChange } from './field-changes';
import type { ChangeAction } from './items';

/*
 * Bodies of the admin API, as its callers read and write them. A test of the console's client holds them to openapi.json.
 */

/** A warning of an entry or a line. */
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

/** An entry, as the API shows it. */
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
  readonly total?: number;
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
  readonly changes?: readonly FieldChange[];
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly FieldError[];
  readonly warnings?: readonly Warning[];
}

/** A question to the simulator. */
export interface Simulation {
  readonly origin: string | null;
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A change that would let a refused request in. */
export interface Fix {
  readonly kind: 'add_entry' | 'activate_entry' | 'enable_oauth_cors' | 'none';
  readonly text: string;
  readonly pattern?: string;
  readonly id?: string;
}

/** The simulator's answer. */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly status?: number;
  readonly reason: Reason;
  readonly wouldRefuse: boolean;
  readonly rule: { readonly path: string; readonly match: string; readonly access: string } | null;
  readonly entry: { readonly id: string; readonly pattern: string } | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly trace: readonly { readonly step: string; readonly finding: string }[];
  readonly browser?: { readonly blocked: boolean; readonly because?: string };
  readonly fix?: Fix;
}

/** The state of a question to the log. */
export type QueryStatus = 'running' | 'complete' | 'failed';

/** One refused origin. */
export interface Refusal {
  /** Empty where the request had none. */
  readonly origin: string;
  readonly reason: string;
  /** Path of the endpoint rule; empty where no rule names the path. */
  readonly endpoint: string;
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly wouldRefuse?: boolean;
  /** Id of the most specific active entry whose pattern matches, else of the most specific one. */
  readonly listed?: string;
  /** The status of that entry now; an API of an earlier version does not say it. */
  readonly listedStatus?: Exclude<EffectiveStatus, 'deleted'>;
  /** The pattern of an entry for it. */
  readonly pattern?: string;
  /** Code of the reason why no entry can be for it. */
  readonly problem?: string;
}

/** Refused origins. */
export interface Refusals {
  readonly status: QueryStatus;
  /** When the log was asked; an API of an earlier version does not say it. */
  readonly asOf?: string;
  readonly items: readonly Refusal[];
}

/** When entries were used. */
export interface Usage {
  readonly status: QueryStatus;
  /** When the log was asked; an API of an earlier version does not say it. */
  readonly asOf?: string;
  /** From here on the log is known; absent where it holds no use. */
  readonly since?: string;
  /** Whether entries without a use are items too. */
  readonly unusedListed?: boolean;
  readonly items: readonly { readonly pattern: string; readonly id: string; readonly lastUsed?: string }[];
}
