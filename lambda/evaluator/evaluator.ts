import type { Verdict } from '../../lib/core';
import { judgeCall, type Judging } from '../shared/verdict/judge-call';
import { ownAnswer } from '../shared/answer/own-answer';
import { problemResponse, type ProxyResult } from '../shared/answer/problem-response';
import { readApiCall, type ApiCall } from '../shared/event/api-call';
import { isMalformedEvent } from '../shared/event/event-parts';
import { authorize, UnauthorizedError, VerdictUnavailableError, type AuthorizerResult } from './authorizer';

/** Answers a call that the verdict sends on to an upstream, with the verdict's headers on the answer. */
export type Respond = (call: ApiCall, verdict: Verdict, event: unknown) => Promise<ProxyResult>;

/** A handler. It declares one parameter, because Node 24's runtime refuses handlers that could take a callback. */
export type Evaluator = (event: unknown) => Promise<AuthorizerResult | ProxyResult>;

/**
 * The one function behind authorizer and responder. An authorizer event gets a policy. A proxy event gets a refusal, the
 * answer to `OPTIONS`, or the answer of the responder.
 *
 * @param makeResponder called when the first request goes on to an upstream, so that other requests do not wait for it
 */
export function createEvaluator(judging: Judging, makeResponder: () => Respond): Evaluator {
  let responder: Respond | undefined;
  const respond: Respond = (...asked) => (responder ??= makeResponder())(...asked);
  return (event) =>
    isAuthorizerEvent(event) ? answerAuthorizer(judging, event) : answerProxy(judging, respond, event);
}

function isAuthorizerEvent(event: unknown): event is Readonly<Record<string, unknown>> {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'REQUEST';
}

/** The error that leaves never says why: API Gateway would log it. The next invocation works whatever happened. */
async function answerAuthorizer(
  judging: Judging,
  event: Readonly<Record<string, unknown>>,
): Promise<AuthorizerResult> {
  try {
    return await authorize(judging, event);
  } catch (error) {
    if (error instanceof VerdictUnavailableError || error instanceof UnauthorizedError) throw error;
    judging.log.broke('the authorizer reached no verdict', error, requestIdOf(event));
    throw new VerdictUnavailableError('no verdict was reached');
  }
}

async function answerProxy(judging: Judging, respond: Respond, event: unknown): Promise<ProxyResult> {
  let verdict: Verdict | undefined;
  try {
    const call = readApiCall(event, judging.policy, Date.now());
    verdict = await judgeCall(judging, call, 'responder');
    return ownAnswer(verdict, call.requestId) ?? (await respond(call, verdict, event));
  } catch (error) {
    const requestId = requestIdOf(event);
    if (isMalformedEvent(error)) {
      judging.log.failed('the event is no request', error, requestId);
      return problemResponse('malformed_request', requestId, verdict?.headers);
    }
    judging.log.broke('the evaluator has no answer', error, requestId);
    return problemResponse('verdict_unavailable', requestId, verdict?.headers);
  }
}

/** The request id for the problem body of an event that could not be read. */
function requestIdOf(event: unknown): string {
  if (typeof event !== 'object' || event === null || !('requestContext' in event)) return '';
  const context = event.requestContext;
  if (typeof context !== 'object' || context === null) return '';
  const { extendedRequestId, requestId } = context as Readonly<Record<string, unknown>>;
  return [extendedRequestId, requestId].find((id) => typeof id === 'string') ?? '';
}
