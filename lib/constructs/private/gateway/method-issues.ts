import { isToken } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';
import type { GatewayPlan } from './gateway-plan';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings-console.html */
const METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * Methods that API Gateway does not have. It answers such a request by itself, without CORS headers, so that a page which the
 * preflight lets send it could not read the answer.
 */
export function methodIssues({ allowlist: { policy } }: GatewayPlan): readonly SynthIssue[] {
  return policy.rules.flatMap(({ methods }, index) =>
    methods
      // Other checks refuse what is not a method at all.
      .filter((method) => isToken(method) && method !== '*' && !METHODS.has(method))
      .map((value) => ({
        prop: `${policy.propOf(index)}.methods`,
        value,
        rule: `must be one of ${[...METHODS].filter((one) => one !== 'OPTIONS').join(', ')}, the methods of API Gateway`,
        fix: 'leave it out; a page cannot send it through API Gateway',
      })),
  );
}
