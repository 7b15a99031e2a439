import type { EndpointRule } from '../../../lib/core';
import type { UpstreamBase } from '../upstream/upstream-base';
import type { EndpointRole } from '../../../lib/contract';

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
  /** Whether the other endpoints have the paths of their rules. */
  readonly ownPaths: boolean;
  /** Whether browsers go to the issuer itself for its pages. */
  readonly pagesAtIssuer: boolean;
  /** Whether the issuer gets `Origin` of allowed requests too. */
  readonly keepsOrigin: boolean;
  /** Prefixes of paths that the issuer and the gateway share, without a trailing slash. */
  readonly pages: readonly string[];
}

/** The role whose endpoint comes from the discovery document; undefined when the configuration says it, or the rule has no role. */
export function discoveredRole(
  { given, ownPaths }: IssuerConfiguration,
  { path, role }: EndpointRule,
): EndpointRole | undefined {
  return role === 'openid-configuration' || given.has(path) || ownPaths ? undefined : role;
}

/** Whether the issuer has the endpoint on the path of its rule. */
export function isOnOwnPath({ given, ownPaths }: IssuerConfiguration, { path }: EndpointRule): boolean {
  return ownPaths && !given.has(path);
}
