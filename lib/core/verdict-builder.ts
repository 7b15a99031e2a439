import type { CompiledRule } from './compiled-rule';
import type { Verdict, Outcome } from './verdict';
import type { AllowlistEntry } from './lookup';
import type { Policy } from './policy';
import { refusalStatus } from './problem';
import type { Reason, Refusal } from './reasons';
import type { CorsRequest } from './request';
import { FINDINGS, type TraceStep } from './trace';
import { isPreflight, verdictHeaders } from './verdict-headers';

/** Refusals that `observe` lets pass without CORS headers, as `report` does: nobody is asked for an origin, or nobody knows. */
const PASSED_BY_OBSERVE: ReadonlySet<Refusal> = new Set(['cross_site_read', 'store_unavailable']);

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

  /** Where actual requests pass, preflights stay refused, because a yes would be a promise. */
  refuse(reason: Refusal, step?: TraceStep): Verdict {
    if (step !== undefined) this.note(step);
    const { enforcement } = this.policy.document;
    const passes = enforcement === 'report' || (enforcement === 'observe' && PASSED_BY_OBSERVE.has(reason));
    if (!passes || isPreflight(this.request)) return this.finished('refuse', reason, undefined, false);
    this.note(FINDINGS.reported);
    return this.finished('pass', reason, undefined, true);
  }

  /** A refusal that is none of a page: where it only was reported, a backend would run for a caller that nobody checked. */
  refuseInEveryMode(reason: Refusal, step: TraceStep): Verdict {
    this.note(step);
    return this.finished('refuse', reason, undefined, false);
  }

  /**
   * A refusal that `observe` answers as if the origin were listed, and never with credentials: what an API that answers every
   * origin let in before. In the other modes it is a refusal like others.
   *
   * @param as the rule whose headers the answer has
   */
  refuseUnlisted(reason: Refusal, step: TraceStep | undefined, as: CompiledRule): Verdict {
    if (this.policy.document.enforcement !== 'observe') return this.refuse(reason, step);
    if (step !== undefined) this.note(step);
    this.note(FINDINGS.observed);
    return this.finished('allow', reason, undefined, true, { ...as, credentials: false });
  }

  private finished(
    outcome: Outcome,
    reason: Reason,
    entry: AllowlistEntry | undefined,
    wouldRefuse: boolean,
    as = this.compiled,
  ): Verdict {
    return {
      outcome,
      reason,
      status: this.statusOf(outcome, reason),
      headers: verdictHeaders(this.request, {
        outcome,
        reason,
        rule: as,
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
