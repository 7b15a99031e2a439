import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  ClientSecrets,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  CorsHost,
  HostKind,
  OAuthRole,
  PathMatch,
  type CorsGatewayProps,
} from '../../../lib';

/** Servers behind the gateway that is attacked. */
export interface Upstreams {
  /** Writes down what it gets. */
  readonly recording: string;
  /** Answers byte by byte as a test says. */
  readonly raw: string;
}

const PREFIX = { match: PathMatch.PREFIX };

/** Below `/api` everything is open but what a narrower rule closes; `/fn` has the same rules before a function. */
const nested = (root: string): CorsEndpoint[] => [
  CorsEndpoint.publicAccess(root, PREFIX),
  CorsEndpoint.closed(`${root}/internal`, PREFIX),
  CorsEndpoint.closed(`${root}/admin`),
  CorsEndpoint.closed(`${root}/$batch`),
  CorsEndpoint.closed(`${root}/orders:export`),
  CorsEndpoint.closed(`${root}/%C3%A9tat`),
  CorsEndpoint.closed(`${root}/v*/jobs`, PREFIX),
];

/**
 * Synthesizes the app that is attacked: the preset, and rules of the shapes that attackers look for, before an HTTP server
 * (the evaluator judges) and before a function (authorizer and `withCors` judge).
 */
export function synthesizeStand(
  outdir: string,
  { recording, raw }: Upstreams,
  more: Partial<CorsGatewayProps> = {},
): void {
  // The floor version of aws-cdk-lib warns of props that it passes to itself.
  process.env['JSII_DEPRECATED'] ??= 'quiet';
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Attacked');
  const gateway = new CorsGateway(stack, 'Cors', {
    endpoints: CorsEndpoints.salesforce().plus([
      ...nested('/api'),
      ...nested('/fn'),
      CorsEndpoint.allowlist('/list', PREFIX),
      CorsEndpoint.allowlist('/session', { ...PREFIX, credentials: true }),
      CorsEndpoint.allowlist('/raw', PREFIX),
      CorsEndpoint.oauth('/token', { methods: ['POST'], role: OAuthRole.TOKEN }),
      CorsEndpoint.closed('/callback', { page: true }),
    ]),
    hosts: [
      CorsHost.existing('localhost', HostKind.MY_DOMAIN),
      CorsHost.existing('site.localhost', HostKind.EXPERIENCE_CLOUD_SITE, { pathPrefix: '/partners' }),
    ],
    backends: { '/fn': CorsBackend.echo(), '/raw': CorsBackend.http(raw) },
    defaultBackend: CorsBackend.http(recording),
    oauthUpstream: { issuer: recording, paths: { '/token': '/issuer/token?p=policy' } },
    clientSecrets: ClientSecrets.BLOCK,
    // A change of the list counts at once.
    cacheTtl: Duration.seconds(0),
    staleTtl: Duration.seconds(0),
    ...more,
  });
  new CfnOutput(stack, 'GatewayUrl', { value: gateway.url });
  new CfnOutput(stack, 'AdminUrl', { value: gateway.adminApi?.url ?? '' });
  app.synth();
}
