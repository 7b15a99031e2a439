import type { ClientSecrets } from '../../../lib/contract';
import {
  findClientSecret,
  isSameOrigin,
  MAX_SECRET_BODY_BYTES,
  takesClientSecrets,
  valuesOf,
  type ClientBody,
  type Verdict,
} from '../../../lib/core';
import type { ApiCall } from '../event/api-call';
import { bodyStart } from '../event/event-body';
import type { VerdictLog } from '../log/verdict-log';
import type { ProxyResult } from './problem-response';

/** The part of a verdict that is needed here; a verdict of the authorizer has no more. */
export type SecretVerdict = Pick<Verdict, 'outcome' | 'headers' | 'rule'>;

/** The treatment of client secrets, and the log for them. */
export interface SecretWatch {
  readonly clientSecrets: ClientSecrets;
  readonly log: VerdictLog;
}

/** `error_description` by what was found. */
const BLOCKED = {
  carried: 'A client secret was sent from a browser. Use a public client with PKCE, or call from a server.',
  unread:
    'The body cannot be read, so it may hold a client secret. Send it as application/x-www-form-urlencoded in UTF-8, without a content coding, and at most 64 kB long.',
};

/**
 * Looks for a client secret in a cross-origin call to token, revoke or introspect, and reports one. Gives the answer if
 * such calls are blocked; undefined if the call goes on.
 *
 * Only an allowed call is blocked here: other answers have no CORS headers, so the page could not read this one.
 */
export function refuseClientSecret(
  { clientSecrets, log }: SecretWatch,
  call: ApiCall,
  { outcome, headers, rule }: SecretVerdict,
): ProxyResult | undefined {
  if (!takesClientSecrets(rule?.role) || call.cors.origins.length === 0) return undefined;
  // Asked again, because public endpoints and navigations are decided before the origin is looked at.
  if (isSameOrigin(call.cors)) return undefined;
  const isBlocking = clientSecrets === 'block' && outcome === 'allow';
  const found = findClientSecret({
    authorization: valuesOf(call.headers, 'authorization'),
    query: call.query,
    body: bodyOf(call),
  });
  if (found === 'none' || (found === 'unread' && !isBlocking)) return undefined;
  if (found === 'carried') log.clientSecretSeen(call, rule?.path, isBlocking);
  else log.bodyUnread(call, rule?.path);
  return isBlocking ? blocked(headers, BLOCKED[found]) : undefined;
}

/**
 * An error that OAuth clients understand.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
function blocked(headers: Verdict['headers'], description: string): ProxyResult {
  return {
    statusCode: 400,
    headers: { ...headers, 'Cache-Control': 'no-store', 'Content-Type': 'application/json' },
    body: JSON.stringify({ error: 'invalid_request', error_description: description }),
    isBase64Encoded: false,
  };
}

function bodyOf({ body, headers }: ApiCall): ClientBody | undefined {
  if (body === undefined) return undefined;
  const { bytes, isWhole } = bodyStart(body, MAX_SECRET_BODY_BYTES);
  return {
    text: bytes.toString('utf8'),
    isWhole,
    contentTypes: valuesOf(headers, 'content-type'),
    contentCodings: valuesOf(headers, 'content-encoding'),
  };
}
