import type { CorsRequest, HeaderList, Policy } from '../../../lib/core';
import { corsHeaders, isCorsHeader } from './cors-headers';
import { readEventParts, type EventParts } from './event-parts';
import type { EventBody } from './event-body';
import type { PairList } from './query-pairs';

/** One request to an API, read from the event of an authorizer or of a proxy integration. */
export interface ApiCall {
  /** As received; methods are case-sensitive. */
  readonly method: string;
  /** The judged path: without stage, base path and path prefix, percent-encoding as received. */
  readonly path: string;
  /** The part of the client's URL before the judged path (`/prod`, `/v1/partners`), without a trailing slash. */
  readonly publicPrefix: string;
  /** Names as received, repeats kept. */
  readonly headers: HeaderList;
  /** Decoded; the order of one name's values is kept, the order across names is not known in payload 1.0. */
  readonly query: PairList;
  /** See `bodyBytes`; undefined if there is none. */
  readonly body: EventBody | undefined;
  /** `requestContext.domainName`: the host that was asked. */
  readonly domainName: string | undefined;
  /** The extended request id if there is one, because clients can set the other. */
  readonly requestId: string;
  /** Undefined if the event has none (HTTP APIs, Function URLs). */
  readonly extendedRequestId: string | undefined;
  /** Address of the connection; never taken from `X-Forwarded-For`. */
  readonly sourceIp: string | undefined;
  /** Path of the resource by which a REST API found the backend; undefined for other APIs. */
  readonly resource: string | undefined;
  /** The part of the request that the decision reads. */
  readonly cors: CorsRequest;
}

/**
 * Reads an event: REST APIs (payload 1.0; authorizer and proxy alike), HTTP APIs and Function URLs (payload 2.0).
 *
 * @param now milliseconds since 1970
 * @throws MalformedEventError if the event is not a request of API Gateway
 */
export function readApiCall(event: unknown, policy: Policy, now: number): ApiCall {
  const parts = readEventParts(event);
  const { hostKind, ownOrigins, path, misspeltPrefix, mayHaveBasePath } = policy.hosts.locate(parts);
  const headers = corsHeaders(parts.headers.some(isCorsHeader));
  const { origins, secFetchMode, secFetchSite, secFetchDest, requestedMethod, requestedHeaders } = headers;
  return new EventCall(parts, {
    method: parts.method,
    hostKind,
    ownOrigins,
    path,
    misspeltPrefix,
    mayHaveBasePath,
    origins,
    secFetchMode,
    secFetchSite,
    secFetchDest,
    requestedMethod,
    requestedHeaders,
    now,
  });
}

/** A call whose parts that no verdict needs are made when they are asked for. */
class EventCall implements ApiCall {
  readonly method: string;
  readonly path: string;
  readonly query: PairList;
  readonly body: EventBody | undefined;
  readonly domainName: string | undefined;
  readonly requestId: string;
  readonly extendedRequestId: string | undefined;
  readonly sourceIp: string | undefined;
  readonly resource: EventParts['resource'];

  constructor(
    private readonly parts: EventParts,
    readonly cors: CorsRequest,
  ) {
    this.method = parts.method;
    this.path = cors.path;
    this.query = parts.query;
    this.body = parts.body;
    this.domainName = parts.domainName;
    this.requestId = parts.requestId;
    this.extendedRequestId = parts.extendedRequestId;
    this.sourceIp = parts.sourceIp;
    this.resource = parts.resource;
  }

  get headers(): HeaderList {
    return this.parts.headers.list;
  }

  get publicPrefix(): string {
    return prefixBefore(this.path, this.parts);
  }
}

/** The stage, and the base path or path prefix that `path` has and the judged path does not have. */
function prefixBefore(judged: string, parts: EventParts): string {
  const { path } = parts;
  const base = path.endsWith(judged) ? path.slice(0, path.length - judged.length) : path;
  return `${stageBefore(parts)}${base}`;
}

/** The stage, if the client's URL has it: on the API's own host, not on a custom domain. */
function stageBefore({ fullPath, path, stage }: EventParts): string {
  if (fullPath?.endsWith(path) === true) return fullPath.slice(0, fullPath.length - path.length);
  // Without a full path there is no custom domain. A full path that is spelt in another way still begins with the stage.
  const first = `/${stage ?? ''}`;
  const begins = fullPath === undefined || fullPath === first || fullPath.startsWith(`${first}/`);
  return stage !== undefined && begins ? first : '';
}
