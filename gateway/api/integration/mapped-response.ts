import { headerValue, sameName } from '../../http/headers';
import { areSendable, type HttpResponse } from '../../http/response';
import { requestValues, type RoutedCall } from '../call/api-call';
import { faulted, type Outcome } from '../call/outcome';
import type { IntegrationMapping, IntegrationResponse } from '../definition/integration-mapping';
import { fillIntegrationTemplate } from '../mapping/integration-template';
import { mappedHeaders } from '../mapping/mapped-headers';
import { mediaTypeOf } from '../mapping/media-type';

/** The answer of a backend to an integration that is not a proxy. */
export interface BackendAnswer {
  /** The text that selection patterns are matched with: a status, or the error of a function; empty without an error. */
  readonly selector: string;
  readonly headers: HttpResponse['headers'];
  readonly body: Buffer;
}

/**
 * The body that an integration sends to its backend, or the outcome where it takes no such body.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function mappedRequest(
  call: RoutedCall,
  { templates, passthrough }: IntegrationMapping,
): { readonly body: Buffer } | { readonly outcome: Outcome } {
  const body = call.request.body.toString('utf8');
  const template = templates.get(mediaTypeOf(headerValue(call.request.headers, 'Content-Type')));
  if (template !== undefined) {
    const input = { ...requestValues(call), requestBody: body, body };
    return { body: Buffer.from(fillIntegrationTemplate(template, input).text) };
  }
  const passes =
    passthrough === 'WHEN_NO_MATCH' || (passthrough === 'WHEN_NO_TEMPLATES' && templates.size === 0);
  return passes
    ? { body: call.request.body }
    : { outcome: faulted('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type') };
}

/** The response that the mapping makes of a backend's answer, or `undefined` when none of its responses is for it. */
export function mappedResponse(
  call: RoutedCall,
  mapping: IntegrationMapping,
  answer: BackendAnswer,
): HttpResponse | undefined {
  const response = chosen(mapping.responses, answer.selector);
  if (response === undefined) return undefined;
  const body = answer.body.toString('utf8');
  const values = { ...requestValues(call), backend: { headers: answer.headers, body } };
  const mapped = mappedHeaders(response.headers, values);
  const accepted = mediaTypeOf(headerValue(call.request.headers, 'Accept')?.split(',')[0]);
  const template = response.templates.get(accepted) ?? [...response.templates.values()][0];
  const filled = template === undefined ? undefined : fillIntegrationTemplate(template, { ...values, body });
  const overridden = filled?.headers ?? [];
  const own = mapped.filter(([name]) => !overridden.some(([other]) => sameName(other, name)));
  const headers = [...own, ...overridden.filter((header) => areSendable([header]))];
  const type = headers.some(([name]) => sameName(name, 'Content-Type'))
    ? []
    : ([['Content-Type', 'application/json']] as const);
  const status = filled?.status ?? response.statusCode;
  return {
    status: Number.isInteger(status) && status >= 200 && status <= 599 ? status : response.statusCode,
    headers: [...type, ...headers],
    body: filled === undefined ? answer.body : Buffer.from(filled.text),
  };
}

function chosen(
  responses: readonly IntegrationResponse[],
  selector: string,
): IntegrationResponse | undefined {
  const matching = responses.find(({ pattern }) => selector !== '' && pattern?.test(selector) === true);
  const defaults = responses.filter(({ pattern }) => pattern === undefined);
  // Several defaults: hand-written templates name a response for each status and leave the pattern out.
  if (defaults.length === 1) return matching ?? defaults[0];
  return matching ?? defaults.find(({ statusCode }) => String(statusCode) === (selector || '200'));
}
