import type { Functions } from '../../functions/functions';
import { REQUEST_PAYLOAD_LIMIT, type Invocation } from '../../functions/invocation';
import { headerValue } from '../../http/headers';
import { jsonResponse } from '../../http/response';
import type { RoutedCall } from '../call/api-call';
import type { Journal } from '../call/journal';
import { matchesMediaType } from './media-types';
import type { MethodDefinition } from '../definition/method-definition';
import { mockResponse } from './mock-integration';
import { answered, faulted, type Outcome } from '../call/outcome';
import { proxyEvent, withoutAuthorization } from './proxy-event';
import { proxyResponse } from './proxy-result';
import { withinTime } from '../call/time-limit';

const SERVER_ERROR = 'Internal server error';

/** Lets a method's integration answer. */
export async function integrate(
  call: RoutedCall,
  method: MethodDefinition,
  functions: Functions,
  journal: Journal,
): Promise<Outcome> {
  const { integration } = method;
  if (integration.type === 'MOCK') {
    const response = mockResponse(call, integration.mock);
    return response === undefined ? faulted('API_CONFIGURATION_ERROR', SERVER_ERROR) : answered(response);
  }
  const event = proxyEvent(method.authorization.type === 'AWS_IAM' ? withoutAuthorization(call) : call);
  const started = performance.now();
  const report = await withinTime(functions.invoke(integration.functionArn, event), integration.timeoutMs);
  journal.integrationLatencyMs = Math.round(performance.now() - started);
  if (report === undefined) {
    journal.detail = `the function did not answer within ${integration.timeoutMs} ms`;
    return faulted('INTEGRATION_TIMEOUT', 'Endpoint request timed out');
  }
  journal.lines.push(...report.lines);
  return invocationOutcome(report.invocation, call, journal);
}

/**
 * Lambda's refusals are 500, function errors and unusable results 502.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
 */
function invocationOutcome(invocation: Invocation, call: RoutedCall, journal: Journal): Outcome {
  switch (invocation.kind) {
    case 'rejected':
      if (invocation.reason === 'request_too_large') return tooLarge(journal);
      journal.detail = `the function was not started: ${invocation.reason}`;
      return faulted('INTEGRATION_FAILURE', SERVER_ERROR, 500);
    case 'failed':
      journal.detail = `the function failed: ${invocation.errorType}: ${invocation.errorMessage}`;
      return faulted('INTEGRATION_FAILURE', SERVER_ERROR, 502);
    case 'returned': {
      const decodesBase64 = matchesMediaType(
        call.api.binaryMediaTypes,
        headerValue(call.request.headers, 'Accept'),
      );
      const response = proxyResponse(invocation.json, decodesBase64);
      if (!('malformed' in response)) return answered(response);
      journal.detail = `malformed Lambda proxy response: ${response.malformed}`;
      return faulted('API_CONFIGURATION_ERROR', SERVER_ERROR, 502);
    }
  }
}

/** A fixed answer, like the one for a body over API Gateway's own limit. No gateway response shapes it. */
function tooLarge(journal: Journal): Outcome {
  journal.reason = 'request_too_large';
  journal.detail =
    `the event is over the ${REQUEST_PAYLOAD_LIMIT} bytes that Lambda takes; ` +
    'where every body is base64, that is a body of about 4.7 MB';
  return answered(jsonResponse(413, { message: 'Request Too Long' }));
}
