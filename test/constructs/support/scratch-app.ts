import { App, type AppProps } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// aws-cdk-lib 2.260 warns of what its own table does.
process.env.JSII_DEPRECATED = 'quiet';

const folder = mkdtempSync(join(tmpdir(), 'constructs-'));
let count = 0;

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Bundles stay where they are: every app would copy some megabytes of them. */
const WITHOUT_COPIES = { 'aws:cdk:disable-asset-staging': true };

/** An app whose output is removed with the tests of the file. */
export function scratchApp(context: AppProps['context'] = {}): App {
  const outdir = join(folder, String(count++));
  return new App({ context: { ...WITHOUT_COPIES, ...context }, outdir, analyticsReporting: false });
}
