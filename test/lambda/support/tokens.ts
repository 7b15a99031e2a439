import { ENDPOINTS, TOKENS, type TokensDocument } from '../../../lib/contract';
import { HOST_KINDS, type EndpointRule } from '../../../lib/core';
import type { Environment } from '../../../lambda/shared/configuration/configuration';
import { AUDIENCE, type TestIssuer } from '../tokens/support/issuer';
import { environment } from './judging';

/** Name of the check of the issuer, and of one that needs a scope. */
export const USERS = 'users';
export const ADMINS = 'admins';

const rule = (path: string, more: Partial<EndpointRule> = {}): EndpointRule => ({
  path,
  match: 'prefix',
  access: 'allowlist',
  methods: ['GET', 'POST', 'DELETE'],
  hostKinds: HOST_KINDS,
  ...more,
});

/** One path with a check by its route, and paths with checks by their rules. */
const RULES: readonly EndpointRule[] = [
  rule('/orders'),
  rule('/open', { access: 'public', hostKinds: [] }),
  rule('/free'),
  rule('/admin', { tokens: ADMINS }),
  rule('/reports', { tokens: USERS, scopes: ['reports'], methodScopes: { POST: ['write'], GET: ['read'] } }),
  rule('/unchecked', { scopes: ['anything'] }),
];

/** The environment of a function that checks tokens of an issuer: every resource below `/orders`, and what rules name. */
export function tokenEnvironment(
  issuer: TestIssuer,
  settings: Parameters<typeof environment>[0] = {},
  routes: TokensDocument['routes'] = { '/orders': USERS, '/open': USERS },
): Environment {
  const check = { kind: 'jwt', issuer: issuer.name, audience: [AUDIENCE] } as const;
  const tokens: TokensDocument = {
    checks: {
      [USERS]: { ...check, resourceMetadata: 'https://api.example.com/.well-known/oauth-protected-resource' },
      [ADMINS]: { ...check, scopes: ['admin'] },
    },
    routes,
  };
  return {
    ...environment(settings),
    [ENDPOINTS]: JSON.stringify({ preset: 'none', rules: RULES }),
    [TOKENS]: JSON.stringify(tokens),
  };
}
