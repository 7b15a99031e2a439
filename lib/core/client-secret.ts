import { hasBasicPassword } from './basic-password';
import { bodyTypeOf, type BodyType } from './body-format';
import type { OAuthRole } from './endpoint-rule';
import { hasFormSecret } from './form-secret';
import { hasJsonSecret } from './json-secret';
import { hasMultipartSecret } from './multipart-secret';
import { isSecretName } from './secret-name';

/** The places where a client authenticates itself in a call. */
export interface ClientAuthentication {
  /** Values of `Authorization`, as received. */
  readonly authorization: readonly string[];
  /** Names and values of the query, decoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Undefined if there is none. */
  readonly body: ClientBody | undefined;
}

/** A body, and the headers that say how to read it. */
export interface ClientBody {
  /** The body as UTF-8, of at most `MAX_SECRET_BODY_BYTES` bytes. */
  readonly text: string;
  /** False if the text is only the beginning of the body. */
  readonly isWhole: boolean;
  /** Values of `Content-Type`, as received. */
  readonly contentTypes: readonly string[];
  /** Values of `Content-Encoding`, as received. */
  readonly contentCodings: readonly string[];
}

/** `carried`: there is a client secret. `unread`: none was found, but the body could not be read. `none`: there is none. */
export type SecretFinding = 'carried' | 'unread' | 'none';

/**
 * Clients authenticate themselves at these endpoints as they do at the token endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9126#section-2.1
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 * @see https://openid.net/specs/openid-client-initiated-backchannel-authentication-core-1_0.html#auth_request
 */
const ROLES_WITH_SECRETS: ReadonlySet<OAuthRole> = new Set([
  'token',
  'revoke',
  'introspect',
  'device-authorization',
  'pushed-authorization',
  'backchannel-authentication',
]);

/** Whether clients authenticate themselves at an endpoint of this role. */
export function takesClientSecrets(role: OAuthRole | undefined): boolean {
  return role !== undefined && ROLES_WITH_SECRETS.has(role);
}

/**
 * Looks for a client secret in a call, in every place and every way that some server takes one. A page that sends one has
 * published it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function findClientSecret({ authorization, query, body }: ClientAuthentication): SecretFinding {
  if (authorization.some(hasBasicPassword) || query.some(isSecretPair)) return 'carried';
  if (body === undefined || body.text === '') return 'none';
  if (readings(body.text).some(hasSecret)) return 'carried';
  return isReadable(body) ? 'none' : 'unread';
}

/** A server for which `;` separates finds further pairs in the value. */
function isSecretPair([name, value]: readonly [name: string, value: string]): boolean {
  if (value !== '' && isSecretName(name)) return true;
  if (!name.includes(';') && !value.includes(';')) return false;
  // An ampersand in a decoded pair was escaped, and separates nothing.
  return hasFormSecret(`${name}=${value}`.replaceAll('&', ' '));
}

/** Without NULs, UTF-16 and UTF-32 are ASCII, as far as the letters of the name go. */
function readings(text: string): readonly string[] {
  return text.includes('\0') ? [text, text.replaceAll('\0', '')] : [text];
}

/** Every way of reading is tried on every body, because some servers do not look at the type. */
function hasSecret(text: string): boolean {
  return hasFormSecret(text) || hasJsonSecret(text) || hasMultipartSecret(text);
}

/** Whether a server that follows the standards reads the body as it was read here. */
function isReadable({ text, isWhole, contentTypes, contentCodings }: ClientBody): boolean {
  const type = bodyTypeOf(contentTypes);
  const isPlain = contentCodings.every((coding) => ['', 'identity'].includes(coding.trim().toLowerCase()));
  return isWhole && isPlain && type !== undefined && !text.includes('\0') && isWellFormed(text, type);
}

function isWellFormed(text: string, { format, boundary }: BodyType): boolean {
  if (format === 'form') return true;
  if (format === 'multipart')
    return boundary !== undefined && boundary !== '' && text.includes(`--${boundary}`);
  try {
    JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return true;
  } catch {
    return false;
  }
}
