import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

/** The facts in the ready line of `serve`. */
export interface ServedLine {
  readonly gateway: string;
  /** A path to try. */
  readonly example: string;
  readonly admin?: string;
  readonly site: string;
  readonly table?: { readonly endpoint: string; readonly name: string };
  readonly apis: readonly { readonly name: string; readonly url: string; readonly stage: string }[];
  readonly custom: readonly string[];
  readonly keys: readonly { readonly id: string; readonly value: string }[];
}

/** The command `serve` as a process of its own. */
export interface ServeProcess {
  readonly ready: ServedLine;
  readonly process: ChildProcess;
  /** Every line that it has written so far, both streams. */
  readonly lines: readonly string[];
  /** Ends it the way Ctrl-C does and waits; gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** The program that ships. */
export const SHIPPED_PROGRAM = resolve(__dirname, '../../assets/cli/index.js');

/**
 * Starts `serve` on free ports.
 *
 * @throws Error with everything that the process wrote, when it ends before it is ready
 */
export async function startServe(
  args: readonly string[],
  { program = SHIPPED_PROGRAM, cwd = process.cwd(), env = process.env } = {},
): Promise<ServeProcess> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit');
  const ready = await new Promise<ServedLine>((resolveReady, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('ready ')) resolveReady(JSON.parse(line.slice('ready '.length)) as ServedLine);
      });
    }
    void exited.then(() => {
      reject(new Error(`serve ended before it was ready:\n${lines.join('\n')}`));
    });
  });
  return {
    ready,
    process: child,
    lines,
    stop: async (signal = 'SIGINT') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}
