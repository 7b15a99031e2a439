/*
 * The document of token checks: constructs write it into the environment variable `CORS_TOKENS`, and every seat that lets
 * requests through to a backend reads it (ADR 14).
 */

/** Every token of a user pool that can be asked for. */
export const TOKEN_USES = ['access', 'id'] as const;
export type TokenUse = (typeof TOKEN_USES)[number];

/** Every type of Lambda authorizer that can be asked. */
export const AUTHORIZER_TYPES = ['REQUEST', 'TOKEN'] as const;
export type AuthorizerType = (typeof AUTHORIZER_TYPES)[number];

/** Algorithms whose key the issuer publishes. Symmetric ones are not here: whoever can check such a token can make one. */
export const TOKEN_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

/** Seconds by which the clocks of issuer and gateway may differ. */
export const DEFAULT_CLOCK_TOLERANCE_SECONDS = 5;
export const MAX_CLOCK_TOLERANCE_SECONDS = 300;

/** Seconds for which a chained authorizer's answer is used again; API Gateway has the same. */
export const DEFAULT_AUTHORIZER_TTL_SECONDS = 300;
export const MAX_AUTHORIZER_TTL_SECONDS = 3600;

interface BearerCheck {
  /** Scopes that every request needs, all of them. */
  readonly scopes?: readonly string[];
  /** URL of the metadata of the protected resource, for clients. @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1 */
  readonly resourceMetadata?: string;
}

/** A JWT of an issuer that publishes its keys. */
export interface JwtCheck extends BearerCheck {
  readonly kind: 'jwt';
  /** As in the claim `iss`, to the last character. */
  readonly issuer: string;
  /** One of them must be in the claim `aud`. */
  readonly audience: readonly string[];
  readonly algorithms?: readonly TokenAlgorithm[];
  /** The header `typ`, as in `at+jwt`; without it every usual one of an access or ID token is taken. */
  readonly typ?: string;
  readonly clockToleranceSeconds?: number;
  /** Without it the issuer's metadata names the place of the keys. */
  readonly jwksUri?: string;
}

/** A token of an Amazon Cognito user pool. */
export interface CognitoCheck extends BearerCheck {
  readonly kind: 'cognito';
  /** It begins with the region of the pool. */
  readonly userPoolId: string;
  readonly use: TokenUse;
  /** Ids of the app clients whose tokens are taken; without it those of every client of the pool. */
  readonly clients?: readonly string[];
}

/** A Lambda authorizer of the user that is asked after the origin. */
export interface AuthorizerCheck {
  readonly kind: 'authorizer';
  readonly functionArn: string;
  readonly type: AuthorizerType;
  /** As API Gateway writes them, as in `method.request.header.Authorization`. */
  readonly identitySources: readonly string[];
  readonly ttlSeconds: number;
}

/** One way to check who calls. */
export type TokenCheckDocument = JwtCheck | CognitoCheck | AuthorizerCheck;

/** All checks, and where each applies. */
export interface TokensDocument {
  /** By name; rules of the endpoint table and upstreams refer to the names. */
  readonly checks: Readonly<Record<string, TokenCheckDocument>>;
  /**
   * The check of a resource of API Gateway (`/orders/{id}`) and of those below it; the nearest counts. `NO_CHECK` says that
   * nobody checks there.
   */
  readonly routes: Readonly<Record<string, string>>;
}

/** The name of no check. */
export const NO_CHECK = '';

/** The document where no tokens are set. */
export const NO_TOKENS: TokensDocument = { checks: {}, routes: {} };

/** The name of the check of a resource: its own, or that of the nearest resource above it. */
export function routeCheck({ routes }: TokensDocument, resource: string): string | undefined {
  const row = routeRow(routes, resource);
  const name = row === undefined ? undefined : routes[row];
  return name === NO_CHECK ? undefined : name;
}

/** The row of a resource: its own, or the nearest above it. */
export function routeRow(routes: TokensDocument['routes'], resource: string): string | undefined {
  for (let at = resource; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const row = at === '' ? '/' : at;
    if (Object.hasOwn(routes, row)) return row;
    if (!at.includes('/')) return undefined;
  }
}
