import { entryId, type EntryField, PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE } from '../../lib/contract';
import type { AllowlistEntry } from '../../lib/core';
import { type AttributeMap, numberIn } from './attribute-values';
import { instantOf } from './stored-text';
import { attributeNames, readFields } from './stored-fields';

const ENABLED = 'enableCorsForOAuthEndpoints';
const isInVerdicts = ({ inVerdicts }: EntryField): boolean => inVerdicts;
const NAMES = [PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE, ENABLED, ...attributeNames(isInVerdicts)];

/** The attributes that a verdict reads; the history, which can be several kilobytes, is not among them. */
export const VERDICT_PROJECTION = {
  ProjectionExpression: NAMES.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(NAMES.map((name) => [`#${name}`, name])),
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
  const { fields, isSound } = readFields(item, isInVerdicts);
  const { status, expiresAt, allowSharedOrigin } = fields;
  const ttl = item[TTL_ATTRIBUTE];
  const gone = numberIn(ttl);
  if (pattern === undefined || status === undefined || !isSound) return undefined;
  if (ttl !== undefined && gone === undefined) return undefined;
  const expiry = expiresAt === undefined ? undefined : instantOf(expiresAt);
  const entry = { id: entryId(pattern), pattern, status, expiresAt: expiry, allowSharedOrigin };
  return { entry, goneAt: gone === undefined ? undefined : gone * 1000 };
}

/** The setting "Enable CORS for OAuth endpoints": false where it was never written or cannot be understood. */
export function readEnabled(item: AttributeMap | undefined): boolean {
  return item?.[ENABLED]?.BOOL === true;
}
