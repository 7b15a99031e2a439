import type { TokenCheckDocument } from '../../lib/contract/token-checks';
import type { CheckedRequest, CheckResult, TokenChecker } from '../shared/token/check-result';
import { BearerCheck } from './bearer-check';
import { ChainedAuthorizer } from './chained-authorizer';

/** One check. */
interface Check {
  check(request: CheckedRequest): Promise<CheckResult>;
  warm(now: number): Promise<void>;
}

/** Makes the checks of a document, each at its first request. */
export function createTokenChecker(checks: Readonly<Record<string, TokenCheckDocument>>): TokenChecker {
  const made = new Map<string, Check>();
  const find = (name: string): Check => {
    const known = made.get(name) ?? checkOf(checks[name], name);
    made.set(name, known);
    return known;
  };
  return {
    async check(name, request) {
      try {
        return await find(name).check(request);
      } catch (error) {
        return { kind: 'unavailable', detail: error instanceof Error ? error.message : String(error) };
      }
    },
    async warm(now) {
      // An issuer that does not answer is the next request's matter.
      await Promise.allSettled(Object.keys(checks).map((name) => find(name).warm(now)));
    },
  };
}

function checkOf(check: TokenCheckDocument | undefined, name: string): Check {
  if (check === undefined) throw new Error(`there is no check ${JSON.stringify(name)}`);
  return check.kind === 'authorizer' ? new ChainedAuthorizer(check) : new BearerCheck(check);
}
