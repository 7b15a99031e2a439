import type { EndpointRule, OAuthRole as Role } from '../../../core';
import { OAuthRole } from '../../oauth-role';
import type { OAuthLayoutOptions } from '../../oauth-layout-options';
import { choiceIssues } from '../synth/choice-issues';
import { FLAG, TEXTS, type PropType } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { roleRule } from './role-rules';

/** An issuer's endpoints, by role. */
export type RolePaths = { readonly [R in Role]?: string };

/** The types of the options that all layouts share. */
export const LAYOUT_TYPES: { readonly [K in keyof OAuthLayoutOptions]: PropType } = {
  furtherRoles: TEXTS,
  credentials: FLAG,
};

/** Roles of endpoints that every client in a page needs. */
const USUAL_ROLES: readonly Role[] = [
  'openid-configuration',
  'jwks',
  'authorize',
  'token',
  'userinfo',
  'revoke',
  'end-session',
];

/** Whether pages may call the endpoint of a role. */
export function isWanted(
  role: Role,
  { furtherRoles = [] }: Pick<OAuthLayoutOptions, 'furtherRoles'>,
): boolean {
  const wanted: readonly string[] = [...USUAL_ROLES, ...furtherRoles];
  return wanted.includes(role);
}

/** The rules of an issuer's endpoints: those that clients in a page need, and those that the options name. */
export function roleRules(paths: RolePaths, options: OAuthLayoutOptions): readonly EndpointRule[] {
  return (Object.entries(paths) as [Role, string][])
    .filter(([role]) => isWanted(role, options))
    .map(([role, path]) => roleRule(role, path, options.credentials === true && role === 'token'));
}

/** Further roles that are no roles, or that the issuer has no endpoint for. */
export function roleIssues(
  prop: string,
  paths: RolePaths,
  { furtherRoles = [] }: OAuthLayoutOptions,
): readonly SynthIssue[] {
  return furtherRoles.flatMap((role, index) => {
    const place = `${prop}.furtherRoles[${index}]`;
    const unknown = choiceIssues(place, role, OAuthRole);
    if (unknown.length > 0 || Object.hasOwn(paths, role)) return unknown;
    const rule = 'this issuer has no endpoint of this role';
    const has = Object.keys(paths).filter((one) => !USUAL_ROLES.includes(one as Role));
    const fix = has.length === 0 ? 'leave it out' : `leave it out, or use one of ${has.join(', ')}`;
    return [{ prop: place, value: role, rule, fix }];
  });
}
