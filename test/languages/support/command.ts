import { spawn } from 'node:child_process';

/** Where and with what a command runs. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command to its end, and gives what it wrote.
 *
 * @throws Error with everything that it wrote, when it does not end with 0
 */
export async function run(
  { cwd, env = process.env }: Surroundings,
  command: string,
  ...args: readonly string[]
): Promise<string> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}:\n${output}`);
  return output;
}
