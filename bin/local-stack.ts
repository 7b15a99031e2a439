import { App } from 'aws-cdk-lib';
import { CorsHost, HostKind } from '../lib';
import { ExampleStack } from './example-stack';
import { addLocalConsole } from './local-console';

/**
 * Synthesizes the example app into a folder, for a gateway on this port: its hosts are those of this machine, and its own
 * origins those of the gateway.
 */
function synthesizeLocalStack(outdir: string, port: string, oauthUpstream: string | undefined): void {
  // The floor version of aws-cdk-lib warns of props that it passes to itself; that helps nobody at this terminal.
  process.env['JSII_DEPRECATED'] ??= 'quiet';
  const app = new App({ outdir, analyticsReporting: false });
  const { gateway } = new ExampleStack(app, 'Local', {
    hosts: [
      CorsHost.existing('localhost', HostKind.MY_DOMAIN),
      CorsHost.existing('127.0.0.1', HostKind.MY_DOMAIN),
      CorsHost.existing('site.localhost', HostKind.EXPERIENCE_CLOUD_SITE),
    ],
    sameOriginAliases: [`http://localhost:${port}`, `http://site.localhost:${port}`],
    ...(oauthUpstream === undefined ? {} : { oauthUpstream }),
  });
  if (gateway.adminApi !== undefined) addLocalConsole(gateway.adminApi);
  app.synth();
}

// A program of its own: the library that synthesizes would stay in the memory of the gateway, three times as large.
const [outdir = '', port = '', oauthUpstream] = process.argv.slice(2);
synthesizeLocalStack(outdir, port, oauthUpstream);
