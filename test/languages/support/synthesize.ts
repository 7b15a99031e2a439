import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, type Surroundings } from './command';

/** Choices of the example app, as `-c` takes them. */
export type Context = Readonly<Record<string, string>>;

const CDK = resolve(__dirname, '../../../node_modules/.bin/cdk');

/** Synthesizes the app of a folder with the command line that its users have, and gives the template as it was written. */
export async function synthesize(app: Surroundings, context: Context): Promise<string> {
  const output = mkdtempSync(join(tmpdir(), 'languages-'));
  try {
    // The command line adds metadata that names the language, so it is off.
    const options = ['--quiet', '--no-version-reporting', '--no-notices', '--output', output];
    const choices = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    await run(app, CDK, 'synth', ...options, ...choices);
    return readFileSync(join(output, 'CorsExample.template.json'), 'utf8');
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
