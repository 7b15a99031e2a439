import {
  DEFAULT_EXPOSED_HEADERS,
  DEFAULT_MAX_AGE_SECONDS,
  HOST_KINDS,
  SALESFORCE_ENDPOINTS,
  type EndpointRule,
  type PolicyDocument,
} from '../../../lib/core';

/** The preset `salesforce` with every default. */
export const SALESFORCE: PolicyDocument = {
  endpoints: SALESFORCE_ENDPOINTS,
  hosts: [],
  executeApiHostKind: 'my-domain',
  sameOriginAliases: [],
  enforcement: 'enforce',
  crossSiteReads: 'allow',
  exposedHeaders: DEFAULT_EXPOSED_HEADERS,
  maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS,
};

/** The preset `salesforce`, where refusals are only reported. */
export const REPORTING: PolicyDocument = { ...SALESFORCE, enforcement: 'report' };

/** The preset `salesforce`, where some refusals are answered as if the origin were listed. */
export const OBSERVING: PolicyDocument = { ...SALESFORCE, enforcement: 'observe' };

const base = { match: 'exact', hostKinds: HOST_KINDS } as const;

const OWN_ENDPOINTS: readonly EndpointRule[] = [
  { ...base, path: '/callback', access: 'closed', methods: ['GET', 'POST'], page: true },
  { ...base, path: '/form', access: 'allowlist', methods: ['GET', 'POST'], page: true },
  { ...base, path: '/news', access: 'public', methods: ['GET'], hostKinds: [], page: true },
  { ...base, path: '/hidden', access: 'closed', methods: [], hostKinds: [] },
  { ...base, path: '/private', match: 'prefix', access: 'allowlist', methods: ['GET'], credentials: true },
  {
    ...base,
    path: '/fixed',
    access: 'allowlist',
    methods: ['PUT'],
    allowedHeaders: ['Authorization', 'X-One'],
    exposedHeaders: ['X-Two'],
    maxAgeSeconds: 60,
  },
  {
    ...base,
    path: '/bare',
    access: 'allowlist',
    methods: ['GET'],
    allowedHeaders: [],
    exposedHeaders: [],
    maxAgeSeconds: 0,
  },
  { ...base, path: '/services/data', match: 'prefix', access: 'oauth', methods: ['GET'], extensionsFrom: 53 },
  {
    ...base,
    path: '/services/async',
    match: 'prefix',
    access: 'allowlist',
    methods: ['GET'],
    extensionsFrom: 53,
  },
  { ...base, path: '/token', access: 'oauth', methods: ['POST'], role: 'token' },
  { ...base, path: '/token/cookies', access: 'oauth', methods: ['POST'], role: 'token', credentials: true },
];

/** A table of its own that uses what the preset leaves out. */
export const OWN_TABLE: PolicyDocument = { ...SALESFORCE, endpoints: OWN_ENDPOINTS };
