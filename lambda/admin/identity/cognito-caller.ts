import type { AdminPermission, CognitoAuthDocument } from '../../../lib/contract';
import type { Caller } from './caller';

type Claims = Readonly<Record<string, unknown>>;

/**
 * Who a token of the user pool is for, and what it permits.
 *
 * A person holds a permission by a group, with an ID token as with an access token. An access token must also have the
 * permission's scope: API Gateway takes any of a method's scopes, and a person may have given a client less than
 * everything. A client that acts for itself has no groups, so its scopes alone count.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export function cognitoCaller(claims: Claims, auth: CognitoAuthDocument): Caller | undefined {
  const sub = textOf(claims['sub']);
  const use = claims['token_use'];
  if (sub === undefined || (use !== 'id' && use !== 'access')) return undefined;
  const name = textOf(claims[use === 'id' ? 'cognito:username' : 'username']);
  const groups = name === undefined ? undefined : groupsOf(claims['cognito:groups']);
  const scopes = use === 'id' ? undefined : scopesOf(claims['scope']);
  // An ID token is always about a person; without a name its groups would be nobody's.
  if (groups === undefined && scopes === undefined) return undefined;
  const holds = (group: string, scope: string | undefined): boolean =>
    groups?.has(group) !== false && (scopes === undefined || (scope !== undefined && scopes.has(scope)));
  const permissions = new Set<AdminPermission>();
  if (holds(auth.manageAllowlistGroup, auth.manageAllowlistScope)) permissions.add('manage-allowlist');
  if (holds(auth.manageSettingsGroup, auth.manageSettingsScope)) permissions.add('manage-settings');
  return { by: name === undefined ? sub : `${sub} (${name})`, permissions };
}

/**
 * The groups of a claim. API Gateway turns the list into text: `a,b` in REST APIs, `[a b]` elsewhere; names hold no
 * white space, and the construct takes no group names with commas or brackets.
 */
function groupsOf(claim: unknown): ReadonlySet<string> {
  if (Array.isArray(claim)) return new Set(claim.filter((one) => typeof one === 'string'));
  const text = textOf(claim) ?? '';
  const bracketed = /^\[(.*)\]$/s.exec(text);
  const names = bracketed === null ? text.split(',') : (bracketed[1] ?? '').split(/[\s,]+/);
  return new Set(names.map((name) => name.trim()).filter((name) => name !== ''));
}

/** Scopes are separated by spaces. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
function scopesOf(claim: unknown): ReadonlySet<string> {
  return new Set((textOf(claim) ?? '').split(' ').filter((scope) => scope !== ''));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
