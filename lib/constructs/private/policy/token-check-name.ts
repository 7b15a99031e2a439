import { createHash } from 'crypto';

/**
 * The name of a check: a short hash of what it says. Equal checks have one name, and it does not change with the order of the
 * program. Values that are known only at deployment must be left out, because their stand-ins do change.
 */
export function checkName(said: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8);
}
