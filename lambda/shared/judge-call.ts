import { judge, type Decision, type LookupAnswer, type LookupQuestion, type Policy } from '../../lib/core';
import type { RestCall } from './rest-request';
import type { Seat, VerdictCourse, VerdictLog } from './verdict-log';

/** The answer to a look-up, and how it came about. */
type LookupCourse = LookupAnswer & NonNullable<VerdictCourse['lookup']>;

/** The allowlist as verdicts ask it. */
export interface AllowlistLookup {
  find(question: LookupQuestion, now: number): Promise<LookupCourse>;
}

/** What every seat judges with. */
export interface Bench {
  readonly policy: Policy;
  readonly allowlist: AllowlistLookup;
  readonly log: VerdictLog;
}

/** Judges a call with at most one look-up, and writes the verdict down. */
export async function judgeCall(bench: Bench, call: RestCall, seat: Seat): Promise<Decision> {
  const start = performance.now();
  const judged = judge(bench.policy, call.cors);
  const lookup = 'question' in judged ? await find(bench, judged.question, call) : undefined;
  const decision = 'question' in judged ? judged.resolve(lookup ?? { available: false }) : judged;
  bench.log.verdict(call, decision, { seat, latencyMillis: performance.now() - start, lookup });
  return decision;
}

/** A look-up that breaks is one that found nothing out: it never allows. */
async function find(
  { allowlist, log }: Bench,
  question: LookupQuestion,
  { cors, requestId }: RestCall,
): Promise<LookupCourse> {
  try {
    return await allowlist.find(question, cors.now);
  } catch (error) {
    log.failed('the look-up broke', error, requestId);
    return { available: false, source: 'none' };
  }
}
