import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OptionError } from '../terminal/option-error';
import { printable } from '../terminal/printable';
import type { ServeOptions } from './serve-options';

/** A cloud assembly on disk. */
export interface AssemblyFolder {
  readonly path: string;
  /** Removes it where it was made for this run alone. */
  readonly remove: () => void;
}

const DEFAULT_APP = 'npx cdk synth';
const DEFAULT_FOLDER = 'cdk.out';
const MANIFEST = 'manifest.json';

/**
 * The assembly that the options mean: a folder, what a command makes, or what the working folder has.
 *
 * @throws OptionError when there is nothing to serve, or the command fails
 */
export async function assemblyFolder(options: Pick<ServeOptions, 'folder' | 'app'>): Promise<AssemblyFolder> {
  const app =
    options.app ?? (options.folder === undefined && existsSync('cdk.json') ? DEFAULT_APP : undefined);
  if (app !== undefined) return synthesized(app);
  const folder = options.folder ?? DEFAULT_FOLDER;
  if (existsSync(join(folder, MANIFEST))) return { path: resolve(folder), remove: () => undefined };
  throw new OptionError(
    options.folder === undefined
      ? 'there is neither a cdk.json nor a cdk.out here (fix: name the folder of an assembly, or --app "npx cdk synth")'
      : `${folder} holds no cloud assembly: there is no ${MANIFEST} (fix: synthesize the app first, or use --app)`,
  );
}

/**
 * Runs the command. An app that it starts itself writes where the variable of the CDK says; the CDK's own command line writes
 * where its options say.
 */
async function synthesized(command: string): Promise<AssemblyFolder> {
  const made = mkdtempSync(join(tmpdir(), 'cors-serve-'));
  const remove = (): void => {
    rmSync(made, { recursive: true, force: true });
  };
  const started = Date.now();
  console.log(`synthesizing: ${printable(command)}`);
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDK_OUTDIR: made },
  });
  // The template of an app with one stack comes on its output: nobody wants to read it here.
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on(
      'data',
      (chunk: Buffer) => (output = `${output}${chunk.toString('utf8')}`.slice(-OUTPUT_LIMIT)),
    );
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    remove();
    for (const line of output.split('\n')) console.error(printable(line));
    throw new OptionError(`the app cannot be synthesized: ${command} ended with ${String(code)}`);
  }
  for (const path of [made, resolve(outputOf(command))]) {
    const manifest = statSync(join(path, MANIFEST), { throwIfNoEntry: false });
    if (manifest === undefined || manifest.mtimeMs < started - CLOCK_GRAIN_MS) continue;
    if (path === made) return { path, remove };
    remove();
    return { path, remove: () => undefined };
  }
  remove();
  throw new OptionError(
    `${command} made no cloud assembly (fix: name its folder, after it ran: apigateway-cors-allowlist serve FOLDER)`,
  );
}

/** As much of what a command wrote as is shown when it fails. */
const OUTPUT_LIMIT = 20_000;

/** Some file systems keep times in seconds. */
const CLOCK_GRAIN_MS = 2_000;

/** Where the CDK's command line writes: by its option, by cdk.json, or by default. */
function outputOf(command: string): string {
  const option = /(?:^|\s)(?:-o|--output)[\s=]+(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(command);
  const given = option?.[1] ?? option?.[2] ?? option?.[3];
  if (given !== undefined) return given;
  try {
    const { output } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { output?: unknown };
    return typeof output === 'string' ? output : DEFAULT_FOLDER;
  } catch {
    return DEFAULT_FOLDER;
  }
}
