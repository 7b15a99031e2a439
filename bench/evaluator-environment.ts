import {
  CACHE_TTL_SECONDS,
  CLIENT_SECRETS,
  ENDPOINTS,
  POLICY,
  STALE_TTL_SECONDS,
  TABLE_NAME,
  UPSTREAMS,
} from '../lib/contract';
import { DEFAULT_EXPOSED_HEADERS, DEFAULT_MAX_AGE_SECONDS } from '../lib/core';

export const TABLE = 'allowlist';

/** The environment that the constructs give the evaluator of a plain `CorsGateway`. */
export const EVALUATOR_ENVIRONMENT: Readonly<Record<string, string>> = {
  [TABLE_NAME]: TABLE,
  [POLICY]: JSON.stringify({
    hosts: [],
    executeApiHostKind: 'my-domain',
    sameOriginAliases: [],
    enforcement: 'enforce',
    crossSiteReads: 'allow',
    exposedHeaders: DEFAULT_EXPOSED_HEADERS,
    maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS,
  }),
  [ENDPOINTS]: JSON.stringify({ preset: 'salesforce', rules: [] }),
  [CACHE_TTL_SECONDS]: '10',
  [STALE_TTL_SECONDS]: '900',
  [CLIENT_SECRETS]: 'report',
  [UPSTREAMS]: JSON.stringify({ http: [], timeoutMillis: 25000 }),
};
