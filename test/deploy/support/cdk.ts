import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** How a command of the CDK CLI ended, and what it wrote. */
export interface CdkResult {
  readonly code: number | null;
  readonly output: string;
}

/** The example app with names and props of its own (see example-app.ts). */
export interface ExampleChoice {
  readonly stackName: string;
  /** Context of the command line: that of bin/app.ts, and that of example-app.ts. */
  readonly context?: Readonly<Record<string, string>>;
  /** File of the app. Default: example-app.ts */
  readonly app?: string;
}

/** Runs the pinned CLI, in this repository or in another project. */
export async function cdk(args: readonly string[], cwd = ROOT): Promise<CdkResult> {
  const child = spawn(process.execPath, [require.resolve('aws-cdk/bin/cdk'), ...args, '--no-notices'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: Buffer.concat(chunks).toString('utf8') };
}

/**
 * Deploys the example app; gives the outputs of its stack.
 *
 * @throws Error with what the CLI wrote
 */
export async function deployExample(
  choice: ExampleChoice,
): Promise<{ readonly outputs: Readonly<Record<string, string>>; readonly output: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'cors-deploy-'));
  const outputsFile = join(directory, 'outputs.json');
  try {
    const args = ['--require-approval', 'never', '--outputs-file', outputsFile];
    const { code, output } = await example(choice, 'deploy', ...args);
    if (code !== 0)
      throw new Error(`cdk deploy of ${choice.stackName} ended with ${String(code)}:\n${output}`);
    if (!existsSync(outputsFile)) throw new Error(`cdk deploy wrote no outputs:\n${output}`);
    const all = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Record<string, string>>;
    return { outputs: all[choice.stackName] ?? {}, output };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs `cdk diff` on the deployed stack; it ends with 1 where there is a difference. */
export function diffExample(choice: ExampleChoice): Promise<CdkResult> {
  return example(choice, 'diff', '--fail');
}

/**
 * Deletes the stack.
 *
 * @throws Error with what the CLI wrote
 */
export async function destroyExample(choice: ExampleChoice): Promise<string> {
  const { code, output } = await example(choice, 'destroy', '--force');
  if (code !== 0)
    throw new Error(`cdk destroy of ${choice.stackName} ended with ${String(code)}:\n${output}`);
  return output;
}

async function example(
  { stackName, context = {}, app = 'test/deploy/support/example-app.ts' }: ExampleChoice,
  command: string,
  ...args: readonly string[]
): Promise<CdkResult> {
  const out = mkdtempSync(join(tmpdir(), 'cors-assembly-'));
  const choices = Object.entries({ stackName, ...context }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  try {
    const entry = `node --import tsx ${app}`;
    return await cdk([command, stackName, '--app', entry, '--output', out, ...choices, ...args]);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
