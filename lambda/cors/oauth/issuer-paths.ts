import type { EndpointRule } from '../../../lib/core';
import { VERSION_WILDCARD } from '../../../lib/core/rule-path';
import type { UpstreamBase } from '../upstream/upstream-base';
import { coversPath, type WayBack } from '../upstream/way-back';
import type { IssuerMetadata } from './issuer-metadata';
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
  /** Path prefixes that are the same on both sides. */
  readonly pages: readonly string[];
}

/**
 * Which path of the endpoint table stands for which of the issuer's, both ways. Several rules may share an endpoint; the
 * first one is what clients are told.
 */
export class IssuerPaths implements WayBack {
  private readonly publicPaths = new Map<string, string>();
  private readonly fixedQueries = new Map<string, string>();

  /** @param metadata undefined where nothing needs to be discovered, or nothing could be */
  constructor(
    private readonly configuration: IssuerConfiguration,
    private readonly metadata: IssuerMetadata | undefined,
  ) {
    for (const rule of configuration.rules) {
      const endpoint = this.endpoint(rule);
      if (endpoint === undefined || !isOnePath(rule) || this.publicPaths.has(endpoint.pathname)) continue;
      this.publicPaths.set(endpoint.pathname, rule.path);
      this.fixedQueries.set(endpoint.pathname, endpoint.search);
    }
  }

  /** The issuer's endpoint behind a rule: the given one, or the discovered one of its role. */
  endpoint({ path, role }: EndpointRule): URL | undefined {
    const { given, documentUrl } = this.configuration;
    if (role === undefined || given.has(path)) return given.get(path);
    return role === 'openid-configuration' ? documentUrl : this.metadata?.endpoints.get(role);
  }

  /** Whether the rule's endpoint is known but stands where nothing is sent. */
  isRefused({ path, role }: EndpointRule): boolean {
    if (role === undefined || role === 'openid-configuration' || this.configuration.given.has(path))
      return false;
    return this.metadata?.refused.has(role) === true;
  }

  /** The path under which clients find the endpoint of a role. */
  pathOfRole(role: EndpointRole): string | undefined {
    const { rules } = this.configuration;
    return rules.find((rule) => rule.role === role && isOnePath(rule) && this.endpoint(rule) !== undefined)
      ?.path;
  }

  served(url: URL): string | undefined {
    const path = this.publicPaths.get(url.pathname);
    if (path !== undefined) return `${path}${this.withoutFixedQuery(url)}`;
    const isPage = this.configuration.pages.some((page) => isBelow(url.pathname, page));
    return isPage ? `${url.pathname}${url.search}` : undefined;
  }

  target(url: URL): string {
    return this.served(url) ?? `${url.pathname}${url.search}`;
  }

  /** A cookie for an endpoint that stands elsewhere behind the gateway, and for more, can only be one for the whole. */
  cookiePath(path: string): string {
    const moved = [...this.publicPaths].some(
      ([issuers, own]) => issuers !== own && coversPath(path, issuers),
    );
    return moved ? '/' : path;
  }

  /** What configuration puts first in the query is not the client's to send. */
  private withoutFixedQuery({ pathname, search }: URL): string {
    const fixed = this.fixedQueries.get(pathname) ?? '';
    if (fixed === '' || !(search === fixed || search.startsWith(`${fixed}&`))) return search;
    return search.slice(fixed.length).replace('&', '?');
  }
}

/** Whether the rule's path is one that a URL can name. */
function isOnePath({ path }: EndpointRule): boolean {
  return !path.split('/').includes(VERSION_WILDCARD);
}

/** Whether a path is a prefix's own or below it, ending at a segment. */
function isBelow(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
