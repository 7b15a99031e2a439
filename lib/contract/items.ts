import { MAX_PATTERN_LENGTH, type EntryStatus, type SettableStatus } from '../core';
import type { EntryFields } from './entry-fields';
import type { FieldChange } from './field-changes';

/*
 * Keys and attributes of the allowlist table.
 */

/** Partitions over which entries are spread. */
export const SHARD_COUNT = 16;

/** Prefix of the partition keys of entries; a shard in two digits follows. */
export const ENTRY_PARTITION_PREFIX = 'E#';

/** Partition and sort key of the settings item. */
export const SETTINGS_KEY = { pk: 'SETTINGS', sk: 'SETTINGS' } as const;

/** Key of the item that holds the key by which the admin API signs the ids of questions to the log. */
export const QUERY_SIGNING_KEY = { pk: 'QUERY_SIGNING', sk: 'QUERY_SIGNING' } as const;

/** Names of the key attributes and of the attribute that DynamoDB's TTL reads (seconds since 1970). */
export const PARTITION_KEY = 'pk';
export const SORT_KEY = 'sk';
export const TTL_ATTRIBUTE = 'ttl';

/** A primary key of the table. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Characters of an id: the longest pattern in base64. A longer one would not be a key that DynamoDB takes. */
export const MAX_ID_LENGTH = Math.ceil((MAX_PATTERN_LENGTH * 4) / 3);

/** Days for which a tombstone, or an expired entry, is kept. */
export const RETENTION_DAYS = 90;

/** The key of the entry with a normalized pattern. */
export function entryKey(pattern: string): ItemKey {
  return { pk: entryPartition(shardOf(pattern)), sk: pattern };
}

/** The partition key of a shard from 0 to 15. */
export function entryPartition(shard: number): string {
  return `${ENTRY_PARTITION_PREFIX}${String(shard).padStart(2, '0')}`;
}

/** The shard of a pattern: FNV-1a over its characters, which are ASCII. */
export function shardOf(pattern: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < pattern.length; i++) {
    hash = Math.imul(hash ^ pattern.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % SHARD_COUNT;
}

/** The id of the entry with a normalized pattern: opaque to clients, safe in a URL. */
export function entryId(pattern: string): string {
  return btoa(pattern).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The pattern of an id, or undefined when the text is not an id of ours. */
export function patternOfId(id: string): string | undefined {
  if (id.length > MAX_ID_LENGTH || !/^[A-Za-z0-9_-]+$/.test(id)) return undefined;
  try {
    const pattern = atob(id.replace(/-/g, '+').replace(/_/g, '/'));
    // Several texts decode to one pattern; only the one that we hand out is an id.
    return entryId(pattern) === id ? pattern : undefined;
  } catch {
    return undefined;
  }
}

/** Every kind of change. */
export const CHANGE_ACTIONS = ['create', 'update', 'delete', 'restore'] as const;

/** A kind of change. */
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** One change in an entry's or the settings' history. */
export interface HistoryItem {
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** Identity of the caller, at most 256 characters; fewer in older changes where the item would pass 16 kB. */
  readonly by: string;
  readonly action: ChangeAction;
  /** The changed fields. Values are cut to 32 characters, and to fewer where the item would pass 16 kB. */
  readonly changes: readonly FieldChange[];
}

/** Fields that the store itself keeps, and that lists and exports show; both leave the history out. */
export const RECORD_FIELD_NAMES = ['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'] as const;

/** An entry as it is stored: the fields that a person can set, and what the store itself keeps. */
export interface EntryItem extends ItemKey, Omit<EntryFields, 'status'> {
  readonly id: string;
  readonly status: EntryStatus;
  /** Of a tombstone: the status that the entry had, and that a restore brings back. Older tombstones have none. */
  readonly statusBefore?: SettableStatus;
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  /** The last 20 changes, the oldest first. */
  readonly history: readonly HistoryItem[];
  /** Seconds since 1970 from which on the item counts as absent: 90 days after expiry or deletion. */
  readonly ttl?: number;
}

/** The settings as they are stored. */
export interface SettingsItem extends ItemKey {
  readonly enableCorsForOAuthEndpoints: boolean;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly history: readonly HistoryItem[];
}
