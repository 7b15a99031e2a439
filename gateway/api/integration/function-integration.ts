import type { Functions } from '../../functions/functions';
import type { InvocationReport } from '../../functions/function-pool';
import { REQUEST_PAYLOAD_LIMIT, type Invocation } from '../../functions/invocation';
import { headerValue } from '../../http/headers';
import { jsonResponse } from '../../http/response';
import { parseJson } from '../../json';
import type { RoutedCall } from '../call/api-call';
import type { Journal } from '../call/journal';
import { answered, faulted, type Outcome } from '../call/outcome';
import { withinTime } from '../call/time-limit';
import type { BackendAnswer } from './mapped-response';
import { matchesMediaType } from './media-types';
import { proxyEvent } from './proxy-event';
import { proxyResponse } from './proxy-result';

const SERVER_ERROR = 'Internal server error';

/** A function and the longest wait for it. */
interface FunctionBackend {
  readonly functionArn: string;
  readonly timeoutMs: number;
}

/** Lets a function answer the request itself (AWS_PROXY). */
export async function askFunctionProxy(
  call: RoutedCall,
  backend: FunctionBackend,
  functions: Functions,
  journal: Journal,
): Promise<Outcome> {
  const invoked = await invoke(proxyEvent(call), backend, functions, journal);
  if ('outcome' in invoked) return invoked.outcome;
  const { invocation } = invoked.report;
  if (invocation.kind !== 'returned') return failure(invocation, journal);
  const accept = headerValue(call.request.headers, 'Accept');
  const response = proxyResponse(invocation.json, matchesMediaType(call.api.binaryMediaTypes, accept));
  if (!('malformed' in response)) return answered(response);
  journal.detail = `malformed Lambda proxy response: ${response.malformed}`;
  return faulted('API_CONFIGURATION_ERROR', SERVER_ERROR, 502);
}

/** Lets a function answer to a mapping (AWS). Its own error is an answer there, which the mapping selects by its message. */
export async function askFunction(
  body: Buffer,
  backend: FunctionBackend,
  functions: Functions,
  journal: Journal,
): Promise<{ readonly answer: BackendAnswer } | { readonly outcome: Outcome }> {
  const invoked = await invoke(parseJson(body.toString('utf8')) ?? {}, backend, functions, journal);
  if ('outcome' in invoked) return invoked;
  const { invocation } = invoked.report;
  switch (invocation.kind) {
    case 'rejected':
      return { outcome: failure(invocation, journal) };
    case 'returned':
      return { answer: { selector: '', headers: [], body: Buffer.from(invocation.json) } };
    case 'failed': {
      const { errorMessage, errorType } = invocation;
      journal.detail = `the function failed: ${errorType}: ${errorMessage}`;
      const described = Buffer.from(JSON.stringify({ errorMessage, errorType }));
      return { answer: { selector: errorMessage, headers: [], body: described } };
    }
  }
}

async function invoke(
  event: unknown,
  { functionArn, timeoutMs }: FunctionBackend,
  functions: Functions,
  journal: Journal,
): Promise<{ readonly report: InvocationReport } | { readonly outcome: Outcome }> {
  const started = performance.now();
  const report = await withinTime(functions.invoke(functionArn, event), timeoutMs);
  journal.integrationLatencyMs = Math.round(performance.now() - started);
  if (report === undefined) {
    journal.detail = `the function did not answer within ${timeoutMs} ms`;
    return { outcome: faulted('INTEGRATION_TIMEOUT', 'Endpoint request timed out') };
  }
  journal.lines.push(...report.lines);
  return { report };
}

/**
 * Lambda's refusals are 500, function errors 502.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
 */
function failure(invocation: Exclude<Invocation, { kind: 'returned' }>, journal: Journal): Outcome {
  if (invocation.kind === 'failed') {
    journal.detail = `the function failed: ${invocation.errorType}: ${invocation.errorMessage}`;
    return faulted('INTEGRATION_FAILURE', SERVER_ERROR, 502);
  }
  if (invocation.reason === 'request_too_large') return tooLarge(journal);
  journal.detail = `the function was not started: ${invocation.reason}`;
  return faulted('INTEGRATION_FAILURE', SERVER_ERROR, 500);
}

/** A fixed answer, like the one for a body over API Gateway's own limit. No gateway response shapes it. */
function tooLarge(journal: Journal): Outcome {
  journal.reason = 'request_too_large';
  journal.detail =
    `the event is over the ${REQUEST_PAYLOAD_LIMIT} bytes that Lambda takes; ` +
    'where every body is base64, that is a body of about 4.7 MB';
  return answered(jsonResponse(413, { message: 'Request Too Long' }));
}
