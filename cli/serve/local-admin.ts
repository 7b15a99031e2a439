import { ADMIN_BASE_PATH } from '../../lib/contract';
import type { ApiServerOptions, Caller, RestApi } from '../../gateway';

/** Every caller of the admin port is signed in, with both permissions; the filters of the port keep pages out. */
const LOCAL_CALLER: Caller = {
  accountId: '123456789012',
  caller: 'local',
  user: 'local',
  userArn: 'local',
};

/** The verbs of API Gateway's method `ANY`. Tools that test the admin API expect 405 for all others. */
const ANY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Headers of a refusal that the server makes before the API, so that no cache gives it to another page. */
export const REFUSAL_HEADERS = [
  ['Vary', 'Origin'],
  ['Cache-Control', 'no-store'],
] as const;

/** Fields of logs, contexts and problem bodies that hold a reason code. */
export const REASON_FIELDS = ['reason', 'corsReason', 'code'];

/** The field of a verdict's log line that says why the table gave no answer. */
export const CAUSE_FIELDS = ['failure'];

const ALLOWLIST = `${ADMIN_BASE_PATH}/allowlist`;

/** Whether an API is the admin API of an allowlist. */
export function isAdminApi(api: RestApi): boolean {
  return api.routes.match('GET', ALLOWLIST)?.resource.path === ALLOWLIST;
}

/**
 * How the admin API is served on this machine: to programs and to its own page, as a caller who is signed in.
 *
 * @param claims of that caller, where the API wants a token
 */
export function adminServing(
  claims: Readonly<Record<string, string>> = {},
): Pick<ApiServerOptions, 'ownOriginOnly' | 'methods' | 'signIn'> {
  return { ownOriginOnly: true, methods: ANY, signIn: () => ({ ...LOCAL_CALLER, claims }) };
}
