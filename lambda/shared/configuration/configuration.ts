import {
  CACHE_TTL_SECONDS,
  CLIENT_SECRET_MODES,
  CLIENT_SECRETS,
  DEFAULT_CACHE_TTL_SECONDS,
  DEFAULT_STALE_TTL_SECONDS,
  DEFAULT_UPSTREAM_TIMEOUT_MILLIS,
  endpointRules,
  DEFLATED,
  ENDPOINTS,
  LOCAL_ORIGINS,
  MAX_CACHE_TTL_SECONDS,
  MAX_STALE_TTL_SECONDS,
  POLICY,
  STALE_TTL_SECONDS,
  TABLE_NAME,
  UPSTREAMS,
  VERDICT_LOG,
  VERDICT_LOG_MODES,
  type ClientSecrets,
  type Upstreams,
  type VerdictLogMode,
} from '../../../lib/contract';
import {
  compilePolicy,
  documentPlace,
  policyIssues,
  type Policy,
  type PolicyDocument,
} from '../../../lib/core';
import { endpointsDocument, policySettings, upstreams } from './configuration-shapes';
import { mapOf, ShapeError, text, type Shape } from './shape';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable that is missing or cannot work. It stops the function at start, so that nobody judges by a guess. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    /** Name of the environment variable. */
    readonly variable: string,
    readonly rule: string,
    readonly fix = 'deploy the function with the constructs of apigateway-cors-allowlist, which write it',
  ) {
    super(`environment variable ${variable}: ${rule} (fix: ${fix})`);
  }

  get isMissing(): boolean {
    return this.rule === MISSING;
  }

  /** The same error with another way to mend it. */
  withFix(fix: string): ConfigurationError {
    return new ConfigurationError(this.variable, this.rule, fix);
  }
}

const MISSING = 'is not set';

/** Bytes of an endpoint table after inflation. A table that needs more does not fit into the environment either. */
const MAX_ENDPOINTS_BYTES = 1_048_576;

/** How the allowlist table is read. */
export interface ReaderConfiguration {
  readonly tableName: string;
  /** 0 to 300. */
  readonly cacheTtlSeconds: number;
  readonly staleTtlSeconds: number;
}

/** The value of a variable that must be set; an empty one is not set. */
export function requireEnv(name: string, environment: Environment = process.env): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new ConfigurationError(name, MISSING);
  return value;
}

/** The compiled policy of `CORS_POLICY` and `CORS_ENDPOINTS`, for those who do not let requests through to backends. */
export function readPolicy(environment: Environment = process.env): Policy {
  return compilePolicy(readPolicyDocument(environment));
}

/** The policy document of `CORS_POLICY` and `CORS_ENDPOINTS`, checked. */
export function readPolicyDocument(environment: Environment = process.env): PolicyDocument {
  const settings = parse(POLICY, requireEnv(POLICY, environment), policySettings);
  const endpoints = parse(ENDPOINTS, inflated(requireEnv(ENDPOINTS, environment)), endpointsDocument);
  const document = { ...settings, endpoints: endpointRules(endpoints) };
  // A test holds that the rules of a preset work; to check them again took a quarter of the start of the function.
  const presetRules = document.endpoints.length - endpoints.rules.length;
  const issues = policyIssues(document, presetRules);
  const [first] = issues;
  if (first !== undefined) {
    const variable = first.path[0] === 'endpoints' ? ENDPOINTS : POLICY;
    const texts = issues.map(
      ({ path, value, rule, fix }) => `${documentPlace(path)} is ${JSON.stringify(value)}: ${rule}; ${fix}`,
    );
    throw new ConfigurationError(variable, 'cannot work', texts.join(' | '));
  }
  return document;
}

/** The upstreams of the responder, from `CORS_UPSTREAMS`; none if the variable is not set. */
export function readUpstreams(environment: Environment = process.env): Upstreams {
  const value = environment[UPSTREAMS];
  if (value === undefined || value === '')
    return { http: [], timeoutMillis: DEFAULT_UPSTREAM_TIMEOUT_MILLIS };
  return parse(UPSTREAMS, value, upstreams);
}

/** Origins of hosts by domain name, from `CORS_LOCAL_ORIGINS`; none where the API is deployed. */
export function readLocalOrigins(environment: Environment = process.env): Readonly<Record<string, string>> {
  const value = environment[LOCAL_ORIGINS];
  return value === undefined ? {} : parse(LOCAL_ORIGINS, value, mapOf(text));
}

/** `CORS_CLIENT_SECRETS`; `report` if it is not set. */
export function readClientSecrets(environment: Environment = process.env): ClientSecrets {
  return oneOfNames(CLIENT_SECRETS, CLIENT_SECRET_MODES, 'report', environment);
}

/** `CORS_VERDICT_LOG`; `refusals` if it is not set. */
export function readVerdictLog(environment: Environment = process.env): VerdictLogMode {
  return oneOfNames(VERDICT_LOG, VERDICT_LOG_MODES, 'refusals', environment);
}

function oneOfNames<T extends string>(
  variable: string,
  names: readonly T[],
  standard: T,
  environment: Environment,
): T {
  const value = environment[variable] ?? standard;
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw new ConfigurationError(variable, `must be ${names.join(' or ')}`, 'set one of them');
}

/** `CORS_TABLE_NAME`, and for how long the rows of the table are used. */
export function readReaderConfiguration(environment: Environment = process.env): ReaderConfiguration {
  return {
    tableName: requireEnv(TABLE_NAME, environment),
    cacheTtlSeconds: seconds(
      CACHE_TTL_SECONDS,
      DEFAULT_CACHE_TTL_SECONDS,
      MAX_CACHE_TTL_SECONDS,
      environment,
    ),
    staleTtlSeconds: seconds(
      STALE_TTL_SECONDS,
      DEFAULT_STALE_TTL_SECONDS,
      MAX_STALE_TTL_SECONDS,
      environment,
    ),
  };
}

function seconds(name: string, standard: number, most: number, environment: Environment): number {
  const value = environment[name];
  if (value === undefined || value === '') return standard;
  const parsed = /^[0-9]{1,6}$/.test(value) ? Number(value) : Infinity;
  if (parsed > most) {
    throw new ConfigurationError(
      name,
      `must be a whole number from 0 to ${most}`,
      'choose a number in that range',
    );
  }
  return parsed;
}

function inflated(value: string): string {
  if (!value.startsWith(DEFLATED)) return value;
  try {
    // Loaded here, because most tables are not compressed and loading zlib takes its part of a cold start.
    const { inflateRawSync } = process.getBuiltinModule('node:zlib');
    const bytes = Buffer.from(value.slice(DEFLATED.length), 'base64');
    return inflateRawSync(bytes, { maxOutputLength: MAX_ENDPOINTS_BYTES }).toString('utf8');
  } catch {
    throw new ConfigurationError(ENDPOINTS, `what follows "${DEFLATED}" is not base64 of raw-deflated JSON`);
  }
}

function parse<T>(variable: string, value: string, shape: Shape<T>): T {
  try {
    return shape(JSON.parse(value), '');
  } catch (error) {
    if (error instanceof ShapeError) throw new ConfigurationError(variable, error.message);
    throw new ConfigurationError(variable, 'is not JSON');
  }
}
