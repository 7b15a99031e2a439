import {
  judge,
  type DetailedAnswer,
  type LookupQuestion,
  type Policy,
  type Verdict,
} from '../../../lib/core';
import type { ApiCall } from '../event/api-call';
import type { Seat, VerdictLog } from '../log/verdict-log';
import type { TokenGate } from '../token/token-gate';

/** The allowlist as verdicts ask it. */
export interface AllowlistLookup {
  /** An answer that is known already may come without a promise: requests that it serves do not wait. */
  find(question: LookupQuestion, now: number): DetailedAnswer | Promise<DetailedAnswer>;
}

/** An allowlist that is made at the first look-up, so that a request that needs none does not wait for it. */
export function lateAllowlist(make: () => AllowlistLookup): AllowlistLookup {
  let made: AllowlistLookup | undefined;
  return { find: (question, now) => (made ??= make()).find(question, now) };
}

/** The parts that a seat judges with: the policy, the allowlist, and the log of its verdicts. */
export interface Judging {
  readonly policy: Policy;
  readonly allowlist: AllowlistLookup;
  readonly log: VerdictLog;
  /** Checks who calls, once the origin was judged. */
  readonly tokens: TokenGate;
}

/**
 * Judges a call with at most one look-up, and logs the verdict. A verdict that waits for no table comes without a promise: most
 * requests get theirs so.
 */
export function judgeCall(judging: Judging, call: ApiCall, seat: Seat): Verdict | Promise<Verdict> {
  const judged = judge(judging.policy, call.cors);
  const logged = (verdict: Verdict, lookup?: DetailedAnswer): Verdict => {
    judging.log.verdict(call, verdict, { seat, lookup });
    return verdict;
  };
  if (!('question' in judged)) return logged(judged);
  const resolved = (lookup: DetailedAnswer): Verdict => logged(judged.resolve(lookup), lookup);
  const found = find(judging, judged.question, call);
  return 'then' in found ? found.then(resolved) : resolved(found);
}

/** The answer to a look-up. A look-up that throws is an allowlist that cannot be read: it never allows. */
function find(
  { allowlist, log }: Judging,
  question: LookupQuestion,
  { cors, requestId }: ApiCall,
): DetailedAnswer | Promise<DetailedAnswer> {
  const broke = (error: unknown): DetailedAnswer => {
    log.failed('the look-up broke', error, requestId);
    return { available: false, source: 'none' };
  };
  try {
    const found = allowlist.find(question, cors.now);
    return 'then' in found ? found.catch(broke) : found;
  } catch (error) {
    return broke(error);
  }
}
