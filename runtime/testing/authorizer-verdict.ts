import { readPolicy } from '../../lambda/shared/configuration/configuration';
import { readApiCall } from '../../lambda/shared/event/api-call';
import { contextOf } from '../../lambda/shared/verdict/verdict-context';
import { judge } from '../../lib/core';
import { testSettings } from '../test-settings';
import type { Payload1Event } from './payload-1';

/**
 * The event as it arrives behind the authorizer of `CorsAllowlist`: its context holds the verdict, by the test's allowlist.
 * For handlers with `verdictFrom: 'authorizer'`.
 *
 * @throws Error where the authorizer refuses, because the handler would not be called, and without `setTestAllowlist`
 */
export async function withAuthorizerVerdict<TEvent extends Payload1Event>(event: TEvent): Promise<TEvent> {
  const settings = testSettings();
  if (settings === undefined)
    throw new Error('there is no test allowlist (fix: call setTestAllowlist first)');
  const policy = readPolicy(settings.environment);
  const call = readApiCall(event, policy, Date.now());
  const judged = judge(policy, call.cors);
  const verdict =
    'question' in judged
      ? judged.resolve(await settings.allowlist.find(judged.question, call.cors.now))
      : judged;
  if (verdict.outcome === 'refuse') {
    throw new Error(
      `the authorizer refuses this request (${verdict.reason}): the handler would not be called`,
    );
  }
  const authorizer = { ...contextOf(call, verdict), principalId: 'cors', integrationLatency: 12 };
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}
