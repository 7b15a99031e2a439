import { parseOrigin } from '../../lib/core';
import type { AllowlistLookup } from '../shared/verdict/judge-call';

/** Names that nobody can have: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const NOBODY = ['https://a.connect.invalid', 'https://b.connect.invalid', 'https://c.connect.invalid'];

/**
 * Makes look-ups of entries and settings like those of requests: the first one loads the client and connects, the others run what a
 * connection alone does not reach. A table that does not answer is the next request's matter.
 */
export async function connectingLookup(allowlist: AllowlistLookup, now: number): Promise<void> {
  for (const name of NOBODY) {
    const origin = parseOrigin(name);
    if (origin !== undefined) await allowlist.find({ origin, settings: true }, now);
  }
}
