import type { EndpointRule } from '../../../lib/core';
import type { UpstreamBase } from '../upstream/upstream-base';
import type { EndpointRole } from './roles';

/** What is configured of an issuer, taken apart. */
export interface IssuerConfiguration {
  /** Issuer identifier. */
  readonly issuer: string;
  readonly base: UpstreamBase;
  /** Rules of the endpoint table that the issuer stands behind: those with a role, and those that `paths` names. */
  readonly rules: readonly EndpointRule[];
  /** The discovery document: where `paths` puts it, or the well-known place. */
  readonly documentUrl: URL;
  readonly documentIsGiven: boolean;
  /** Endpoints on the issuer's origin by the path of their rule. */
  readonly given: ReadonlyMap<string, URL>;
  /** Path prefixes that are the same on both sides, without a trailing slash. */
  readonly pages: readonly string[];
}

/** The role whose endpoint only the discovery document can name; undefined where it is given, or the rule has none. */
export function discoveredRole(
  { given }: IssuerConfiguration,
  { path, role }: EndpointRule,
): EndpointRole | undefined {
  return role === 'openid-configuration' || given.has(path) ? undefined : role;
}
