import { judge, type DetailedAnswer, type LookupQuestion, type Policy, type Verdict } from '../../lib/core';
import type { RestCall } from './rest-request';
import type { Seat, VerdictLog } from './verdict-log';

/** The allowlist as verdicts ask it. */
export interface AllowlistLookup {
  find(question: LookupQuestion, now: number): Promise<DetailedAnswer>;
}

/** An allowlist that is made at the first look-up: requests that need none do not wait for its memory. */
export function lateAllowlist(make: () => AllowlistLookup): AllowlistLookup {
  let made: AllowlistLookup | undefined;
  return { find: (question, now) => (made ??= make()).find(question, now) };
}

/** What every seat judges with. */
export interface Bench {
  readonly policy: Policy;
  readonly allowlist: AllowlistLookup;
  readonly log: VerdictLog;
}

/** Judges a call with at most one look-up, and writes the verdict down. */
export async function judgeCall(bench: Bench, call: RestCall, seat: Seat): Promise<Verdict> {
  const start = process.hrtime.bigint();
  const judged = judge(bench.policy, call.cors);
  const lookup = 'question' in judged ? await find(bench, judged.question, call) : undefined;
  const verdict = 'question' in judged ? judged.resolve(lookup ?? { available: false }) : judged;
  // Not `performance`: the first use of that global loads a module, for longer than the rest of a verdict takes.
  const latencyMillis = Number(process.hrtime.bigint() - start) / 1e6;
  bench.log.verdict(call, verdict, { seat, latencyMillis, lookup });
  return verdict;
}

/** A look-up that breaks is one that found nothing out: it never allows. */
async function find(
  { allowlist, log }: Bench,
  question: LookupQuestion,
  { cors, requestId }: RestCall,
): Promise<DetailedAnswer> {
  try {
    return await allowlist.find(question, cors.now);
  } catch (error) {
    log.failed('the look-up broke', error, requestId);
    return { available: false, source: 'none' };
  }
}
