import { ADMIN_BASE_PATH } from '../../../lib/contract';
import { valuesOf, type HeaderList } from '../../../lib/core';
import { readEventParts, type EventParts } from '../../shared/event/event-parts';
import type { CallerContext } from '../identity/caller';

/** Segments without an empty one: with it, the path that clients are sent on to would name a host. */
const BASE_PATH = /^(?:\/[^/]+)+$/;

/** A request to the admin API, read from the event of a proxy integration. */
export interface AdminCall extends Pick<EventParts, 'method' | 'query' | 'body' | 'requestId'> {
  readonly headers: HeaderList;
  /** Path below `/cors/v1`, as received; undefined for one that is not below it. */
  readonly route: string | undefined;
  /** The part of the client's URL before `/cors/v1`: the stage, or a custom domain's base path. */
  readonly publicPrefix: string;
  readonly callerContext: CallerContext;
}

/**
 * Reads an event.
 *
 * @throws MalformedEventError when the event is not a request of API Gateway
 */
export function readAdminCall(event: unknown): AdminCall {
  const parts = readEventParts(event);
  const { method, query, body, requestId } = parts;
  const headers = parts.headers.list;
  const route = routeOf(parts.path, resourceOf(event));
  const full = parts.fullPath ?? parts.path;
  const prefixEnd = full.indexOf(`${ADMIN_BASE_PATH}/`);
  const publicPrefix = prefixEnd < 0 ? '' : full.slice(0, prefixEnd);
  return {
    method,
    headers,
    query,
    body,
    requestId,
    route,
    publicPrefix,
    callerContext: contextOf(event, headers),
  };
}

/**
 * The path below `/cors/v1`. Only a custom domain's base path may come before it, and then API Gateway has found the
 * resource of a route behind that. Anything else before it leads to the resource of all other paths, for which another
 * right was asked, and so to no route.
 */
function routeOf(path: string, resource: string): string | undefined {
  const start = path.indexOf(`${ADMIN_BASE_PATH}/`);
  if (start < 0) return undefined;
  const before = path.slice(0, start);
  const isBasePath = BASE_PATH.test(before) && resource.startsWith(`${ADMIN_BASE_PATH}/`);
  return before === '' || isBasePath ? path.slice(start + ADMIN_BASE_PATH.length) : undefined;
}

/** The resource that API Gateway found for the request, as the template has its path. */
function resourceOf(event: unknown): string {
  const { resource } = event as { readonly resource?: unknown };
  return typeof resource === 'string' ? resource : '';
}

function contextOf(event: unknown, headers: HeaderList): CallerContext {
  const context = mapAt(event, 'requestContext');
  return {
    identity: mapAt(context, 'identity'),
    claims: mapAt(mapAt(context, 'authorizer'), 'claims'),
    authorization: valuesOf(headers, 'authorization'),
  };
}

function mapAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return {};
  const found: unknown = (value as Record<string, unknown>)[name];
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}
