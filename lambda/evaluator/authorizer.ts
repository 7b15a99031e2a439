import type { Verdict } from '../../lib/core';
import { withChallengeExposed } from '../shared/answer/token-answer';
import { readApiCall, type ApiCall } from '../shared/event/api-call';
import { principalOf } from '../shared/token/caller-values';
import type { AuthorizedCaller } from '../shared/token/check-result';
import type { CheckedCaller, TurnedAway } from '../shared/token/token-gate';
import { judgeCall, type Judging } from '../shared/verdict/judge-call';
import {
  callerContext,
  contextOf,
  turnedAwayContext,
  type VerdictContext,
} from '../shared/verdict/verdict-context';
import { stageArn } from './method-arn';

/** A policy with one statement, as ours is. */
interface OneStatement {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
  ];
}

/** The result of a Lambda authorizer. */
export interface AuthorizerResult {
  readonly principalId: string;
  /** Ours, or that of an authorizer that was asked, as it is, whatever form it has. */
  readonly policyDocument: OneStatement;
  readonly context: VerdictContext;
  readonly usageIdentifierKey?: string;
}

/** No verdict was reached. API Gateway answers 503 with a body that is fixed in the template; the log has the reason. */
export class VerdictUnavailableError extends Error {
  override readonly name = 'VerdictUnavailableError';
}

/**
 * The caller is not let in: API Gateway answers this very message with 401. It goes to an origin that the request names, so it
 * leaves only where that origin was judged and may read it.
 */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';

  constructor() {
    super('Unauthorized');
    // The runtime logs it with each of them, and strangers choose how many there are.
    this.stack = '';
  }
}

/** The name of a caller whom nobody checked. */
const PRINCIPAL = 'cors';

/** API Gateway's limit on a result as JSON is 8 kB. */
const MAX_RESULT_BYTES = 8_000;

/**
 * Answers the event of a REQUEST authorizer: the verdict as a policy, and in the context what backends and gateway responses
 * need of it.
 *
 * The token is checked on `OPTIONS` too: preflights are answered without an authorizer, so what comes here would run a backend.
 *
 * @throws VerdictUnavailableError when the allowlist cannot be read or the caller cannot be checked, because a Deny would be a 403
 * @throws UnauthorizedError for a caller without a token that is taken
 */
export async function authorize(
  judging: Judging,
  event: Readonly<Record<string, unknown>>,
): Promise<AuthorizerResult> {
  const resource = stageArn(event['methodArn']);
  const call = readApiCall(event, judging.policy, Date.now());
  const judged = judgeCall(judging, call, 'authorizer');
  // Waiting for what is there already costs a request as much as its look-up.
  const verdict = 'then' in judged ? await judged : judged;
  if (verdict.outcome === 'refuse') {
    if (verdict.reason === 'store_unavailable') {
      throw new VerdictUnavailableError('the allowlist could not be read');
    }
    return ownResult('Deny', resource, contextOf(call, verdict));
  }
  const { rule } = verdict;
  const place = judging.tokens.place(call);
  const admitting = judging.tokens.admit({ call, event, rule, seat: 'authorizer', place });
  const admission = 'then' in admitting ? await admitting : admitting;
  switch (admission.kind) {
    case 'open':
      return ownResult('Allow', resource, contextOf(call, verdict));
    case 'unknown':
      throw new VerdictUnavailableError('the caller could not be checked');
    case 'turned away':
      return turnedAway(call, verdict, admission, resource);
    case 'admitted':
      return admitted(call, verdict, admission.caller, resource);
  }
}

function turnedAway(
  call: ApiCall,
  verdict: Verdict,
  { code, challenge }: TurnedAway,
  resource: string,
): AuthorizerResult {
  if (code !== 'scope_missing' && mayReadUnauthorized(call, verdict)) throw new UnauthorizedError();
  const headers = withChallengeExposed(verdict.headers);
  return ownResult('Deny', resource, turnedAwayContext(call, verdict, headers, code, challenge));
}

/** The response to `Unauthorized` names the origin of the request as one that may read it. */
function mayReadUnauthorized({ cors }: ApiCall, { outcome, reason }: Verdict): boolean {
  return cors.origins.length === 0 || outcome === 'allow' || reason === 'same_origin';
}

function admitted(
  call: ApiCall,
  verdict: Verdict,
  caller: CheckedCaller,
  resource: string,
): AuthorizerResult {
  if (caller.kind === 'accepted') {
    return ownResult('Allow', resource, callerContext(call, verdict, caller), principalOf(caller));
  }
  const { principalId, usageIdentifierKey, policyDocument } = caller;
  const result = {
    principalId,
    // Beside a resource policy, what an authorizer leaves undecided would be an Allow.
    policyDocument: caller.mayAllow ? (policyDocument as OneStatement) : ownPolicy('Deny', resource),
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
  };
  return { ...result, context: chainedContext(call, verdict, caller, result) };
}

/** All of an authorizer's context, in what the rest of the result leaves of the limit. */
function chainedContext(
  call: ApiCall,
  verdict: Verdict,
  caller: AuthorizedCaller,
  rest: object,
): VerdictContext {
  const left = MAX_RESULT_BYTES - Buffer.byteLength(JSON.stringify(rest));
  return callerContext(call, verdict, caller, left);
}

function ownResult(
  effect: 'Allow' | 'Deny',
  resource: string,
  context: VerdictContext,
  principalId = PRINCIPAL,
): AuthorizerResult {
  return { principalId, policyDocument: ownPolicy(effect, resource), context };
}

function ownPolicy(effect: 'Allow' | 'Deny', resource: string): OneStatement {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }],
  };
}
