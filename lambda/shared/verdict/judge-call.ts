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
  find(question: LookupQuestion, now: number): Promise<DetailedAnswer>;
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

/** Judges a call with at most one look-up, and logs the verdict. */
export async function judgeCall(judging: Judging, call: ApiCall, seat: Seat): Promise<Verdict> {
  const start = process.hrtime.bigint();
  const judged = judge(judging.policy, call.cors);
  const lookup = 'question' in judged ? await find(judging, judged.question, call) : undefined;
  const verdict = 'question' in judged ? judged.resolve(lookup ?? { available: false }) : judged;
  // Not `performance`: its first use loads a module, and that takes longer than the rest of a verdict.
  const latencyMillis = Number(process.hrtime.bigint() - start) / 1e6;
  judging.log.verdict(call, verdict, { seat, latencyMillis, lookup });
  return verdict;
}

/** The answer to a look-up. A look-up that throws is an allowlist that cannot be read: it never allows. */
async function find(
  { allowlist, log }: Judging,
  question: LookupQuestion,
  { cors, requestId }: ApiCall,
): Promise<DetailedAnswer> {
  try {
    return await allowlist.find(question, cors.now);
  } catch (error) {
    log.failed('the look-up broke', error, requestId);
    return { available: false, source: 'none' };
  }
}
