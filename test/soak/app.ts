import { App, Duration, Stack } from 'aws-cdk-lib';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway, OAuthRole } from '../../lib';

/** Seconds for which the functions use what they found, and while the table cannot be read. */
export const CACHE_SECONDS = 2;
export const STALE_SECONDS = 8;

/** One gateway with every seat: authorizer and `withCors` at `/echo`, responder at `/upstream`, and an OAuth endpoint. */
export function synthesizeSoak(outdir: string, upstream: string): void {
  // aws-cdk-lib 2.260 warns of what its own table does.
  process.env['JSII_DEPRECATED'] ??= 'quiet';
  const app = new App({ outdir, analyticsReporting: false });
  new CorsGateway(new Stack(app, 'Soak'), 'Cors', {
    endpoints: CorsEndpoints.of([
      CorsEndpoint.allowlist('/echo'),
      CorsEndpoint.allowlist('/upstream'),
      CorsEndpoint.oauth('/token', { methods: ['GET', 'POST'], role: OAuthRole.TOKEN }),
    ]),
    backends: { '/upstream': CorsBackend.http(upstream) },
    defaultBackend: CorsBackend.echo(),
    cacheTtl: Duration.seconds(CACHE_SECONDS),
    staleTtl: Duration.seconds(STALE_SECONDS),
  });
  app.synth();
}

if (require.main === module) synthesizeSoak(process.argv[2] ?? '', process.argv[3] ?? '');
