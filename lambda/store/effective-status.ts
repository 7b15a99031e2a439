import type { EntryItem } from '../../lib/contract';
import type { EffectiveStatus } from '../../lib/core';
import { instantOf } from './instant';

/**
 * An entry's status with its expiry taken into account. An entry that was switched off stays `inactive` when it expires,
 * because switching it on is then the first thing that it lacks; the decision names its obstacles in the same order.
 *
 * @param now Milliseconds since 1970.
 */
export function effectiveStatus(
  { status, expiresAt }: Pick<EntryItem, 'status' | 'expiresAt'>,
  now: number,
): EffectiveStatus {
  if (status !== 'active' || expiresAt === undefined) return status;
  const expiry = instantOf(expiresAt);
  return expiry !== undefined && now < expiry ? 'active' : 'expired';
}
