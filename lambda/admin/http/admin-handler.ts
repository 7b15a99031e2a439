import type { OpenAPIHono } from '@hono/zod-openapi';
import { ADMIN_BASE_PATH, type AdminAuthDocument, type AdminFunction } from '../../../lib/contract';
import { MalformedEventError } from '../../shared/event/event-parts';
import type { ProxyResult } from '../../shared/answer/problem-response';
import { StoreUnavailableError } from '../../store/store-unavailable';
import type { AdminLog } from '../log/admin-log';
import { callerOf } from '../identity/caller-of';
import { AdminProblem } from '../problem/admin-problem';
import { readAdminCall, type AdminCall } from './admin-call';
import type { AdminBindings, AdminEnv } from './admin-env';
import { problemResult, resultOf } from './proxy-result';
import { readRequestBody, type RequestBody } from './request-body';
import { matchRoute, type RouteMatch } from './route-match';

/** The part of Lambda's context that is used. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** The parts of a function of the admin API. */
export interface AdminHandlerParts {
  readonly function: AdminFunction;
  readonly app: OpenAPIHono<AdminEnv>;
  readonly auth: AdminAuthDocument;
  readonly log: AdminLog;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** A handler of Lambda proxy events; it never rejects. */
export type AdminHandler = (event: unknown, context: InvocationContext) => Promise<ProxyResult>;

/**
 * Makes the handler of one function: who asks, which route, may they, is the body sound; then the router, whose schemas
 * judge the rest.
 */
export function createAdminHandler(parts: AdminHandlerParts): AdminHandler {
  return async (event, context) => {
    let call: AdminCall | undefined;
    try {
      call = readAdminCall(event);
      return await answer(call, parts, () => context.getRemainingTimeInMillis());
    } catch (error) {
      const problem = asProblem(error);
      const requestId = call?.requestId ?? '';
      if (problem.status >= 500) parts.log.failure(requestId, error);
      return problemResult(problem, requestId, call?.method);
    }
  };
}

async function answer(
  call: AdminCall,
  { function: name, app, auth, clock }: AdminHandlerParts,
  remainingMillis: () => number,
): Promise<ProxyResult> {
  const caller = callerOf(call.callerContext, auth);
  if (caller === undefined) throw notAuthenticated(auth);
  const match = call.route === undefined ? undefined : matchRoute(name, call.method, call.route);
  if (match === undefined) throw new AdminProblem('not_found');
  if ('allow' in match) throw methodNotAllowed(match.allow);
  const { permissions } = caller;
  if (permissions !== undefined && !match.route.permissions.every((one) => permissions.has(one))) {
    throw new AdminProblem('not_permitted', { detail: `Needed: ${match.route.permissions.join(', ')}.` });
  }
  const body = readRequestBody(call, match.route);
  const bindings: AdminBindings = { call, caller, bodyForm: body?.form, now: clock(), remainingMillis };
  return resultOf(await app.fetch(requestOf(call, match, body), bindings));
}

/** The request in the router's terms, made of nothing but what was checked. */
function requestOf(call: AdminCall, { route, id }: RouteMatch, body: RequestBody | undefined): Request {
  const path = ADMIN_BASE_PATH + route.path.replace('{id}', id ?? '');
  const query = new URLSearchParams(call.query.map(([name, value]): [string, string] => [name, value]));
  const url = `https://admin.invalid${path}?${query.toString()}`;
  if (body === undefined) return new Request(url, { method: route.method });
  const headers = { 'Content-Type': 'application/json' };
  return new Request(url, { method: route.method, headers, body: body.json });
}

/** A 401 names a way to sign in. @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 */
function notAuthenticated(auth: AdminAuthDocument): AdminProblem {
  const scheme = auth.mode === 'iam' ? 'AWS4-HMAC-SHA256' : 'Bearer';
  return new AdminProblem('not_authenticated', { headers: { 'WWW-Authenticate': scheme } });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6 */
function methodNotAllowed(allow: readonly string[]): AdminProblem {
  return new AdminProblem('method_not_allowed', { headers: { Allow: allow.join(', ') } });
}

function asProblem(error: unknown): AdminProblem {
  if (error instanceof AdminProblem) return error;
  if (error instanceof MalformedEventError) return new AdminProblem('bad_event', { detail: error.message });
  if (error instanceof StoreUnavailableError) {
    return new AdminProblem('store_unavailable', { headers: { 'Retry-After': '1' } }, { cause: error });
  }
  return new AdminProblem('internal_error', {}, { cause: error });
}
