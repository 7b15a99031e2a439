import { lastValues, multiValueHeaders, type HeaderList } from '../../http/headers';
import { requestHeaders } from '../../http/header-rules';
import { traceId } from '../../http/identifiers';
import { queryParameters } from '../../http/query';
import type { HttpRequest } from '../../http/request';
import type { RequestContext } from './request-context';
import type { ApiResource, RestApi } from '../definition/rest-api';
import type { RouteMatch } from '../definition/routes';
import type { RequestValues } from '../mapping/value-source';

/** A request on its way through an API. Each step makes a new one that knows more. */
export interface ApiCall {
  readonly api: RestApi;
  readonly request: HttpRequest;
  /** The verb that counts: a client may override the one of the request line. */
  readonly method: string;
  /** As functions see them. */
  readonly headers: HeaderList;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly context: RequestContext;
}

/** A call that found its resource. */
export interface RoutedCall extends ApiCall {
  readonly route: RouteMatch<ApiResource>;
  /** The key that an authorizer named, where the API takes keys from it. */
  readonly usageKey?: string;
}

export function apiCall(
  api: RestApi,
  request: HttpRequest,
  method: string,
  context: RequestContext,
): ApiCall {
  return {
    api,
    request,
    method,
    context,
    headers: requestHeaders(forwardedHeaders(request)),
    query: queryParameters(request.query),
  };
}

/** The call as templates, mappings and identity sources see it. */
export function requestValues(call: ApiCall | RoutedCall, more: RequestContext = {}): RequestValues {
  return {
    context: { ...call.context, ...more },
    stageVariables: call.api.stage.variables,
    headers: call.request.headers,
    query: call.query,
    pathParameters: 'route' in call ? call.route.pathParameters : {},
  };
}

/** The members that authorizer and proxy events share; how they write an empty map differs. */
export function eventParts(call: RoutedCall): {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
} {
  const headers = multiValueHeaders(call.headers);
  return {
    resource: call.route.resource.path,
    path: call.request.path,
    httpMethod: call.method,
    headers: lastValues(headers),
    multiValueHeaders: headers,
  };
}

/** The client's headers with those that a Regional endpoint sets: it adds to the list of addresses, and replaces the rest. */
function forwardedHeaders({ headers, sourceIp, localPort }: HttpRequest): HeaderList {
  const lower = headers.map(([name]) => name.toLowerCase());
  const addresses = headers
    .filter((_header, index) => lower[index] === 'x-forwarded-for')
    .map(([, value]) => value);
  return [
    ...headers.filter((_header, index) => !FORWARDED_HEADERS.has(lower[index] ?? '')),
    ...(lower.includes('x-amzn-trace-id') ? [] : ([['X-Amzn-Trace-Id', traceId()]] as const)),
    ['X-Forwarded-For', [...addresses, sourceIp].join(', ')],
    ['X-Forwarded-Port', String(localPort)],
    ['X-Forwarded-Proto', 'http'],
  ];
}

const FORWARDED_HEADERS = new Set(['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
