import { isBelow, isOnePath, type EndpointRule } from '../../../lib/core';
import { coversPath, type WayBack } from '../upstream/way-back';
import { discoveredRole, type IssuerConfiguration } from './issuer-configuration';
import type { IssuerMetadata } from './issuer-metadata';
import type { EndpointRole } from './roles';

/**
 * Translates between paths of the endpoint table and paths of the issuer. Several rules may share an endpoint; clients are
 * told the first one.
 */
export class IssuerPaths implements WayBack {
  private readonly publicPaths = new Map<string, string>();
  private readonly fixedQueries = new Map<string, string>();

  /** @param metadata undefined when no endpoint is discovered, or discovery failed */
  constructor(
    private readonly configuration: IssuerConfiguration,
    private readonly metadata: IssuerMetadata | undefined,
  ) {
    for (const rule of configuration.rules) {
      const endpoint = this.endpoint(rule);
      if (endpoint === undefined || !isOnePath(rule.path) || this.publicPaths.has(endpoint.pathname))
        continue;
      this.publicPaths.set(endpoint.pathname, rule.path);
      this.fixedQueries.set(endpoint.pathname, endpoint.search);
    }
  }

  /** The issuer's endpoint of a rule: from `paths`, or the discovered one of its role. */
  endpoint(rule: EndpointRule): URL | undefined {
    const { given, documentUrl } = this.configuration;
    const role = discoveredRole(this.configuration, rule);
    if (role !== undefined) return this.metadata?.endpoints.get(role);
    return given.get(rule.path) ?? (rule.role === 'openid-configuration' ? documentUrl : undefined);
  }

  /** Whether the rule's endpoint is on another origin, where nothing is sent. */
  isRefused(rule: EndpointRule): boolean {
    const role = discoveredRole(this.configuration, rule);
    return role !== undefined && this.metadata?.refused.has(role) === true;
  }

  /** The path under which clients find the endpoint of a role. */
  pathOfRole(role: EndpointRole): string | undefined {
    const { rules } = this.configuration;
    return rules.find(
      (rule) => rule.role === role && isOnePath(rule.path) && this.endpoint(rule) !== undefined,
    )?.path;
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

  /** If the cookie's path also covers an endpoint that the gateway serves under another path, widen it to `/`. */
  cookiePath(path: string): string {
    const moved = [...this.publicPaths].some(
      ([issuers, own]) => issuers !== own && coversPath(path, issuers),
    );
    return moved ? '/' : path;
  }

  /** Without the query that the configuration adds: a client that repeated it would send it twice. */
  private withoutFixedQuery({ pathname, search }: URL): string {
    const fixed = this.fixedQueries.get(pathname) ?? '';
    if (search !== fixed && !search.startsWith(`${fixed}&`)) return search;
    return search.slice(fixed.length).replace('&', '?');
  }
}
