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

/**
 * Read as the most lenient servers do, which skip what is no base64 and take any padding: a secret that some server takes
 * must not get past for a character too many.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
function hasBasicPassword(authorization: string | undefined): boolean {
  const credentials = /^basic[ \t]+([^ \t]+)[ \t]*$/i.exec(authorization ?? '')?.[1] ?? '';
  const digits = credentials
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  // One digit alone holds no byte.
  const decoded = atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
  const colon = decoded.indexOf(':');
  return colon >= 0 && colon < decoded.length - 1;
}

function hasFormSecret(call: ClientAuthentication): boolean {
  const mediaType = (call.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/x-www-form-urlencoded') return false;
  return new URLSearchParams(call.body).getAll('client_secret').some((secret) => secret !== '');
}
