import type { AdminPermission, CognitoAuthDocument } from '../../../lib/contract';
import type { Caller, CallerContext } from './caller';

type Claims = Readonly<Record<string, unknown>>;

const GROUPS = 'cognito:groups';

/**
 * Who a token of the user pool is for, and what it permits.
 *
 * A person holds a permission by a group, with an ID token as with an access token. An access token must also have the
 * permission's scope: API Gateway takes any of a method's scopes, and a person may have given a client less than
 * everything. A client that acts for itself has no groups, so only its scopes count.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export function cognitoCaller(
  { claims, authorization }: Pick<CallerContext, 'claims' | 'authorization'>,
  auth: CognitoAuthDocument,
): Caller | undefined {
  const sub = textOf(claims['sub']);
  const use = claims['token_use'];
  if (sub === undefined || (use !== 'id' && use !== 'access')) return undefined;
  const name = textOf(claims[use === 'id' ? 'cognito:username' : 'username']);
  const groups = name === undefined ? undefined : groupsOf(claims, authorization);
  const scopes = use === 'id' ? undefined : scopesOf(claims['scope']);
  // An ID token is always about a person; without a name its groups would be nobody's.
  if (groups === undefined && scopes === undefined) return undefined;
  // A client may be given less than the person: to view what the person manages.
  const holds = (groupNames: readonly string[], scopeNames: readonly (string | undefined)[]): boolean =>
    (groups === undefined || groupNames.some((name) => groups.has(name))) &&
    (scopes === undefined || scopeNames.some((name) => name !== undefined && scopes.has(name)));
  const { viewAllowlistGroup, manageAllowlistGroup, viewAllowlistScope, manageAllowlistScope } = auth;
  const permissions = new Set<AdminPermission>();
  if (holds([viewAllowlistGroup, manageAllowlistGroup], [viewAllowlistScope, manageAllowlistScope]))
    permissions.add('view-allowlist');
  if (holds([manageAllowlistGroup], [manageAllowlistScope])) permissions.add('manage-allowlist');
  if (holds([auth.manageSettingsGroup], [auth.manageSettingsScope])) permissions.add('manage-settings');
  return { by: name === undefined ? sub : `${sub} (${name})`, permissions };
}

/**
 * The groups of a person. API Gateway turns the list into text (`a,b` in REST APIs, `[a b]` elsewhere), in which a group
 * whose name holds a comma looks like several. So the list is taken from the token itself, which API Gateway has checked.
 */
function groupsOf(claims: Claims, authorization: readonly string[]): ReadonlySet<string> {
  const claim = claims[GROUPS];
  if (Array.isArray(claim)) return textsIn(claim);
  const names = namesIn(textOf(claim) ?? '');
  // One name is not ambiguous, and an event without a token does not come from a user pool's authorizer of a REST API.
  if (names.length < 2 || authorization.length === 0) return new Set(names);
  const [token = '', ...others] = authorization;
  const payload = tokenPayload(token);
  const groups = payload?.[GROUPS];
  // Nobody can tell which of several tokens API Gateway has checked.
  const isChecked = others.length === 0 && payload?.['sub'] === claims['sub'];
  const isSame = Array.isArray(groups) && String(namesIn(groups.join())) === String(names);
  return isChecked && isSame ? textsIn(groups) : new Set();
}

/** The claims in a token; undefined for a text that is not a JSON Web Token. @see https://www.rfc-editor.org/rfc/rfc7519#section-3 */
function tokenPayload(value: string): Claims | undefined {
  const payload = /^(?:Bearer +)?[\w-]+\.([\w-]+)\.[\w-]+$/i.exec(value)?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** The names in the text that API Gateway makes of a list. */
function namesIn(text: string): readonly string[] {
  const bracketed = /^\[(.*)\]$/s.exec(text);
  const names = bracketed === null ? text.split(',') : (bracketed[1] ?? '').split(/[\s,]+/);
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function textsIn(list: readonly unknown[]): ReadonlySet<string> {
  return new Set(list.filter((one) => typeof one === 'string'));
}

/** Scopes are separated by spaces. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
function scopesOf(claim: unknown): ReadonlySet<string> {
  return new Set((textOf(claim) ?? '').split(' ').filter((scope) => scope !== ''));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
