import { UpstreamFailure } from '../upstream/upstream-failure';
import type { UpstreamBase } from '../upstream/upstream-base';
import { ENDPOINT_MEMBERS, ENDPOINT_ROLES, type EndpointRole } from '../../../lib/contract';

/** The usable part of an issuer's metadata. */
export interface IssuerMetadata {
  /** The discovery document as received. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Endpoints on an origin of the issuer, where they are reached. */
  readonly endpoints: ReadonlyMap<EndpointRole, URL>;
  /** Roles whose endpoint is on another origin; nothing is sent there. */
  readonly refused: ReadonlySet<EndpointRole>;
  /** `Cache-Control` of the document. */
  readonly cacheControl: string | undefined;
}

/**
 * Reads a discovery document.
 *
 * @throws UpstreamFailure when it is not a discovery document, or names another issuer
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation
 */
export function parseMetadata(
  body: Buffer,
  issuer: string,
  base: UpstreamBase,
  cacheControl?: string,
): IssuerMetadata {
  const document = parseObject(body);
  const named = document['issuer'];
  // The well-known path is built without a terminating slash, so both spellings lead to one document.
  if (typeof named !== 'string' || withoutSlash(named) !== withoutSlash(issuer)) {
    throw invalid(`it names the issuer ${JSON.stringify(named)}, configured is ${JSON.stringify(issuer)}`);
  }
  const endpoints = new Map<EndpointRole, URL>();
  const refused = new Set<EndpointRole>();
  for (const role of ENDPOINT_ROLES) {
    const value = document[ENDPOINT_MEMBERS[role]];
    if (value === undefined || value === null) continue;
    const url = typeof value === 'string' ? endpointOn(base, value) : undefined;
    if (url === undefined) refused.add(role);
    else endpoints.set(role, url);
  }
  return { document, endpoints, refused, cacheControl };
}

/** The endpoint where it is reached, when it is on an origin of the issuer and has no fragment. */
export function endpointOn(base: UpstreamBase, value: string): URL | undefined {
  const url = URL.parse(value);
  if (url === null || !base.names.has(url.origin)) return undefined;
  const isPlain = url.href === `${url.origin}${url.pathname}${url.search}`;
  return isPlain ? new URL(`${base.origin}${url.pathname}${url.search}`) : undefined;
}

function parseObject(body: Buffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid('it is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalid('it is not an object');
  return parsed as Record<string, unknown>;
}

function withoutSlash(issuer: string): string {
  return issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
}

function invalid(detail: string): UpstreamFailure {
  return new UpstreamFailure('upstream_invalid', `discovery document: ${detail}`);
}
