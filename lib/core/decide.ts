import { isBelowVersion } from './api-version';
import { compileRule, type CompiledRule } from './compiled-rule';
import type { ClosedPath } from './endpoint-table';
import { matchEntry } from './entry-match';
import { isToken } from './header-names';
import { isCrossSiteRead, isNavigation } from './fetch-metadata';
import type { LookupAnswer, LookupQuestion } from './lookup';
import { parseOrigin, type Origin } from './origin';
import type { Policy } from './policy';
import type { CorsRequest } from './request';
import { checksTokens } from './rule-treatment';
import { sameOriginFinding } from './same-origin';
import { FINDINGS } from './trace';
import type { Verdict } from './verdict';
import { VerdictBuilder } from './verdict-builder';

/** Each segment is one more look at the rest of the path, so a path of thousands would take half a second. No API has so many. */
const MAX_SEGMENTS_WITH_BASE_PATH = 64;
const MISSPELT_PREFIX: ClosedPath = { rule: undefined, finding: FINDINGS.otherPrefixSpelling };

/** A verdict that needs the allowlist: ask it the question, hand the answer in, once. */
export interface PendingVerdict {
  readonly question: LookupQuestion;
  resolve(answer: LookupAnswer): Verdict;
}

/**
 * Judges a request as far as that needs no look-up; first match wins.
 *
 * Every seat (authorizer, responder, middleware, simulator) calls this one function, so a preflight and the request that
 * follows it get the same verdict: the method is only read to tell a navigation from a fetch.
 *
 * Neither tokens nor bodies are looked at, and no input makes it throw.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function judge(policy: Policy, request: CorsRequest): Verdict | PendingVerdict {
  const found = request.misspeltPrefix === true ? MISSPELT_PREFIX : policy.endpoints.look(request.path);
  const compiled = found.rule === undefined ? undefined : found;
  const verdict = new VerdictBuilder(policy, request, compiled);
  if (policy.guarded.length > 0 && getsAround(policy, request)) {
    return verdict.refuseInEveryMode('endpoint_closed', FINDINGS.otherCaller);
  }
  if (request.origins.length === 0) return judgeWithoutOrigin(verdict, found);
  // Several headers are not the serialization of one origin, even when all of them say the same.
  const value = request.origins.length === 1 ? request.origins[0] : undefined;
  verdict.note(value === undefined ? FINDINGS.severalOrigins : FINDINGS.oneOrigin);
  const rule = compiled?.rule;
  if (rule?.access === 'public') return verdict.allow('public_endpoint', found.finding);
  verdict.note(found.finding);
  if (rule?.page === true && isNavigation(request)) return verdict.pass('navigation', FINDINGS.navigation);
  verdict.note(isNavigation(request) ? FINDINGS.navigationToNoPage : FINDINGS.noNavigation);
  const same = sameOriginFinding(request);
  if (same !== undefined) return verdict.pass('same_origin', same);
  verdict.note(FINDINGS.crossOrigin);
  if (value === 'null') return verdict.refuse('null_origin', FINDINGS.nullOrigin);
  const origin = value === undefined ? undefined : parseOrigin(value);
  if (origin === undefined) return verdict.refuse('malformed_origin', FINDINGS.malformedOrigin);
  verdict.note(FINDINGS.wellFormedOrigin);
  if (found.finding === FINDINGS.noRule) {
    return verdict.refuseUnlisted('endpoint_closed', undefined, unnamedRule(policy, request));
  }
  if (compiled === undefined || compiled.rule.access === 'closed') {
    return verdict.refuse('endpoint_closed');
  }
  return judgeAllowlisted(verdict, origin, compiled);
}

/**
 * Whether a path is spelled so that a server behind it could read it as one whose callers are checked otherwise. Such a request
 * is refused whoever makes it, because without `Origin` a refusal by origin would not stop it.
 */
function getsAround(policy: Policy, { path, misspeltPrefix, mayHaveBasePath }: CorsRequest): boolean {
  if (misspeltPrefix === true) return true;
  const isMisspelt = policy.guarded.some((table) => {
    const { rule, finding } = table.look(path);
    return rule === undefined && finding !== FINDINGS.noRule;
  });
  return isMisspelt || (mayHaveBasePath === true && mayHideRule(policy, path));
}

/**
 * Whether a rule that checks callers is met once segments at the front are left out. They can be a base path, without which API
 * Gateway finds the backend.
 */
function mayHideRule({ endpoints, guarded }: Policy, path: string): boolean {
  if (!guarded.includes(endpoints)) return false;
  const found = endpoints.find(path);
  let segments = 0;
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    if (++segments >= MAX_SEGMENTS_WITH_BASE_PATH) return true;
    const other = endpoints.look(path.slice(at));
    if (other.rule === undefined) {
      if (other.finding !== FINDINGS.noRule) return true;
    } else if (checksTokens(other.rule) && other.treatment !== found?.treatment) {
      return true;
    }
  }
  return false;
}

/** The rule of a path that no rule names, while such paths are only observed: it lists the requested method and nothing else. */
function unnamedRule({ document }: Policy, { path, requestedMethod = '' }: CorsRequest): CompiledRule {
  const methods = isToken(requestedMethod) ? [requestedMethod] : [];
  return compileRule({ path, match: 'exact', access: 'allowlist', methods, hostKinds: [] }, document);
}

/** Servers send no `Origin`, and neither do reads that a page cannot look into, which can be refused all the same. */
function judgeWithoutOrigin(verdict: VerdictBuilder, found: CompiledRule | ClosedPath): Verdict {
  if (!verdict.isolates || !isCrossSiteRead(verdict.request)) {
    return verdict.pass('not_cors', FINDINGS.noOrigin);
  }
  verdict.note(FINDINGS.noOrigin);
  verdict.note(found.finding);
  return verdict.refuse('cross_site_read', FINDINGS.crossSiteRead);
}

/** Judges a request with a look-up that answers at once. */
export function decide(
  policy: Policy,
  request: CorsRequest,
  lookUp: (question: LookupQuestion) => LookupAnswer,
): Verdict {
  const judged = judge(policy, request);
  return 'question' in judged ? judged.resolve(lookUp(judged.question)) : judged;
}

/** The steps that only endpoints with an allowlist reach. */
function judgeAllowlisted(
  verdict: VerdictBuilder,
  origin: Origin,
  compiled: CompiledRule,
): Verdict | PendingVerdict {
  const { hostKind, path } = verdict.request;
  if (hostKind === undefined) {
    return verdict.refuseUnlisted('host_not_supported', FINDINGS.hostWithoutKind, compiled);
  }
  if (!compiled.rule.hostKinds.includes(hostKind)) {
    return verdict.refuseUnlisted('host_not_supported', FINDINGS.hostNotSupported, compiled);
  }
  verdict.note(FINDINGS.hostSupported);
  const { access, extensionsFrom } = compiled.rule;
  const tooOld =
    extensionsFrom !== undefined && origin.form === 'extension' && isBelowVersion(path, extensionsFrom);
  // The setting comes before the version, so only where no setting is asked the version decides without a look-up.
  if (tooOld && access !== 'oauth') {
    return verdict.refuse('api_version_too_old', FINDINGS.versionTooOld);
  }
  return new UnaskedVerdict(verdict, origin, compiled, tooOld);
}

/** The steps that need what was found in the allowlist. */
class UnaskedVerdict implements PendingVerdict {
  readonly question: LookupQuestion;

  constructor(
    private readonly verdict: VerdictBuilder,
    origin: Origin,
    private readonly compiled: CompiledRule,
    private readonly tooOld: boolean,
  ) {
    this.question = { origin, settings: compiled.rule.access === 'oauth' };
  }

  resolve(answer: LookupAnswer): Verdict {
    const { verdict, question, compiled } = this;
    if (!answer.available) return verdict.refuse('store_unavailable', FINDINGS.unavailable);
    if (question.settings) {
      if (!answer.enableCorsForOAuthEndpoints) {
        // Somebody who wrote the setting wants it off.
        return answer.settingsWritten === false
          ? verdict.refuseUnlisted('oauth_cors_disabled', FINDINGS.oauthDisabled, compiled)
          : verdict.refuse('oauth_cors_disabled', FINDINGS.oauthDisabled);
      }
      verdict.note(FINDINGS.oauthEnabled);
    }
    if (this.tooOld) return verdict.refuse('api_version_too_old', FINDINGS.versionTooOld);
    verdict.note(FINDINGS.versionNoMatter);
    const conditions = { now: verdict.request.now, credentials: compiled.credentials };
    const { entry, barred, finding } = matchEntry(question.origin, answer.entries, conditions);
    if (entry !== undefined) return verdict.allow('origin_allowlisted', finding, entry);
    // Somebody who switched the entry off wants the origin out.
    return barred?.status === 'inactive'
      ? verdict.refuse('origin_not_allowlisted', finding)
      : verdict.refuseUnlisted('origin_not_allowlisted', finding, compiled);
  }
}
