import { apiVersionOf, FIRST_EXTENSION_API_VERSION } from './api-version';
import type { CompiledRule } from './compiled-rule';
import type { Decision } from './decision';
import { matchEntry } from './entry-match';
import type { AllowlistEntry, LookupAnswer, LookupQuestion } from './lookup';
import { parseOrigin, type Origin } from './origin';
import type { Policy } from './policy';
import { refusalStatus } from './problem';
import type { Reason } from './reasons';
import type { CorsRequest } from './request';
import { FINDINGS, type TraceStep } from './trace';
import { isPreflight, verdictHeaders } from './verdict-headers';

/** A verdict that needs the allowlist: ask it the question, hand the answer in. */
export interface PendingDecision {
  readonly question: LookupQuestion;
  resolve(answer: LookupAnswer): Decision;
}

/**
 * Judges a request as far as that needs no look-up; first match wins.
 *
 * Every seat (authorizer, responder, middleware, simulator) calls this one function, so a preflight and the request that
 * follows it get the same verdict: nothing below reads the method, but where a navigation is told from a fetch.
 *
 * Neither tokens nor bodies are looked at, and no input makes it throw.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function judge(policy: Policy, request: CorsRequest): Decision | PendingDecision {
  const compiled = policy.endpoints.find(request.path);
  const rule = compiled?.rule;
  const verdict = new Verdict(policy, request, compiled);
  if (request.origins.length === 0) return verdict.pass('not_cors', FINDINGS.noOrigin);
  verdict.note(request.origins.length === 1 ? FINDINGS.oneOrigin : FINDINGS.severalOrigins);
  verdict.note(compiled?.finding ?? FINDINGS.noRule);
  if (rule?.access === 'public') return verdict.allow('public_endpoint');
  if (rule?.page === true && isNavigation(request)) return verdict.pass('navigation', FINDINGS.navigation);
  verdict.note(FINDINGS.noNavigation);
  const same = sameOriginFinding(request);
  if (same !== undefined) return verdict.pass('same_origin', same);
  verdict.note(FINDINGS.crossOrigin);
  const value = request.origins[0];
  if (request.origins.length === 1 && value === 'null')
    return verdict.refuse('null_origin', FINDINGS.nullOrigin);
  const origin = request.origins.length === 1 && value !== undefined ? parseOrigin(value) : undefined;
  if (origin === undefined) return verdict.refuse('malformed_origin', FINDINGS.malformedOrigin);
  verdict.note(FINDINGS.wellFormedOrigin);
  if (compiled === undefined || rule?.access === 'closed') return verdict.refuse('endpoint_closed');
  return judgeAllowlisted(verdict, origin, compiled);
}

/** Judges a request with a look-up that answers at once. */
export function decide(
  policy: Policy,
  request: CorsRequest,
  lookUp: (question: LookupQuestion) => LookupAnswer,
): Decision {
  const judged = judge(policy, request);
  return 'question' in judged ? judged.resolve(lookUp(judged.question)) : judged;
}

/** The steps that only endpoints with an allowlist reach. */
function judgeAllowlisted(
  verdict: Verdict,
  origin: Origin,
  compiled: CompiledRule,
): Decision | PendingDecision {
  const { request } = verdict;
  const { rule } = compiled;
  if (request.hostKind === undefined) return verdict.refuse('host_not_supported', FINDINGS.hostWithoutKind);
  if (!rule.hostKinds.includes(request.hostKind)) {
    return verdict.refuse('host_not_supported', FINDINGS.hostNotSupported);
  }
  verdict.note(FINDINGS.hostSupported);
  const settings = rule.access === 'oauth';
  const tooOld =
    origin.form === 'extension' && (apiVersionOf(request.path) ?? Infinity) < FIRST_EXTENSION_API_VERSION;
  // The setting is asked before the version, so only where there is no setting the version decides without a look-up.
  if (tooOld && !settings) return verdict.refuse('api_version_too_old', FINDINGS.versionTooOld);
  return {
    question: { origin, settings },
    resolve: (answer) => {
      if (!answer.available) return verdict.refuse('store_unavailable', FINDINGS.unavailable);
      if (settings) {
        if (!answer.enableCorsForOAuthEndpoints) {
          return verdict.refuse('oauth_cors_disabled', FINDINGS.oauthDisabled);
        }
        verdict.note(FINDINGS.oauthEnabled);
      }
      if (tooOld) return verdict.refuse('api_version_too_old', FINDINGS.versionTooOld);
      verdict.note(FINDINGS.versionNoMatter);
      const conditions = { now: request.now, credentials: compiled.credentials };
      const match = matchEntry(origin, answer.entries, conditions);
      if (match.entry === undefined) return verdict.refuse('origin_not_allowlisted', match.finding);
      return verdict.allow('origin_allowlisted', match.finding, match.entry);
    },
  };
}

/**
 * A navigation shows a page and lets no other page read it, so `Origin` says nothing about it: form posts carry one,
 * `null` among them. `Sec-Fetch-Mode` can be forged outside browsers, where leaving `Origin` out has the same effect.
 */
function isNavigation(request: CorsRequest): boolean {
  return request.secFetchMode === 'navigate' && ['GET', 'HEAD', 'POST'].includes(request.method);
}

function sameOriginFinding(request: CorsRequest): TraceStep | undefined {
  const value = request.origins.length === 1 ? request.origins[0] : undefined;
  if (value !== undefined && request.ownOrigins.includes(value)) return FINDINGS.ownOrigin;
  return request.secFetchSite === 'same-origin' ? FINDINGS.sameOriginFetch : undefined;
}

/** Writes decisions on one request, collecting the trace on the way. */
class Verdict {
  private readonly trace: TraceStep[] = [];

  constructor(
    private readonly policy: Policy,
    readonly request: CorsRequest,
    private readonly compiled: CompiledRule | undefined,
  ) {}

  note(step: TraceStep): void {
    this.trace.push(step);
  }

  allow(reason: Reason, step?: TraceStep, entry?: AllowlistEntry): Decision {
    if (step !== undefined) this.note(step);
    return this.decision('allow', reason, entry);
  }

  pass(reason: Reason, step: TraceStep): Decision {
    this.note(step);
    return this.decision('pass', reason);
  }

  /** In report mode actual requests pass; preflights stay refused, because a yes would be a promise. */
  refuse(reason: Reason, step?: TraceStep): Decision {
    if (step !== undefined) this.note(step);
    if (this.policy.document.enforcement === 'enforce' || isPreflight(this.request)) {
      return this.decision('refuse', reason);
    }
    this.note(FINDINGS.reported);
    return { ...this.decision('pass', reason), wouldRefuse: true };
  }

  private decision(outcome: Decision['outcome'], reason: Reason, entry?: AllowlistEntry): Decision {
    return {
      outcome,
      reason,
      status: this.statusOf(outcome, reason),
      headers: verdictHeaders(this.request, outcome, this.compiled),
      rule: this.compiled?.rule,
      entry,
      wouldRefuse: false,
      trace: this.trace,
    };
  }

  private statusOf(outcome: Decision['outcome'], reason: Reason): number | undefined {
    if (outcome === 'refuse') return refusalStatus(reason);
    return this.request.method === 'OPTIONS' ? 204 : undefined;
  }
}
