import { isBelow, isOnePath, segmentsOf, type EndpointRule } from '../../../lib/core';
import { coversPath, type WayBack } from '../upstream/way-back';
import { discoveredRole, isOnOwnPath, type IssuerConfiguration } from './issuer-configuration';
import type { IssuerMetadata } from './issuer-metadata';
import type { EndpointRole } from '../../../lib/contract';

/** A place on the issuer's origin. */
export interface IssuerTarget {
  readonly path: string;
  /** Query that the configuration puts first, without `?`; empty for none. */
  readonly fixedQuery: string;
}

/**
 * Translates between paths of the endpoint table and paths of the issuer. Several rules may share an endpoint; clients are
 * told the first one.
 */
export class IssuerPaths implements WayBack {
  private readonly publicPaths = new Map<string, string>();
  private readonly fixedQueries = new Map<string, string>();
  /** The issuer's paths below which prefix rules lead, the longest first. */
  private readonly prefixes: readonly string[];

  /** @param metadata undefined when no endpoint is discovered, or discovery failed */
  constructor(
    private readonly configuration: IssuerConfiguration,
    private readonly metadata: IssuerMetadata | undefined,
  ) {
    const prefixes: string[] = [];
    for (const rule of configuration.rules) {
      const endpoint = this.endpoint(rule);
      if (endpoint === undefined || !isOnePath(rule.path) || this.publicPaths.has(endpoint.pathname))
        continue;
      this.publicPaths.set(endpoint.pathname, rule.path);
      this.fixedQueries.set(endpoint.pathname, endpoint.search);
      if (rule.match === 'prefix') prefixes.push(endpoint.pathname);
    }
    this.prefixes = prefixes.toSorted((a, b) => b.length - a.length);
  }

  /** The issuer's place for a path that the rule names; undefined where the issuer has no such endpoint. */
  targetOf(rule: EndpointRule, path: string): IssuerTarget | undefined {
    if (isOnOwnPath(this.configuration, rule)) return { path, fixedQuery: '' };
    const endpoint = this.endpoint(rule);
    if (endpoint === undefined) return undefined;
    const below = rule.match === 'prefix' ? segmentsOf(path).slice(segmentsOf(rule.path).length) : [];
    if (below.length > 0)
      return { path: `${withoutSlash(endpoint.pathname)}/${below.join('/')}`, fixedQuery: '' };
    return { path: endpoint.pathname, fixedQuery: endpoint.search.slice(1) };
  }

  /** The issuer's endpoint of a rule: from the configuration, or the discovered one of its role. */
  private endpoint(rule: EndpointRule): URL | undefined {
    const { given, documentUrl, base } = this.configuration;
    const role = discoveredRole(this.configuration, rule);
    if (role !== undefined) return this.metadata?.endpoints.get(role);
    const known = given.get(rule.path) ?? (rule.role === 'openid-configuration' ? documentUrl : undefined);
    if (known !== undefined || !this.configuration.ownPaths || !isOnePath(rule.path)) return known;
    return new URL(`${base.origin}${rule.path}`);
  }

  /** Whether the rule's endpoint is on another origin, where nothing is sent. */
  isRefused(rule: EndpointRule): boolean {
    const role = discoveredRole(this.configuration, rule);
    return role !== undefined && this.metadata?.refused.has(role) === true;
  }

  /** The path under which clients find the endpoint of a role. A path of the table that the issuer has too counts where it says so. */
  pathOfRole(role: EndpointRole): string | undefined {
    const { configuration, metadata } = this;
    const isThere = (rule: EndpointRule): boolean =>
      isOnOwnPath(configuration, rule)
        ? metadata?.endpoints.get(role)?.pathname === rule.path
        : this.endpoint(rule) !== undefined;
    return configuration.rules.find((rule) => rule.role === role && isOnePath(rule.path) && isThere(rule))
      ?.path;
  }

  served(url: URL): string | undefined {
    return this.endpointAt(url) ?? this.pageAt(url);
  }

  /** The gateway's path and query of an endpoint of the issuer; undefined for a page. */
  endpointAt(url: URL): string | undefined {
    const { pathname, search } = url;
    const path = this.publicPaths.get(pathname);
    if (path !== undefined) return `${path}${this.withoutFixedQuery(url)}`;
    const prefix = this.prefixes.find((one) => isBelow(pathname, one));
    if (prefix === undefined) return undefined;
    const above = withoutSlash(this.publicPaths.get(prefix) ?? '');
    return `${above}${pathname.slice(withoutSlash(prefix).length)}${search}`;
  }

  /** The path and query of a page, which are the same on both sides. */
  pageAt({ pathname, search }: URL): string | undefined {
    const isPage = this.configuration.pages.some((page) => isBelow(pathname, page));
    return isPage ? `${pathname}${search}` : undefined;
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

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
