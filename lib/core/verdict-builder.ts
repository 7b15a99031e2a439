import type { CompiledRule } from './compiled-rule';
import type { Verdict, Outcome } from './verdict';
import type { AllowlistEntry } from './lookup';
import type { Policy } from './policy';
import { refusalStatus } from './problem';
import type { Reason, Refusal } from './reasons';
import type { CorsRequest } from './request';
import { FINDINGS, type TraceStep } from './trace';
import { isPreflight, verdictHeaders } from './verdict-headers';

/** A verdict on one request while it is found: collects the trace, then writes it down. */
export class VerdictBuilder {
  private readonly trace: TraceStep[] = [];

  constructor(
    private readonly policy: Policy,
    readonly request: CorsRequest,
    private readonly compiled: CompiledRule | undefined,
  ) {}

  /** Whether reads of other sites are refused: neither a public endpoint nor a page is theirs to read. */
  get isolates(): boolean {
    if (this.policy.document.crossSiteReads !== 'refuse') return false;
    const rule = this.compiled?.rule;
    return rule?.access !== 'public' && rule?.page !== true;
  }

  note(step: TraceStep): void {
    this.trace.push(step);
  }

  allow(reason: Reason, step: TraceStep, entry?: AllowlistEntry): Verdict {
    this.note(step);
    return this.finished('allow', reason, entry, false);
  }

  pass(reason: Reason, step: TraceStep): Verdict {
    this.note(step);
    return this.finished('pass', reason, undefined, false);
  }

  /** In report mode actual requests pass; preflights stay refused, because a yes would be a promise. */
  refuse(reason: Refusal, step?: TraceStep): Verdict {
    if (step !== undefined) this.note(step);
    if (this.policy.document.enforcement === 'enforce' || isPreflight(this.request)) {
      return this.finished('refuse', reason, undefined, false);
    }
    this.note(FINDINGS.reported);
    return this.finished('pass', reason, undefined, true);
  }

  private finished(
    outcome: Outcome,
    reason: Reason,
    entry: AllowlistEntry | undefined,
    wouldRefuse: boolean,
  ): Verdict {
    return {
      outcome,
      reason,
      status: this.statusOf(outcome, reason),
      headers: verdictHeaders(this.request, {
        outcome,
        reason,
        rule: this.compiled,
        isolates: this.isolates,
      }),
      rule: this.compiled?.rule,
      entry,
      wouldRefuse,
      trace: this.trace,
    };
  }

  private statusOf(outcome: Outcome, reason: Reason): number | undefined {
    if (outcome === 'refuse') return refusalStatus(reason);
    return this.request.method === 'OPTIONS' ? 204 : undefined;
  }
}
