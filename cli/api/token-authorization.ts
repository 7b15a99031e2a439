import type { Authorization } from './authorization';
import { claimsOf } from './token-claims';

/** Shows a token of a user pool that somebody else got, such as a pipeline. */
export function tokenAuthorization(token: string): Authorization {
  return {
    kind: 'token',
    headersFor: ({ headers }) => Promise.resolve({ ...headers, Authorization: token }),
    describe: () => Promise.resolve(claimsOf(token)),
  };
}
