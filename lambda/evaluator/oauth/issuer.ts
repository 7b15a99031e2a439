import type { EndpointRule, Outcome } from '../../../lib/core';
import type { ApiCall } from '../../shared/event/api-call';
import type { VerdictLog } from '../../shared/log/verdict-log';
import type { Connections } from '../upstream/connections';
import type { Deadline } from '../upstream/deadline';
import type { UpstreamResponse } from '../upstream/exchange';
import type { PublicPlace } from '../upstream/public-place';
import type { Route } from '../upstream/route';
import { UpstreamFailure } from '../upstream/upstream-failure';
import { Discovery } from './discovery';
import type { IssuerMetadata } from './issuer-metadata';
import { discoveredRole, type IssuerConfiguration } from './issuer-configuration';
import { IssuerPaths } from './issuer-paths';
import { publishedDocument } from './published-document';

/** A place to send a request to, or an answer that is made here. */
export type IssuerAnswer = { readonly route: Route } | { readonly response: UpstreamResponse };

/** The issuer that answers the OAuth endpoints. */
export class Issuer {
  private readonly discovery: Discovery;
  private readonly needsDiscovery: boolean;
  private paths: { readonly metadata: IssuerMetadata | undefined; readonly paths: IssuerPaths } | undefined;

  constructor(
    private readonly configuration: IssuerConfiguration,
    connections: Connections,
    private readonly log: Pick<VerdictLog, 'failed'>,
  ) {
    const { issuer, base, rules, documentUrl, documentIsGiven } = configuration;
    const path = documentIsGiven ? `${documentUrl.pathname}${documentUrl.search}` : undefined;
    this.discovery = new Discovery({ issuer, base, path }, connections, {
      read: (metadata) => {
        this.reportRefused(metadata);
      },
      failed: (failure) => {
        log.failed(`the discovery document of the issuer ${issuer} cannot be used`, failure);
      },
    });
    this.needsDiscovery = rules.some((rule) => discoveredRole(configuration, rule) !== undefined);
  }

  /** Whether the issuer answers the path, which the rule names. */
  serves(rule: EndpointRule | undefined, path: string): rule is EndpointRule {
    if (rule === undefined || !this.configuration.rules.includes(rule)) return false;
    // An endpoint is one path: paths below the path of a prefix rule are not the issuer's.
    return rule.match === 'exact' || rule.path === path;
  }

  /**
   * The route to an endpoint, or the discovery document; undefined when the issuer has no such endpoint.
   *
   * @throws UpstreamFailure when discovery failed, or the endpoint is on another origin
   */
  async endpoint(
    call: ApiCall,
    rule: EndpointRule,
    outcome: Outcome,
    place: PublicPlace,
    deadline: Deadline,
  ): Promise<IssuerAnswer | undefined> {
    const isDocument = rule.role === 'openid-configuration' && ['GET', 'HEAD'].includes(call.method);
    if (isDocument) return { response: await this.document(call, place, deadline) };
    const paths = await this.pathsFor(call, this.configuration.given.has(rule.path), deadline);
    if (paths.isRefused(rule)) {
      throw new UpstreamFailure('upstream_invalid', `the endpoint of role ${String(rule.role)} is refused`);
    }
    const url = paths.endpoint(rule);
    if (url === undefined) return undefined;
    return { route: this.route(paths, url.pathname, url.search.slice(1), outcome) };
  }

  /** The route to a page, which has the same path on both sides. */
  async page(call: ApiCall, outcome: Outcome, deadline: Deadline): Promise<Route> {
    return this.route(await this.pathsFor(call, true, deadline), call.path, '', outcome);
  }

  /**
   * An allowed request goes without `Origin`: issuers compare it with lists of their own, which would have to repeat this
   * allowlist. A pass keeps it: issuers recognize forged form posts of login pages by it.
   */
  private route(paths: IssuerPaths, path: string, fixedQuery: string, outcome: Outcome): Route {
    return { base: this.configuration.base, path, fixedQuery, back: paths, withOrigin: outcome !== 'allow' };
  }

  private async document(call: ApiCall, place: PublicPlace, deadline: Deadline): Promise<UpstreamResponse> {
    const { origin } = place;
    if (origin === undefined) {
      throw new UpstreamFailure('upstream_invalid', 'the event does not name the host of the endpoints');
    }
    const metadata = await this.discovery.read(call.cors.now, deadline);
    const { base } = this.configuration;
    const document = publishedDocument(metadata, this.pathsOf(metadata), base.names, { ...place, origin });
    const type = ['Content-Type', 'application/json'] as const;
    return {
      status: 200,
      headers:
        metadata.cacheControl === undefined ? [type] : [type, ['Cache-Control', metadata.cacheControl]],
      body: Buffer.from(call.method === 'HEAD' ? '' : JSON.stringify(document)),
    };
  }

  /** @param known whether the request can be sent without the document; then it only serves to translate the answer */
  private async pathsFor(call: ApiCall, known: boolean, deadline: Deadline): Promise<IssuerPaths> {
    if (!this.needsDiscovery) return this.pathsOf(undefined);
    try {
      return this.pathsOf(await this.discovery.read(call.cors.now, deadline));
    } catch (error) {
      if (!known || !(error instanceof UpstreamFailure)) throw error;
      return this.pathsOf(undefined);
    }
  }

  private pathsOf(metadata: IssuerMetadata | undefined): IssuerPaths {
    if (this.paths === undefined || this.paths.metadata !== metadata) {
      this.paths = { metadata, paths: new IssuerPaths(this.configuration, metadata) };
    }
    return this.paths.paths;
  }

  private reportRefused({ refused }: IssuerMetadata): void {
    for (const rule of this.configuration.rules) {
      const role = discoveredRole(this.configuration, rule);
      if (role === undefined || !refused.has(role)) continue;
      const detail = `the endpoint of role ${role} is not on the origin of ${this.configuration.issuer}`;
      this.log.failed(`nothing is sent for ${rule.path}`, new UpstreamFailure('upstream_invalid', detail));
    }
  }
}
