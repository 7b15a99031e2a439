import { ADMIN_BASE_PATH } from '../../../lib/contract';
import { readEventParts, type EventParts } from '../../shared/event-parts';
import type { CallerContext } from '../identity/caller';

/** A request to the admin API, read from the event of a proxy integration. */
export interface AdminCall extends Pick<EventParts, 'method' | 'headers' | 'query' | 'body' | 'requestId'> {
  /** Path below `/cors/v1`, as received; undefined for one that is not below it. */
  readonly route: string | undefined;
  /** What stands before `/cors/v1` in the client's URL: the stage, or a custom domain's base path. */
  readonly publicPrefix: string;
  readonly callerContext: CallerContext;
}

/**
 * Reads an event.
 *
 * @throws MalformedEventError when the event is no request of API Gateway
 */
export function readAdminCall(event: unknown): AdminCall {
  const parts = readEventParts(event);
  const { method, headers, query, body, requestId } = parts;
  const start = parts.path.indexOf(`${ADMIN_BASE_PATH}/`);
  const route = start < 0 ? undefined : parts.path.slice(start + ADMIN_BASE_PATH.length);
  const full = parts.fullPath ?? parts.path;
  const prefixEnd = full.indexOf(`${ADMIN_BASE_PATH}/`);
  const publicPrefix = prefixEnd < 0 ? '' : full.slice(0, prefixEnd);
  return { method, headers, query, body, requestId, route, publicPrefix, callerContext: contextOf(event) };
}

function contextOf(event: unknown): CallerContext {
  const context = mapAt(event, 'requestContext');
  return { identity: mapAt(context, 'identity'), claims: mapAt(mapAt(context, 'authorizer'), 'claims') };
}

function mapAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return {};
  const found: unknown = (value as Record<string, unknown>)[name];
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}
