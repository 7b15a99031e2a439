import type { Functions } from '../../functions/functions';
import { responseHeaders } from '../../http/header-rules';
import type { RoutedCall } from '../call/api-call';
import type { Journal } from '../call/journal';
import { answered, faulted, type Outcome } from '../call/outcome';
import { withinTime } from '../call/time-limit';
import type { IntegrationMapping } from '../definition/integration-mapping';
import type { HttpBackend, MethodDefinition } from '../definition/method-definition';
import { askFunction, askFunctionProxy } from './function-integration';
import { askBackend, type HttpAnswer } from './http-backend';
import { mappedRequest, mappedResponse, type BackendAnswer } from './mapped-response';
import { mockAnswer } from './mock-integration';
import { withoutAuthorization } from './proxy-event';

const SERVER_ERROR = 'Internal server error';

/** A body for a mapping, or the outcome where the backend gave no answer. */
type Asked = { readonly answer: BackendAnswer } | { readonly outcome: Outcome };

/** Lets a method's integration answer. */
export async function integrate(
  given: RoutedCall,
  method: MethodDefinition,
  functions: Functions,
  journal: Journal,
): Promise<Outcome> {
  const { integration, logicalId } = method;
  const call = method.authorization.type === 'AWS_IAM' ? withoutAuthorization(given) : given;
  switch (integration.type) {
    case 'AWS_PROXY':
      return askFunctionProxy(call, integration, functions, journal);
    case 'HTTP_PROXY': {
      if (integration.backend.isPrivate)
        return answered({ status: 200, headers: [], ...vpcEcho(call, logicalId, journal) });
      const { headers, request } = call;
      const asked = await askHttp(call, integration, journal, headers, request.query, request.body);
      if ('outcome' in asked) return asked.outcome;
      const { status, headers: received, body } = asked.answer;
      return answered({ status, headers: responseHeaders(received), body });
    }
    case 'MOCK':
      return mapped(call, integration.mapping, journal, (body) => {
        const answer = mockAnswer(body);
        return answer === undefined ? { outcome: noResponse(journal) } : { answer };
      });
    case 'HTTP':
      return mapped(call, integration.mapping, journal, async (body) => {
        if (integration.backend.isPrivate) {
          return { answer: { selector: '200', headers: [], ...vpcEcho(call, logicalId, journal) } };
        }
        const type = [['Content-Type', 'application/json']] as const;
        const asked = await askHttp(call, integration, journal, type, '', body);
        return 'outcome' in asked
          ? asked
          : { answer: { ...asked.answer, selector: String(asked.answer.status) } };
      });
    case 'FUNCTION':
      return mapped(call, integration.mapping, journal, (body) =>
        askFunction(body, integration, functions, journal),
      );
    case 'SERVICE':
      return mapped(call, integration.mapping, journal, () => {
        journal.notes.push(`${logicalId}: ${integration.uri} does not run here; an echo answers with 200`);
        return { answer: { selector: '200', headers: [], body: echoOf(call) } };
      });
  }
}

/** An integration that is not a proxy: its templates before the backend, and its responses after it. */
async function mapped(
  call: RoutedCall,
  mapping: IntegrationMapping,
  journal: Journal,
  ask: (body: Buffer) => Asked | Promise<Asked>,
): Promise<Outcome> {
  const request = mappedRequest(call, mapping);
  if ('outcome' in request) return request.outcome;
  const asked = await ask(request.body);
  if ('outcome' in asked) return asked.outcome;
  const response = mappedResponse(call, mapping, asked.answer);
  return response === undefined ? noResponse(journal) : answered(response);
}

function noResponse(journal: Journal): Outcome {
  journal.detail = 'no integration response fits the answer of the backend';
  return faulted('API_CONFIGURATION_ERROR', SERVER_ERROR);
}

async function askHttp(
  call: RoutedCall,
  { backend, timeoutMs }: { readonly backend: HttpBackend; readonly timeoutMs: number },
  journal: Journal,
  headers: RoutedCall['headers'],
  query: string,
  body: Buffer,
): Promise<{ readonly answer: HttpAnswer } | { readonly outcome: Outcome }> {
  const started = performance.now();
  try {
    const answer = await withinTime(askBackend(call, backend, headers, query, body, timeoutMs), timeoutMs);
    journal.integrationLatencyMs = Math.round(performance.now() - started);
    if (answer !== undefined) return { answer };
    journal.detail = `${backend.uri} did not answer within ${timeoutMs} ms`;
    return { outcome: faulted('INTEGRATION_TIMEOUT', 'Endpoint request timed out') };
  } catch (error) {
    journal.detail = `${backend.uri} cannot be asked: ${error instanceof Error ? error.message : String(error)}`;
    return { outcome: faulted('INTEGRATION_FAILURE', 'Network error communicating with endpoint') };
  }
}

function vpcEcho(call: RoutedCall, logicalId: string, journal: Journal): { readonly body: Buffer } {
  journal.notes.push(`${logicalId}: its VPC link leads nowhere from here; an echo answers with 200`);
  return { body: echoOf(call) };
}

function echoOf({ method, request }: RoutedCall): Buffer {
  return Buffer.from(JSON.stringify({ method, path: request.path, echo: true }));
}
