import type { Origin } from './origin';

/** Every status that a person can give an entry. */
export const SETTABLE_STATUSES = ['active', 'inactive'] as const;
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];

/** Every status of an entry: an administrator switched it on, off, or deleted it. */
export const ENTRY_STATUSES = [...SETTABLE_STATUSES, 'deleted'] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

/** Every status of an entry with its expiry taken into account. */
export const EFFECTIVE_STATUSES = ['active', 'inactive', 'expired', 'deleted'] as const;
export type EffectiveStatus = (typeof EFFECTIVE_STATUSES)[number];

/** The part of an allowlist entry that a decision needs. */
export interface AllowlistEntry {
  readonly id: string;
  /** Normalized pattern. */
  readonly pattern: string;
  readonly status: EntryStatus;
  /** Milliseconds since 1970; from that instant on the entry does not match. */
  readonly expiresAt?: number | undefined;
  readonly allowSharedOrigin?: boolean | undefined;
}

/** The question to the allowlist for one verdict. */
export interface LookupQuestion {
  readonly origin: Origin;
  /** Whether the decision needs the settings too. */
  readonly settings: boolean;
}

/** The entries whose pattern could match the origin, and the settings where they were asked for. */
export interface LookupFound {
  readonly available: true;
  readonly entries: readonly AllowlistEntry[];
  /** The setting "Enable CORS for OAuth endpoints"; false when never written. */
  readonly enableCorsForOAuthEndpoints: boolean;
  /** Whether somebody ever wrote the settings. Default: yes. */
  readonly settingsWritten?: boolean | undefined;
}

/** The allowlist could not be read. */
export interface LookupUnavailable {
  readonly available: false;
}

export type LookupAnswer = LookupFound | LookupUnavailable;

/** Where an answer comes from. */
export type LookupSource =
  /** Found less than `cacheTtlSeconds` ago. */
  | 'cache'
  /** Just read. */
  | 'table'
  /** The table cannot be read; found less than `staleTtlSeconds` ago. */
  | 'stale'
  /** The table cannot be read, and nothing is known: not available. */
  | 'none';

/** How an answer came about. The decision does not read it; logs do. */
export interface LookupDetails {
  readonly source: LookupSource;
  /** Milliseconds that the table took; undefined where it was not asked. */
  readonly latencyMillis?: number | undefined;
  /** Name of the error that kept the table from being read; with the sources `stale` and `none`. */
  readonly failure?: string | undefined;
}

/** The answer to a look-up, and how it came about. */
export type DetailedAnswer = LookupAnswer & LookupDetails;
