import { entryId, PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE } from '../../lib/contract';
import { ENTRY_STATUSES, type AllowlistEntry, type EntryStatus } from '../../lib/core';
import { type AttributeMap, numberIn } from './attribute-values';
import { instantOf } from './instant';

/** The name under which `allowSharedOrigin` was stored. An item may have either; writes leave only the new one. */
export const FORMER_SHARED_ORIGIN = 'allowPublicSuffix';

/** What a verdict needs of the items that it reads; `history` alone can be several kilobytes. */
export const VERDICT_PROJECTION = {
  ProjectionExpression:
    '#pk, #sk, #status, #expiresAt, #allowSharedOrigin, #allowPublicSuffix, #ttl, #enabled',
  ExpressionAttributeNames: {
    '#pk': PARTITION_KEY,
    '#sk': SORT_KEY,
    '#status': 'status',
    '#expiresAt': 'expiresAt',
    '#allowSharedOrigin': 'allowSharedOrigin',
    '#allowPublicSuffix': FORMER_SHARED_ORIGIN,
    '#ttl': TTL_ATTRIBUTE,
    '#enabled': 'enableCorsForOAuthEndpoints',
  },
};

/** An entry as verdicts use it. */
export interface EntryRow {
  readonly entry: AllowlistEntry;
  /** Milliseconds since 1970 from which on the entry counts as absent, whether DynamoDB has removed it yet or not. */
  readonly goneAt: number | undefined;
}

/**
 * Reads an entry, or undefined when an attribute is missing or of the wrong type: such a row was not written by us, and
 * what cannot be understood must not allow anything.
 */
export function readEntryRow(item: AttributeMap): EntryRow | undefined {
  const pattern = item[SORT_KEY]?.S;
  const status = item['status']?.S;
  if (pattern === undefined || !isStatus(status)) return undefined;
  const { expiresAt: expiry, allowSharedOrigin: shared, [TTL_ATTRIBUTE]: ttl } = item;
  const formerShared = item[FORMER_SHARED_ORIGIN];
  const expiresAt = expiry?.S === undefined ? undefined : instantOf(expiry.S);
  const gone = numberIn(ttl);
  if (expiry !== undefined && expiresAt === undefined) return undefined;
  if (ttl !== undefined && gone === undefined) return undefined;
  const flags = [shared, formerShared].filter((flag) => flag !== undefined);
  if (flags.some(({ BOOL }) => BOOL === undefined)) return undefined;
  const allowSharedOrigin = flags.some(({ BOOL }) => BOOL === true);
  const entry = { id: entryId(pattern), pattern, status, expiresAt, allowSharedOrigin };
  return { entry, goneAt: gone === undefined ? undefined : gone * 1000 };
}

/** The setting "Enable CORS for OAuth endpoints": false where it was never written or cannot be understood. */
export function readEnabled(item: AttributeMap | undefined): boolean {
  return item?.['enableCorsForOAuthEndpoints']?.BOOL === true;
}

function isStatus(text: string | undefined): text is EntryStatus {
  return ENTRY_STATUSES.some((status) => status === text);
}
