import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readAssembly, type Stack } from '../gateway';
import { CorsHost, HostKind } from '../lib';
import { ExampleStack } from './example-stack';
import { addLocalConsole } from './local-console';

/** Names that the local gateway answers to, as a URL writes them. */
export const LOCAL_HOSTS = ['localhost', 'site.localhost', '127.0.0.1', '[::1]'] as const;

/** The example app as the local gateway serves it. */
export interface LocalStack {
  readonly stack: Stack;
  /** Removes the synthesized files. */
  remove(): void;
}

/**
 * Synthesizes the example app for a gateway on this port: its hosts are those of this machine, and its own origins those
 * of the gateway.
 */
export function synthesizeLocalStack(port: number, oauthUpstream: string | undefined): LocalStack {
  const outdir = mkdtempSync(join(tmpdir(), 'cors-gateway-'));
  const remove = (): void => {
    rmSync(outdir, { recursive: true, force: true });
  };
  // The floor version of aws-cdk-lib warns of props that it passes to itself; that helps nobody at this terminal.
  process.env['JSII_DEPRECATED'] ??= 'quiet';
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const { gateway } = new ExampleStack(app, 'Local', {
      hosts: [
        CorsHost.existing('localhost', HostKind.MY_DOMAIN),
        CorsHost.existing('127.0.0.1', HostKind.MY_DOMAIN),
        CorsHost.existing('site.localhost', HostKind.EXPERIENCE_CLOUD_SITE),
      ],
      sameOriginAliases: [`http://localhost:${String(port)}`, `http://site.localhost:${String(port)}`],
      ...(oauthUpstream === undefined ? {} : { oauthUpstream }),
    });
    if (gateway.adminApi !== undefined) addLocalConsole(gateway.adminApi);
    app.synth();
    return { stack: readAssembly(outdir), remove };
  } catch (error) {
    remove();
    throw error;
  }
}
