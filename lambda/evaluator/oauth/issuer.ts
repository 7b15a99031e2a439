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
import { discoveredRole, isOnOwnPath, type IssuerConfiguration } from './issuer-configuration';
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

  /** Whether the issuer answers the paths that the rule names. */
  serves(rule: EndpointRule | undefined): rule is EndpointRule {
    return rule !== undefined && this.configuration.rules.includes(rule);
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
    const target = paths.targetOf(rule, call.path);
    if (target === undefined) return undefined;
    return { route: this.route(paths, target.path, target.fixedQuery, outcome) };
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
    const { base, keepsOrigin } = this.configuration;
    return { base, path, fixedQuery, back: paths, withOrigin: keepsOrigin || outcome !== 'allow' };
  }

  private async document(call: ApiCall, place: PublicPlace, deadline: Deadline): Promise<UpstreamResponse> {
    const { origin } = place;
    if (origin === undefined) {
      throw new UpstreamFailure('upstream_invalid', 'the event does not name the host of the endpoints');
    }
    const metadata = await this.discovery.read(call.cors.now, deadline);
    const document = publishedDocument(metadata, this.pathsOf(metadata), this.configuration, {
      ...place,
      origin,
    });
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

  private reportRefused({ refused, endpoints }: IssuerMetadata): void {
    const { configuration } = this;
    for (const rule of configuration.rules) {
      if (rule.role === undefined || rule.role === 'openid-configuration') continue;
      const isOwn = isOnOwnPath(configuration, rule);
      if (!isOwn && discoveredRole(configuration, rule) === undefined) continue;
      const told = isOwn ? `${rule.path} is not advertised` : `nothing is sent for ${rule.path}`;
      const named = endpoints.get(rule.role)?.pathname;
      if (refused.has(rule.role)) {
        this.report(
          told,
          `the endpoint of role ${rule.role} is not on the origin of ${configuration.issuer}`,
        );
      } else if (isOwn && named !== undefined && named !== rule.path) {
        this.report(told, `the issuer says that the endpoint of role ${rule.role} is ${named}`);
      }
    }
  }

  private report(told: string, detail: string): void {
    this.log.failed(told, new UpstreamFailure('upstream_invalid', detail));
  }
}
