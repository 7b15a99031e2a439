import { isExecuteApiHost, type HeaderList } from '../../../lib/core';
import type { EventBody } from './event-body';
import { EventHeaders } from './event-headers';
import { queryPairs, type PairList } from './query-pairs';

/** The request in an event, whichever payload format it has. */
export interface EventParts {
  readonly method: string;
  /** Without the stage, with a custom domain's base path. */
  readonly path: string;
  /** As the client sent it, with stage or base path; undefined if the event does not have it. */
  readonly fullPath: string | undefined;
  readonly headers: EventHeaders;
  /** Decoded. */
  readonly query: PairList;
  readonly body: EventBody | undefined;
  readonly domainName: string | undefined;
  readonly apiId: string | undefined;
  readonly stage: string | undefined;
  /** The extended one if there is one, because clients can set the other. */
  readonly requestId: string;
  /** Undefined if the event has none (HTTP APIs, Function URLs). */
  readonly extendedRequestId: string | undefined;
  readonly sourceIp: string | undefined;
  /** Path of the resource by which a REST API found the backend (`/orders/{id}`); undefined for other APIs. */
  readonly resource: string | undefined;
}

/** An event that is not a request of API Gateway. It is not judged. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

/** By its name, because the file `responder.js` of a bundle has a class of its own. */
export function isMalformedEvent(error: unknown): boolean {
  return error instanceof Error && error.name === 'MalformedEventError';
}

/** The parts of a proxy or authorizer event of a REST API (payload 1.0), or of an HTTP API or Function URL (2.0). */
export function readEventParts(event: unknown): EventParts {
  const source = mapAt(event, 'event');
  return source['version'] === '2.0' ? readPayload2(source) : readPayload1(source);
}

type Source = Readonly<Record<string, unknown>>;

/**
 * HTTP APIs can send this format too. They say its version, their paths begin with a named stage, and their `resource` is a route of
 * theirs (`$default`), which says nothing of the resources of a REST API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
function readPayload1(event: Source): EventParts {
  const context = mapAt(event['requestContext'], 'requestContext');
  const place = placeOf(context);
  const { domainName, apiId, stage, requestId, extendedRequestId } = place;
  const path = requiredText(event['path'], 'path');
  const isHttpApi = event['version'] === '1.0';
  return {
    headers: new EventHeaders((isWanted) => pairsOf(event, HEADER_MAPS, isWanted)),
    method: requiredText(event['httpMethod'], 'httpMethod'),
    path: isHttpApi ? withoutStage(path, place) : path,
    fullPath: textAt(context['path'], 'requestContext.path'),
    query: pairsOf(event, QUERY_MAPS),
    body: bodyOf(event),
    sourceIp: textAt(mapAt(context['identity'], 'identity')['sourceIp'], 'sourceIp'),
    resource: isHttpApi ? undefined : resourceOf(event, context),
    domainName,
    apiId,
    stage,
    requestId,
    extendedRequestId,
  };
}

function resourceOf(event: Source, context: Source): string | undefined {
  return textAt(event['resource'], 'resource') ?? textAt(context['resourcePath'], 'resourcePath');
}

/**
 * HTTP APIs decode `rawPath` (Function URLs do not). So an escape that REST APIs keep, and that the decision refuses as
 * ambiguous, is judged here as the character that it encodes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
function readPayload2(event: Source): EventParts {
  const context = mapAt(event['requestContext'], 'requestContext');
  const http = mapAt(context['http'], 'requestContext.http');
  const place = placeOf(context);
  const rawPath = requiredText(event['rawPath'], 'rawPath');
  const cookies = listAt(event['cookies'], 'cookies');
  const single = Object.entries(mapAt(event['headers'], 'headers')).flatMap(([name, value]) =>
    valuesAt(value, name).map((one) => [name, one] as const),
  );
  // Payload 2.0 has the cookies beside the headers.
  const headers: HeaderList = cookies.length === 0 ? single : [...single, ['cookie', cookies.join('; ')]];
  return {
    method: requiredText(http['method'], 'requestContext.http.method'),
    path: withoutStage(rawPath, place),
    fullPath: rawPath,
    headers: new EventHeaders(() => headers),
    query: queryPairs(textAt(event['rawQueryString'], 'rawQueryString') ?? ''),
    body: bodyOf(event),
    sourceIp: textAt(http['sourceIp'], 'sourceIp'),
    resource: undefined,
    ...place,
  };
}

/** On the API's own host the path of an HTTP API begins with a named stage. On a custom domain it begins with the base path instead. */
function withoutStage(path: string, { stage, domainName, apiId }: Place): string {
  const prefix = `/${stage ?? ''}`;
  const own = domainName === undefined || (apiId !== undefined && isExecuteApiHost(apiId, domainName));
  if (!own || stage === undefined || stage === '$default') return path;
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

type Place = Pick<EventParts, 'domainName' | 'apiId' | 'stage' | 'requestId' | 'extendedRequestId'>;

function placeOf(context: Source): Place {
  const extendedRequestId = textAt(context['extendedRequestId'], 'requestContext.extendedRequestId');
  const requestId = textAt(context['requestId'], 'requestContext.requestId');
  return {
    domainName: textAt(context['domainName'], 'domainName'),
    apiId: textAt(context['apiId'], 'apiId'),
    stage: textAt(context['stage'], 'stage'),
    requestId: extendedRequestId ?? requestId ?? '',
    extendedRequestId,
  };
}

/** Names of a multi-value map and of a single-value map of the same things, and what makes two names one. */
interface MapPair {
  readonly multiple: string;
  readonly single: string;
  readonly fold: (name: string) => string;
}

const HEADER_MAPS: MapPair = {
  multiple: 'multiValueHeaders',
  single: 'headers',
  fold: (name) => name.toLowerCase(),
};
const QUERY_MAPS: MapPair = {
  multiple: 'multiValueQueryStringParameters',
  single: 'queryStringParameters',
  fold: (name) => name,
};

const ALL = (): boolean => true;

/** The pairs of the multi-value map, and of the single-value map the names that the other does not have, in any case. */
function pairsOf(
  event: Source,
  { multiple, single, fold }: MapPair,
  isWanted: (name: string) => boolean = ALL,
): PairList {
  const pairs: (readonly [string, string])[] = [];
  const many = mapAt(event[multiple], multiple);
  const names = Object.keys(many);
  for (const name of names) if (isWanted(name)) addValues(pairs, name, many[name]);
  const one = mapAt(event[single], single);
  let folded: Set<string> | undefined;
  for (const name of Object.keys(one)) {
    // API Gateway gives a name in both maps the same case, so that most names need not be folded.
    if (!isWanted(name) || Object.hasOwn(many, name)) continue;
    folded ??= new Set(names.map(fold));
    if (!folded.has(fold(name))) addValues(pairs, name, one[name]);
  }
  return pairs;
}

function addValues(pairs: (readonly [string, string])[], name: string, values: unknown): void {
  const one: unknown = Array.isArray(values) && values.length === 1 ? values[0] : values;
  // Nearly every name has one value, for which no list is made.
  if (typeof one === 'string') pairs.push([name, one]);
  else for (const value of valuesAt(values, name)) pairs.push([name, value]);
}

function bodyOf(event: Source): EventBody | undefined {
  const data = textAt(event['body'], 'body');
  return data === undefined ? undefined : { data, base64: event['isBase64Encoded'] === true };
}

/** A map; a missing one is empty, as in test invocations. */
function mapAt(value: unknown, name: string): Source {
  if (value === undefined || value === null) {
    if (name === 'event') throw new MalformedEventError('there is no event');
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value))
    throw new MalformedEventError(`${name} is not a map`);
  return value as Source;
}

function listAt(value: unknown, name: string): readonly string[] {
  return value === undefined || value === null ? [] : valuesAt(value, name);
}

/** The values of one name; a null is a name without a value. */
function valuesAt(value: unknown, name: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => textAt(one, name) ?? '');
}

function textAt(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new MalformedEventError(`${name} is not text`);
  return value;
}

function requiredText(value: unknown, name: string): string {
  const found = textAt(value, name);
  if (found === undefined || found === '') throw new MalformedEventError(`${name} is missing`);
  return found;
}
