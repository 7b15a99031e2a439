import type { ShownAccess } from '../../lib/contract';
import type { EffectiveStatus } from '../../lib/core';
import type { LineResult } from '../../lib/contract/admin-answers';

export type { ShownAccess as AccessChange } from '../../lib/contract';
export type { EffectiveStatus } from '../../lib/core';
export type {
  Change,
  Entry,
  EntryPage,
  EntryPatch,
  Evaluation,
  FieldError,
  Fix,
  LineResult,
  NewEntry,
  QueryStatus,
  Refusal,
  Refusals,
  Settings,
  Simulation,
  Usage,
} from '../../lib/contract/admin-answers';

/** The orders of the list. */
export type ListOrder = 'pattern' | '-updatedAt' | 'expiresAt';

/** The question to the list. */
export interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string | undefined;
  readonly contains?: string | undefined;
  readonly owner?: string | undefined;
  readonly status?: EffectiveStatus | undefined;
  readonly changedSince?: string | undefined;
  readonly sort?: ListOrder | undefined;
}

/** The result of an import. */
export interface ImportResult {
  readonly dryRun: boolean;
  readonly results: readonly LineResult[];
  readonly summary: Readonly<Record<LineResult['outcome'], number>>;
}

/** How an import treats patterns that are there. */
export type ImportMode = 'create' | 'upsert';

/** The kinds of access that a plan names. */
export const ACCESS_KINDS = ['gained', 'lost', 'prolonged', 'shortened'] as const;

/** The access that an import would change; the import itself says what it would do with each line. */
export interface Plan {
  readonly at: string;
  readonly access: Readonly<Record<(typeof ACCESS_KINDS)[number], readonly ShownAccess[]>>;
}
