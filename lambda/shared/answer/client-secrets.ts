import type { ClientSecrets } from '../../../lib/contract';
import {
  carriesClientSecret,
  takesClientSecrets,
  type CorsRequest,
  type Verdict,
  valuesOf,
} from '../../../lib/core';
import type { ProxyResult } from './problem-response';
import type { ApiCall } from '../event/api-call';
import { bodyBytes } from '../event/event-parts';
import type { VerdictLog } from '../log/verdict-log';

/** What of a verdict matters here; a verdict that the authorizer reached has no more. */
export type SecretVerdict = Pick<Verdict, 'outcome' | 'headers' | 'rule'>;

/** What happens to a client secret, and where it is written down. */
export interface SecretWatch {
  readonly clientSecrets: ClientSecrets;
  readonly log: VerdictLog;
}

/**
 * The error that a page can read, as OAuth clients expect it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
const BLOCKED = JSON.stringify({
  error: 'invalid_request',
  error_description:
    'A client secret was sent from a browser. Use a public client with PKCE, or call from a server.',
});

/**
 * Reports a cross-origin call to token, revoke or introspect that carries a client secret. Gives the answer where such
 * calls are blocked; undefined where the call goes on.
 *
 * Only what was allowed is answered here: everything else has no CORS headers, so a page could not read the answer.
 */
export function refuseClientSecret(
  { clientSecrets, log }: SecretWatch,
  call: ApiCall,
  { outcome, headers, rule }: SecretVerdict,
): ProxyResult | undefined {
  if (!takesClientSecrets(rule?.role) || !isCrossOrigin(call.cors)) return undefined;
  if (!carriesClientSecret(authenticationOf(call))) return undefined;
  const blocked = clientSecrets === 'block' && outcome === 'allow';
  log.clientSecretSeen(call, rule?.path, blocked);
  if (!blocked) return undefined;
  return {
    statusCode: 400,
    headers: { ...headers, 'Cache-Control': 'no-store', 'Content-Type': 'application/json' },
    body: BLOCKED,
    isBase64Encoded: false,
  };
}

/** Asked anew, because a verdict may be reached before anybody asks: on a public endpoint, or on a navigation. */
function isCrossOrigin({ origins, ownOrigins, secFetchSite }: CorsRequest): boolean {
  return secFetchSite !== 'same-origin' && origins.some((origin) => !ownOrigins.includes(origin));
}

function authenticationOf({ headers, query, body }: ApiCall): Parameters<typeof carriesClientSecret>[0] {
  return {
    authorization: valuesOf(headers, 'authorization')[0],
    contentType: valuesOf(headers, 'content-type')[0],
    body: body === undefined ? undefined : bodyBytes(body).toString('utf8'),
    querySecrets: query.filter(([name]) => name === 'client_secret').map(([, value]) => value),
  };
}
