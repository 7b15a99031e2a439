import { headerValue } from '../../http/headers';
import type { RoutedCall } from '../call/api-call';
import type { Journal } from '../call/journal';
import { faulted, type Outcome } from '../call/outcome';
import type { MethodDefinition } from '../definition/method-definition';
import { checkRequest } from './request-check';
import type { UsageMeter } from './usage-meter';

/** The call with its API key, and the outcome where the request ends here. */
export interface Admitted {
  readonly call: RoutedCall;
  readonly outcome: Outcome | undefined;
}

/** Checks what follows the authorizer, in API Gateway's order: the key, its throttle, its quota, and the request itself. */
export function admit(
  call: RoutedCall,
  method: MethodDefinition,
  meter: UsageMeter,
  journal: Journal,
): Admitted {
  const keyed = method.apiKeyRequired ? withKey(call, meter, journal) : { call, outcome: undefined };
  if (keyed.outcome !== undefined || method.check === undefined) return keyed;
  return { call: keyed.call, outcome: checkRequest(keyed.call, method.check, journal) };
}

function withKey(call: RoutedCall, meter: UsageMeter, journal: Journal): Admitted {
  const { api } = call;
  const value =
    api.apiKeySource === 'AUTHORIZER' ? call.usageKey : headerValue(call.request.headers, 'X-Api-Key');
  const found = api.usagePlans
    .flatMap((plan) => plan.keys.map((key) => ({ plan, key })))
    .find(({ key }) => key.value === value);
  if (value === undefined || found === undefined) {
    const source = api.apiKeySource === 'AUTHORIZER' ? 'usageIdentifierKey of the authorizer' : 'x-api-key';
    journal.detail = `${value === undefined ? 'no' : 'an unknown'} API key in ${source}`;
    return { call, outcome: faulted('INVALID_API_KEY', 'Forbidden') };
  }
  const { plan, key } = found;
  const identity = { ...(call.context['identity'] as object), apiKey: key.value, apiKeyId: key.id };
  const keyed = { ...call, context: { ...call.context, identity } };
  const excess = meter.excess(plan, key.id, `${call.route.resource.path}/${call.method}`);
  switch (excess) {
    case undefined:
      return { call: keyed, outcome: undefined };
    case 'THROTTLED':
      return { call: keyed, outcome: faulted(excess, 'Too Many Requests') };
    case 'QUOTA_EXCEEDED':
      return { call: keyed, outcome: faulted(excess, 'Limit Exceeded') };
  }
}
