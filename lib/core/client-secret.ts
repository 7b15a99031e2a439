import type { OAuthRole } from './endpoint-rule';

/** Where a client authenticates itself in a call. */
export interface ClientAuthentication {
  /** `Authorization`, as received. */
  readonly authorization: string | undefined;
  /** `Content-Type`, as received. */
  readonly contentType: string | undefined;
  /** The body as text; undefined where there is none. */
  readonly body: string | undefined;
  /** Values of `client_secret` in the query, decoded. */
  readonly querySecrets: readonly string[];
}

const ROLES_WITH_SECRETS: ReadonlySet<OAuthRole> = new Set(['token', 'revoke', 'introspect']);

/** Whether clients authenticate themselves at an endpoint of this role. */
export function takesClientSecrets(role: OAuthRole | undefined): boolean {
  return role !== undefined && ROLES_WITH_SECRETS.has(role);
}

/**
 * Whether a call carries a client secret, by any of the three ways that servers take one. A page that sends one has
 * published it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function carriesClientSecret(call: ClientAuthentication): boolean {
  return (
    call.querySecrets.some((secret) => secret !== '') ||
    hasBasicPassword(call.authorization) ||
    hasFormSecret(call)
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function hasBasicPassword(authorization: string | undefined): boolean {
  const credentials = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '')?.[1];
  if (credentials === undefined) return false;
  const base64 = credentials.replaceAll('-', '+').replaceAll('_', '/');
  try {
    const decoded = atob(base64);
    const colon = decoded.indexOf(':');
    return colon >= 0 && colon < decoded.length - 1;
  } catch {
    // Not base64, so no server reads a password from it.
    return false;
  }
}

function hasFormSecret(call: ClientAuthentication): boolean {
  const mediaType = (call.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/x-www-form-urlencoded') return false;
  return new URLSearchParams(call.body).getAll('client_secret').some((secret) => secret !== '');
}
