import { POLICY, ENDPOINTS, TABLE_NAME, type VerdictLogMode } from '../../../lib/contract';
import {
  DEFAULT_EXPOSED_HEADERS,
  DEFAULT_MAX_AGE_SECONDS,
  HOST_KINDS,
  type AllowlistEntry,
  type EndpointRule,
  type PolicyDocument,
} from '../../../lib/core';
import type { AllowlistLookup, Judging } from '../../../lambda/shared/verdict/judge-call';
import type { Environment } from '../../../lambda/shared/configuration/configuration';
import { readPolicyAndTokens } from '../../../lambda/shared/configuration/token-configuration';
import { TokenGate } from '../../../lambda/shared/token/token-gate';
import { VerdictLog } from '../../../lambda/shared/log/verdict-log';

export const LISTED = 'https://app.fabrikam.com';
export const UNLISTED = 'https://evil.example.net';
export const LOGIN_HOST = 'login.example.com';
export const OWN_ORIGIN = `https://${LOGIN_HOST}`;
export const TOKEN = '/services/oauth2/token';
export const DISCOVERY = '/.well-known/openid-configuration';
export const SESSION = '/session';

const SETTINGS: Omit<PolicyDocument, 'endpoints'> = {
  hosts: [{ domainName: LOGIN_HOST, kind: 'my-domain', basePath: '/v1' }],
  executeApiHostKind: 'my-domain',
  sameOriginAliases: [],
  enforcement: 'enforce',
  crossSiteReads: 'allow',
  exposedHeaders: DEFAULT_EXPOSED_HEADERS,
  maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS,
};

/** Beside the preset: an endpoint with credentials, and a public one and a page that take client secrets. */
const RULES: readonly EndpointRule[] = [
  {
    path: SESSION,
    match: 'exact',
    access: 'allowlist',
    methods: ['GET', 'POST'],
    hostKinds: HOST_KINDS,
    credentials: true,
  },
  { path: '/open/token', match: 'exact', access: 'public', methods: ['POST'], hostKinds: [], role: 'token' },
  {
    path: '/page/token',
    match: 'exact',
    access: 'closed',
    methods: ['POST'],
    hostKinds: [],
    page: true,
    role: 'token',
  },
];

/** The environment of a function, with the preset and the rules above. */
export function environment(settings: Partial<PolicyDocument> = {}): Record<string, string> {
  return {
    [TABLE_NAME]: 'allowlist',
    [POLICY]: JSON.stringify({ ...SETTINGS, ...settings }),
    [ENDPOINTS]: JSON.stringify({ preset: 'salesforce', rules: RULES }),
  };
}

/** The entries of a test's allowlist. */
export interface Held {
  readonly entries?: readonly AllowlistEntry[];
  readonly enableCorsForOAuthEndpoints?: boolean;
}

/** An allowlist in memory that counts how often it is asked; it holds `LISTED`, with OAuth endpoints switched on. */
export class MemoryAllowlist implements AllowlistLookup {
  asked = 0;
  /** Set, every look-up gives or throws this. */
  instead: Awaited<ReturnType<AllowlistLookup['find']>> | Error | undefined;

  constructor(private readonly held: Held = {}) {}

  find: AllowlistLookup['find'] = (question) => {
    this.asked += 1;
    if (this.instead instanceof Error) return Promise.reject(this.instead);
    if (this.instead !== undefined) return Promise.resolve(this.instead);
    return Promise.resolve({
      available: true,
      source: 'table',
      latencyMillis: 4.25,
      entries: this.held.entries ?? [{ id: 'one', pattern: LISTED, status: 'active' }],
      enableCorsForOAuthEndpoints: question.settings && (this.held.enableCorsForOAuthEndpoints ?? true),
    });
  };
}

/** A judging over an environment and an allowlist. */
export function judgingOf(
  variables: Environment = environment(),
  allowlist: AllowlistLookup = new MemoryAllowlist(),
  mode?: VerdictLogMode,
): Judging {
  const log = new VerdictLog('allowlist', mode);
  const { policy, tokens } = readPolicyAndTokens(undefined, variables);
  return { policy, allowlist, log, tokens: new TokenGate(tokens, log) };
}
