import type { EntryItem } from '../../lib/contract';
import type { EffectiveStatus } from '../../lib/core';
import { instantOf } from './stored-text';

/**
 * An entry's status with its expiry taken into account. `inactive` wins over `expired`, because the decision names the
 * obstacles of an entry in this order too.
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
