import type { EndpointRule } from '../../../lib/core';
import type { UpstreamBase } from '../upstream/upstream-base';
import type { EndpointRole } from './roles';

/** The configuration of an issuer, parsed. */
export interface IssuerConfiguration {
  /** Issuer identifier. */
  readonly issuer: string;
  readonly base: UpstreamBase;
  /** Rules of the endpoint table that the issuer answers: those with a role, and those that `paths` names. */
  readonly rules: readonly EndpointRule[];
  /** URL of the discovery document: from `paths`, or the well-known one. */
  readonly documentUrl: URL;
  readonly documentIsGiven: boolean;
  /** Endpoints from `paths`, by the path of their rule. */
  readonly given: ReadonlyMap<string, URL>;
  /** Prefixes of paths that the issuer and the gateway share, without a trailing slash. */
  readonly pages: readonly string[];
}

/** The role whose endpoint comes from the discovery document; undefined when `paths` names it, or the rule has no role. */
export function discoveredRole(
  { given }: IssuerConfiguration,
  { path, role }: EndpointRule,
): EndpointRole | undefined {
  return role === 'openid-configuration' || given.has(path) ? undefined : role;
}
