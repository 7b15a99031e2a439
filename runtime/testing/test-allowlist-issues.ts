import { ConfigurationError, readPolicy } from '../../lambda/shared/configuration/configuration';
import { CLIENT_SECRET_MODES } from '../../lib/contract';
import {
  ACCESSES,
  CROSS_SITE_READS,
  ENFORCEMENTS,
  HOST_KINDS,
  OAUTH_ROLES,
  PATH_MATCHES,
} from '../../lib/core';
import {
  FLAG,
  isObject,
  listOf,
  oneOf,
  optionFaults,
  shown,
  type OptionRule,
  type OptionRules,
} from '../named-options';
import type { TestAllowlist, TestEndpoint, TestEntry } from './test-allowlist-shape';

const isText = (value: unknown): boolean => typeof value === 'string';

const TEXT: OptionRule = { accepts: isText, rule: 'must be a string', fix: 'write it in quotes' };
const TEXTS = listOf('strings', isText);
const NUMBER: OptionRule = {
  accepts: (value) => typeof value === 'number',
  rule: 'must be a number',
  fix: 'write it without quotes',
};

const ALLOWLIST: OptionRules<TestAllowlist> = {
  entries: listOf('patterns and objects', (one) => isText(one) || isObject(one)),
  endpoints: listOf('objects with a path', isObject),
  enableCorsForOAuthEndpoints: FLAG,
  enforcement: oneOf(...ENFORCEMENTS),
  crossSiteReads: oneOf(...CROSS_SITE_READS),
  clientSecrets: oneOf(...CLIENT_SECRET_MODES),
  available: FLAG,
};

const ENTRY: OptionRules<TestEntry> = {
  pattern: TEXT,
  status: oneOf('active', 'inactive'),
  expiresAt: {
    accepts: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
    rule: 'must be ISO 8601',
    fix: 'write it as in "2030-01-31T12:00:00Z"',
  },
  allowSharedOrigin: FLAG,
};

const ENDPOINT: OptionRules<TestEndpoint> = {
  path: TEXT,
  match: oneOf(...PATH_MATCHES),
  access: oneOf(...ACCESSES),
  methods: TEXTS,
  hostKinds: listOf(HOST_KINDS.join(', '), (one) => HOST_KINDS.some((kind) => kind === one)),
  page: FLAG,
  credentials: FLAG,
  exposedHeaders: TEXTS,
  allowedHeaders: TEXTS,
  maxAgeSeconds: NUMBER,
  role: oneOf(...OAUTH_ROLES),
  extensionsFrom: NUMBER,
};

/**
 * Checks a test's allowlist, so that a misspelt name or a word that does not exist is no default in silence.
 *
 * @throws TypeError that names everything that is wrong, each with its value, the rule and a way to mend it
 */
export function checkTestAllowlist(allowlist: unknown): asserts allowlist is TestAllowlist {
  if (!isObject(allowlist)) {
    refuse([`the allowlist is ${shown(allowlist)}: must be an object (fix: pass {} for an empty one)`]);
  }
  const { entries, endpoints } = allowlist as Readonly<Record<string, unknown>>;
  refuse([
    ...optionFaults(allowlist as object, ALLOWLIST),
    ...faultsIn('entries', entries, ENTRY, 'pattern'),
    ...faultsIn('endpoints', endpoints, ENDPOINT, 'path'),
  ]);
}

/**
 * Checks the endpoint table as the function does at its first request.
 *
 * @throws TypeError for paths and methods that cannot work
 */
export function checkTestPolicy(environment: Readonly<Record<string, string>>): void {
  try {
    readPolicy(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    refuse([`the allowlist ${error.rule} (fix: ${error.fix})`]);
  }
}

/** @throws TypeError where there are faults */
export function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new TypeError(`setTestAllowlist: ${faults.join('; ')}`);
}

function faultsIn<T>(
  list: string,
  elements: unknown,
  rules: OptionRules<T>,
  required: keyof T & string,
): readonly string[] {
  if (!Array.isArray(elements)) return [];
  return elements.flatMap((one: unknown, index) => {
    if (!isObject(one)) return [];
    const place = `${list}[${String(index)}].`;
    const missing = required in one ? [] : [`${place}${required} is missing: must be there (fix: write it)`];
    return [...missing, ...optionFaults(one, rules, place)];
  });
}
