import { RemovalPolicy, Stack, type App } from 'aws-cdk-lib';
import { CorsGateway, CorsHost, HostKind } from '../../../lib';
import type { Target } from '../../conformance/target';
import { send } from '../../support/http-client';
import { LISTED, LocalApi, OTHER } from '../../support/local-api';
import { GATEWAY_HOST, type Layout } from '../layouts/layout';
import { pageUrl, type PageName } from '../page/place';
import { CLIENT_ID } from './clients';
import { LayoutIssuer, type IssuerBehaviour } from './layout-issuer';

const BEHAVIOUR: IssuerBehaviour = {
  likeSalesforce: false,
  readableTokens: false,
  emptyRevocation: true,
  requireNonce: false,
};
const LANDINGS: readonly PageName[] = ['callback', 'frame', 'popup'];

/** A gateway by a public name, with an issuer behind it that has the paths of a product. */
export class Stand {
  private constructor(
    readonly layout: Layout,
    readonly api: LocalApi,
    readonly issuer: LayoutIssuer,
  ) {}

  /** @param clients names of the clients whose pages people come back to */
  static async open(layout: Layout, clients: readonly string[]): Promise<Stand> {
    const { issuer: name, paths, login, rename = {}, files = {}, besideTokens = {}, behaviour } = layout;
    const { document, ...routes } = paths;
    const issuer = await LayoutIssuer.start({
      issuer: name,
      clients: [registration(clients)],
      routes,
      document,
      login,
      rename,
      files,
      besideTokens,
      behaviour: { ...BEHAVIOUR, ...behaviour },
    });
    try {
      const define = (app: App): Stack => stackOf(app, layout, issuer.address);
      return new Stand(layout, await LocalApi.start(define, undefined, GATEWAY_HOST), issuer);
    } catch (error) {
      await issuer.stop();
      throw error;
    }
  }

  /** The servers behind the names that browsers ask, by host. */
  get servers(): ReadonlyMap<string, URL> {
    return new Map([
      [new URL(this.layout.issuer).host, new URL(this.issuer.address)],
      // Where the issuer calls itself by the gateway's name, that name is the gateway's.
      [GATEWAY_HOST, new URL(this.api.url)],
    ]);
  }

  /** Calls the admin API. */
  readonly admin: Target['admin'] = ({ path, ...request }) =>
    send({ ...request, url: `${this.api.adminUrl}/cors/v1${path}` });

  async close(): Promise<void> {
    await this.api.stop();
    await this.issuer.stop();
  }
}

function stackOf(app: App, { issuer, endpoints, pages = [], backends }: Layout, address: string): Stack {
  const stack = new Stack(app, 'Clients', { env: { region: 'eu-central-1' } });
  new CorsGateway(stack, 'Cors', {
    endpoints,
    hosts: [CorsHost.existing(GATEWAY_HOST, HostKind.MY_DOMAIN)],
    oauthUpstream: { issuer, address, pages: [...pages] },
    backends: backends?.(address) ?? {},
    initialSettings: { enableCorsForOAuthEndpoints: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return stack;
}

function registration(clients: readonly string[]): object {
  const urls = (pages: readonly PageName[]): readonly string[] =>
    [LISTED, OTHER].flatMap((origin) =>
      clients.flatMap((client) => pages.map((page) => pageUrl({ origin, client }, page))),
    );
  return {
    client_id: CLIENT_ID,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    redirect_uris: urls(LANDINGS),
    post_logout_redirect_uris: urls(['signed-out']),
  };
}
