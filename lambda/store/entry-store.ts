import type { EntryFields, EntryItem, SettingsItem } from '../../lib/contract';
import { EFFECTIVE_STATUSES, type EffectiveStatus } from '../../lib/core';

/** The fields of an entry's next version. What the function throws ends the write, and nothing is written. */
export type NextFields = EntryFields | ((entry: EntryItem) => EntryFields);

/** Who writes, and when. */
export interface Change {
  /** Identity of the caller, at most 256 characters. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * The result of a write on an entry; every write is one conditional write on one item. Where the expected version is not
 * the current one and the entry is deleted too, the answer is `deleted`: a precondition counts only for a request that
 * would succeed without it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.1
 */
export type EntryWrite =
  /**
   * `changed` is false where the content was the same already, so that nothing was written. `before` is the item that the
   * write replaced.
   */
  | {
      readonly outcome: 'written';
      readonly entry: EntryItem;
      readonly changed: boolean;
      readonly before?: EntryItem;
    }
  /** A create met a live entry of the pattern. */
  | { readonly outcome: 'exists'; readonly entry: EntryItem }
  /** A create, update or delete met a tombstone. */
  | { readonly outcome: 'deleted'; readonly entry: EntryItem }
  /** A restore met a live entry. */
  | { readonly outcome: 'not_deleted'; readonly entry: EntryItem }
  /** The expected version is not the current one. */
  | { readonly outcome: 'stale'; readonly entry: EntryItem }
  | { readonly outcome: 'absent' };

/** The result of a write on the settings. */
export type SettingsWrite =
  /**
   * `changed` is false where the content was the same already, so that nothing was written; `settings` is undefined where
   * that was the default, and the settings were never written at all.
   */
  | {
      readonly outcome: 'written';
      readonly settings: SettingsItem | undefined;
      readonly changed: boolean;
      /** The item that the write replaced. */
      readonly before?: SettingsItem;
    }
  /** The expected version is not the current one; the settings may never have been written. */
  | { readonly outcome: 'stale'; readonly settings: SettingsItem | undefined };

/** An entry as the list shows it. */
export type EntrySummary = Omit<EntryItem, 'history'>;

/** One page of the list, sorted by pattern in code-point order. */
export interface EntryPage {
  /** At most as many as asked for; fewer before the end only where a filter dropped very many. */
  readonly entries: readonly EntrySummary[];
  /** Pattern after which the next page begins; undefined at the end of the list. */
  readonly next: string | undefined;
}

/** The effective statuses of every entry that is not deleted. */
export const LIVE_STATUSES: readonly EffectiveStatus[] = EFFECTIVE_STATUSES.filter(
  (status) => status !== 'deleted',
);

/** Which entries are wanted, wherever they are in the list. */
export interface EntryFilter {
  /** Only entries of these effective statuses. */
  readonly statuses: readonly EffectiveStatus[];
  /** Only entries with this text in pattern, name, description or owner; letter case does not count. */
  readonly contains?: string | undefined;
  /** Only entries of exactly this owner. */
  readonly owner?: string | undefined;
  /** Only entries that changed at this time or later; ISO 8601 in the form in which times are stored. */
  readonly changedSince?: string | undefined;
  /** Milliseconds since 1970, to tell what has expired and what counts as absent. */
  readonly now: number;
}

/** Which entries a page holds. */
export interface EntryQuery extends EntryFilter {
  /** Only patterns that begin with this text. */
  readonly prefix?: string | undefined;
  /** Only patterns after this one. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Orders by a time: what changed last comes first; what expires first comes first. */
export const TIME_ORDERS = ['-updatedAt', 'expiresAt'] as const;
export type TimeOrder = (typeof TIME_ORDERS)[number];

/** The place of an entry in such an order. */
export interface TimePlace {
  readonly time: string;
  readonly pattern: string;
}

/** Which entries a page in the order of a time holds. */
export interface SortedQuery extends EntryFilter {
  readonly order: TimeOrder;
  /** Only patterns that begin with this text. */
  readonly prefix?: string | undefined;
  /** Only entries after this place. */
  readonly after?: TimePlace | undefined;
  readonly limit: number;
}

/** One page of the list in the order of a time. */
export interface SortedPage {
  readonly entries: readonly EntrySummary[];
  /** Place after which the next page begins; undefined at the end. */
  readonly next: TimePlace | undefined;
  /** All entries that pass the filters, on every page together. */
  readonly total: number;
}

/**
 * The allowlist as administrators see it: reads are strongly consistent.
 *
 * @throws StoreUnavailableError from every method, when the table cannot be read or written
 */
export interface EntryStore {
  /** The entry, tombstones included; undefined when there is none, or when its time to live is over. */
  get(pattern: string, now: number): Promise<EntryItem | undefined>;
  list(query: EntryQuery): Promise<EntryPage>;
  /** Every entry, tombstones included; undefined when the table holds too many to read as a whole. */
  all(now: number): Promise<readonly EntrySummary[] | undefined>;
  /** Undefined when the table holds too many entries to sort. */
  listByTime(query: SortedQuery): Promise<SortedPage | undefined>;
  create(pattern: string, fields: EntryFields, change: Change): Promise<EntryWrite>;
  /** Replaces all fields by others, which may follow from the entry of the expected version. */
  update(pattern: string, fields: NextFields, expectedVersion: number, change: Change): Promise<EntryWrite>;
  /** Leaves a tombstone for 90 days. */
  remove(pattern: string, expectedVersion: number, change: Change): Promise<EntryWrite>;
  /** Brings a tombstone back; by default with the fields that it had, status included. */
  restore(pattern: string, expectedVersion: number, change: Change, fields?: NextFields): Promise<EntryWrite>;
}

/**
 * The settings as administrators see them: reads are strongly consistent.
 *
 * @throws StoreUnavailableError from every method, when the table cannot be read or written
 */
export interface SettingsStore {
  /** Undefined when they were never written. */
  read(): Promise<SettingsItem | undefined>;
  write(
    enableCorsForOAuthEndpoints: boolean,
    expectedVersion: number,
    change: Change,
  ): Promise<SettingsWrite>;
}
