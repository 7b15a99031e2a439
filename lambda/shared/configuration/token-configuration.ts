import {
  AUTHORIZER_TYPES,
  NO_CHECK,
  NO_TOKENS,
  TOKEN_ALGORITHMS,
  TOKEN_USES,
  TOKENS,
  type AuthorizerCheck,
  type CognitoCheck,
  type JwtCheck,
  type TokenCheckDocument,
  type TokensDocument,
  type Upstreams,
} from '../../../lib/contract';
import { compilePolicy, type GuardedPlace, type PathMatch, type Policy } from '../../../lib/core';
import { ConfigurationError, readPolicyDocument, type Environment } from './configuration';
import { listOf, mapOf, number, oneOf, optional, record, ShapeError, text, type Shape } from './shape';

const bearer = { scopes: optional(listOf(text)), resourceMetadata: optional(text) };

const shapes: { readonly [K in TokenCheckDocument['kind']]: Shape<TokenCheckDocument & { kind: K }> } = {
  jwt: record<JwtCheck>({
    kind: oneOf(['jwt']),
    issuer: text,
    audience: listOf(text),
    algorithms: optional(listOf(oneOf(TOKEN_ALGORITHMS))),
    typ: optional(text),
    clockToleranceSeconds: optional(number),
    jwksUri: optional(text),
    ...bearer,
  }),
  cognito: record<CognitoCheck>({
    kind: oneOf(['cognito']),
    userPoolId: text,
    use: oneOf(TOKEN_USES),
    clients: optional(listOf(text)),
    ...bearer,
  }),
  authorizer: record<AuthorizerCheck>({
    kind: oneOf(['authorizer']),
    functionArn: text,
    type: oneOf(AUTHORIZER_TYPES),
    identitySources: listOf(text),
    ttlSeconds: number,
  }),
};

const kindOf = oneOf(['jwt', 'cognito', 'authorizer']);

const tokenCheck = (value: unknown, field: string): TokenCheckDocument => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return shapes[kindOf(kind, `${field}.kind`)](value, field);
};

const document = record<TokensDocument>({
  checks: mapOf<TokenCheckDocument>(tokenCheck),
  routes: mapOf(text),
});

/**
 * `CORS_TOKENS`; no checks if it is not set.
 *
 * @param named names of checks that rules and upstreams refer to
 * @throws ConfigurationError for a name without a check: nobody would be checked there
 */
function readTokens(
  named: Iterable<string | undefined>,
  environment: Environment = process.env,
): TokensDocument {
  const value = environment[TOKENS];
  const tokens = value === undefined || value === '' ? NO_TOKENS : parsed(value);
  for (const name of [...named, ...Object.values(tokens.routes)]) {
    if (name === undefined || name === NO_CHECK || Object.hasOwn(tokens.checks, name)) continue;
    throw new ConfigurationError(TOKENS, `has no check ${JSON.stringify(name)}, which is referred to`);
  }
  return tokens;
}

function parsed(value: string): TokensDocument {
  try {
    return document(JSON.parse(value), '');
  } catch (error) {
    if (error instanceof ShapeError) throw new ConfigurationError(TOKENS, error.message);
    throw new ConfigurationError(TOKENS, 'is not JSON');
  }
}

/**
 * The paths at which routes and upstreams check callers in different ways, so that no spelling of a path may lead to another
 * check; empty where all of them are checked alike.
 */
function guardedPlaces({ routes }: TokensDocument, http: Upstreams['http']): readonly GuardedPlace[] {
  const places: GuardedPlace[] = [
    ...Object.entries(routes).map(([path, tokens]) => ({ path, match: matchOf(path), tokens })),
    ...http.map(({ path, match, tokens = NO_CHECK }) => ({ path, match, tokens })),
  ];
  const isChecked = places.some(({ tokens }) => tokens !== NO_CHECK);
  const isUniform =
    places.some(({ path }) => path === '/') && places.every(({ tokens }) => tokens === places[0]?.tokens);
  return isChecked && !isUniform ? distinct(places) : [];
}

/** A resource with the rest of a path has no resources below it. */
function matchOf(path: string): PathMatch {
  return path.endsWith('+}') ? 'exact' : 'prefix';
}

/** A path that a route and an upstream name is one place. */
function distinct(places: readonly GuardedPlace[]): readonly GuardedPlace[] {
  return [...new Map(places.map((place) => [`${place.match} ${place.path}`, place])).values()];
}

/** The policy of a function, and the checks of tokens that its rules, routes and upstreams name. */
export interface PolicyAndTokens {
  readonly policy: Policy;
  readonly tokens: TokensDocument;
}

/**
 * Reads both from the environment.
 *
 * @param upstreams those that the function forwards to
 */
export function readPolicyAndTokens(
  upstreams?: Upstreams,
  environment: Environment = process.env,
): PolicyAndTokens {
  const document = readPolicyDocument(environment);
  const named = [...document.endpoints, ...(upstreams?.http ?? [])].map(({ tokens }) => tokens);
  const tokens = readTokens(named, environment);
  return { policy: compilePolicy(document, guardedPlaces(tokens, upstreams?.http ?? [])), tokens };
}
