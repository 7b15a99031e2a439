import { headerValue, joinedValues, type HeaderList } from '../../http/headers';
import { isJsonObject } from '../../json';
import { jsonAt } from './json-path';

/** Everything about one request that mappings, templates and identity sources may name. */
export interface RequestValues {
  /** The `$context` tree. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly headers: HeaderList;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The body of the request, for mappings of a part of it. */
  readonly requestBody?: string;
  /** The answer of the backend, once there is one. */
  readonly backend?: { readonly headers: HeaderList; readonly body: string };
}

/** Where a mapped value comes from. Gives `undefined` when the request has no such value. */
export type ValueSource = (values: RequestValues) => string | undefined;

/**
 * The source that a mapping expression names, or `undefined` for one that is not known:
 * `'literal'`, `context.NAME`, `stageVariables.NAME`, `method.request.(header|querystring|path|body).NAME`,
 * `integration.response.(header|body).NAME`. Names of request headers are looked up as written: API Gateway processes them
 * case-sensitively.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function valueSource(expression: string): ValueSource | undefined {
  if (expression.length >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
    const literal = expression.slice(1, -1);
    return () => literal;
  }
  const [prefix, source] = Object.entries(sources).find(([start]) => expression.startsWith(start)) ?? [];
  return prefix === undefined ? undefined : source?.(expression.slice(prefix.length));
}

const sources: Readonly<Record<string, (name: string) => ValueSource>> = {
  'context.': (name) => (values) => contextValue(values.context, name),
  'stageVariables.': (name) => (values) => own(values.stageVariables, name),
  'method.request.header.': (name) => (values) => exactHeader(values.headers, name),
  'method.request.querystring.': (name) => (values) => own(values.query, name)?.at(-1),
  'method.request.path.': (name) => (values) => own(values.pathParameters, name),
  'method.request.multivalueheader.': (name) => (values) =>
    joinedValues(
      values.headers.filter(([candidate]) => candidate === name),
      name,
    ),
  'method.request.multivaluequerystring.': (name) => (values) => own(values.query, name)?.join(','),
  'method.request.body': (path) => (values) => bodyPart(values.requestBody ?? '', path),
  'integration.response.header.': (name) => (values) => headerValue(values.backend?.headers ?? [], name),
  'integration.response.multivalueheader.': (name) => (values) =>
    joinedValues(values.backend?.headers ?? [], name),
  'integration.response.body': (path) => (values) => bodyPart(values.backend?.body ?? '', path),
};

/** A value of the `$context` tree as a text: `identity.sourceIp`. Objects and `null` have none. */
function contextValue(context: RequestValues['context'], name: string): string | undefined {
  let value: unknown = context;
  for (const part of name.split('.')) value = isJsonObject(value) ? own(value, part) : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The whole body, or the text at a path of it. */
function bodyPart(body: string, path: string): string | undefined {
  if (path === '') return body;
  const value = jsonAt(body, path);
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * A name in lower case finds a header in any case: browsers talk HTTP/2 to API Gateway, which has lower case alone, and HTTP/1.1 to
 * this gateway.
 */
function exactHeader(headers: HeaderList, name: string): string | undefined {
  return headerValue(
    headers.filter(([candidate]) => candidate === name || candidate.toLowerCase() === name),
    name,
  );
}

function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
