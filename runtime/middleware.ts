import {
  refuseClientSecret,
  type SecretVerdict,
  type SecretWatch,
} from '../lambda/shared/answer/client-secrets';
import { judgeCall, type Judging } from '../lambda/shared/verdict/judge-call';
import { ownAnswer } from '../lambda/shared/answer/own-answer';
import { admissionAnswer } from '../lambda/shared/answer/token-answer';
import type { Admission } from '../lambda/shared/token/token-gate';
import { problemResponse, type ProxyResult } from '../lambda/shared/answer/problem-response';
import { readApiCall, type ApiCall } from '../lambda/shared/event/api-call';
import { isMalformedEvent } from '../lambda/shared/event/event-parts';
import { verdictIn } from '../lambda/shared/verdict/verdict-context';
import { withVerdictHeaders } from '../lib/core';
import { withCaller, withPassedClaims } from './caller-event';
import type { CorsResult } from './cors-result';
import { readResult1, readResult2, withinLimit, writeResult1, writeResult2 } from './handler-result';
import { withTextBody } from './text-body';

/** The parts that a wrapped handler is judged with. */
export interface Middleware {
  readonly judging: Judging;
  readonly watch: SecretWatch;
  readonly trustsAuthorizer: boolean;
  /** Whether errors of the handler leave the function. */
  readonly rethrow?: boolean;
}

/** A verdict, and the answer of our own where the handler is not called. */
type Judged = {
  readonly verdict: SecretVerdict;
  readonly own?: ProxyResult | undefined;
  /** Whether the authorizer has checked the caller. */
  readonly isCallerChecked: boolean;
};

/** The handler's answer with the verdict's headers, or our own answer. It only rejects where errors are rethrown. */
export async function answer<TEvent>(
  middleware: Middleware,
  event: TEvent,
  backend: (event: TEvent) => unknown,
): Promise<CorsResult> {
  const { log, policy } = middleware.judging;
  let call: ApiCall | undefined;
  let verdict: SecretVerdict;
  let prepared = event;
  try {
    call = readApiCall(event, policy, Date.now());
    const { own, isCallerChecked, ...rest } = await judged(middleware, call, event);
    verdict = rest.verdict;
    if (own !== undefined) return written(own);
    const admission = isCallerChecked ? undefined : await admitted(middleware, call, verdict, event);
    const instead =
      (admission && admissionAnswer(admission, call, verdict.headers)) ??
      refuseClientSecret(middleware.watch, call, verdict);
    if (instead !== undefined) return written(instead);
    if (isCallerChecked) prepared = withPassedClaims(event, call);
    else if (admission?.kind === 'admitted') prepared = withCaller(event, admission.caller);
  } catch (error) {
    const requestId = call?.requestId ?? '';
    if (isMalformedEvent(error)) {
      log.failed('the event is no request', error, requestId);
      return written(problemResponse('malformed_request', requestId));
    }
    log.broke('the middleware has no answer', error, requestId);
    return written(problemResponse('verdict_unavailable', requestId));
  }
  return backendAnswer(middleware, call, verdict, prepared, backend);
}

async function judged(middleware: Middleware, call: ApiCall, event: unknown): Promise<Judged> {
  const { judging, trustsAuthorizer } = middleware;
  // OPTIONS is answered here, with headers that an authorizer's verdict does not hold.
  if (trustsAuthorizer && call.method !== 'OPTIONS') {
    const passed = verdictIn(authorizerContext(event), call);
    if (passed !== undefined) {
      const { isCallerChecked, ...verdict } = passed;
      const rule = judging.policy.endpoints.find(call.path)?.rule;
      return { verdict: { ...verdict, rule }, isCallerChecked };
    }
  }
  const verdict = await judgeCall(judging, call, 'middleware');
  return { verdict, own: ownAnswer(verdict, call.requestId), isCallerChecked: false };
}

function admitted(
  { judging: { tokens } }: Middleware,
  call: ApiCall,
  { rule }: SecretVerdict,
  event: unknown,
): Admission | Promise<Admission> {
  return tokens.admit({ call, event, rule, seat: 'middleware', place: tokens.place(call) });
}

async function backendAnswer<TEvent>(
  { judging, rethrow }: Middleware,
  call: ApiCall,
  { headers }: SecretVerdict,
  event: TEvent,
  backend: (event: TEvent) => unknown,
): Promise<CorsResult> {
  const [read, write] = isPayload2(event) ? [readResult2, writeResult2] : [readResult1, writeResult1];
  try {
    const result = read(await backend(withTextBody(event, call)));
    return withinLimit(write({ ...result, headers: withVerdictHeaders(result.headers, headers) }));
  } catch (error) {
    judging.log.backendFailed(call.requestId, error);
    if (rethrow === true) throw error;
    return written(problemResponse('internal_error', call.requestId, headers));
  }
}

function authorizerContext(event: unknown): unknown {
  const { requestContext } = event as { readonly requestContext?: { readonly authorizer?: unknown } | null };
  return requestContext?.authorizer;
}

function isPayload2(event: unknown): boolean {
  return (event as { readonly version?: unknown }).version === '2.0';
}

/** Our own answers have one value for each header. */
function written({ statusCode, headers, body, isBase64Encoded }: ProxyResult): CorsResult {
  return { statusCode, headers, body, isBase64Encoded };
}
