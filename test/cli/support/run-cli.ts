import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { SHIPPED_PROGRAM } from '../../support/serve-process';

/** How a run of the program ended, and what it wrote. */
export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  json(): unknown;
}

/** The surroundings of a run. */
export interface CliOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
  readonly program?: string;
  /** Gets the process when it has begun, so that a test can end it. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the program that ships, without a terminal, to its end. */
export async function runCli(
  args: readonly string[],
  { env = {}, cwd, input, program = SHIPPED_PROGRAM, onStart }: CliOptions = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [program, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onStart?.(child);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const [status] = (await once(child, 'close')) as [number | null];
  const stdout = Buffer.concat(out).toString('utf8');
  return {
    status,
    stdout,
    stderr: Buffer.concat(err).toString('utf8'),
    json: () => JSON.parse(stdout) as unknown,
  };
}

/** A runner for one admin API. */
export function cliOf(url: string): (...args: readonly string[]) => Promise<CliRun> {
  return (...args) => runCli(args, { env: { CORS_ADMIN_URL: url } });
}
