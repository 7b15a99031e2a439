import { parseOrigin } from '../../lib/core';
import type { AllowlistLookup } from '../shared/verdict/judge-call';

/** A name that nobody can have: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const NOBODY = 'https://connect.invalid';

/** Makes a look-up of entries and settings like that of a request. A table that does not answer is the next request's matter. */
export async function connectingLookup(allowlist: AllowlistLookup, now: number): Promise<void> {
  const origin = parseOrigin(NOBODY);
  if (origin !== undefined) await allowlist.find({ origin, settings: true }, now);
}
