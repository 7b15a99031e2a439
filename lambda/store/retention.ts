import { RETENTION_DAYS, type EntryItem } from '../../lib/contract';
import { instantOf } from './stored-text';

const RETENTION_SECONDS = RETENTION_DAYS * 24 * 60 * 60;

/** The fields that decide how long an entry is kept. */
type Kept = Pick<EntryItem, 'status' | 'expiresAt'>;

/**
 * Time to live of an entry that is written now, in seconds since 1970: 90 days after its deletion, else 90 days after its
 * expiry, or never. An expiry in the past counts as now, so that a tombstone that is restored is not gone at once.
 *
 * @param now Milliseconds since 1970.
 */
export function timeToLive({ status, expiresAt }: Kept, now: number): number | undefined {
  if (status === 'deleted') return secondsAfter(now);
  const expiry = expiresAt === undefined ? undefined : instantOf(expiresAt);
  return expiry === undefined ? undefined : secondsAfter(Math.max(expiry, now));
}

/**
 * Whether an item is past its time to live. DynamoDB removes it within days, other engines never do, so it counts as
 * absent from then on.
 */
export function isGone({ ttl }: { readonly ttl?: number | undefined }, now: number): boolean {
  return ttl !== undefined && ttl * 1000 <= now;
}

function secondsAfter(instant: number): number {
  return Math.ceil(instant / 1000) + RETENTION_SECONDS;
}
