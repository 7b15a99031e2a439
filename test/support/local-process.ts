import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

/** The facts in the ready line of the local gateway. */
export interface ReadyLine {
  readonly gateway: string;
  readonly site: string;
  readonly admin: string;
  readonly table: { readonly endpoint: string; readonly name: string };
}

/** The local gateway as a process of its own, started the way `npm start` starts it. */
export interface LocalProcess {
  readonly ready: ReadyLine;
  readonly process: ChildProcess;
  /** Every line that it has written so far, both streams. */
  readonly lines: readonly string[];
  /** Ends it the way Ctrl-C does and waits; gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const ROOT = resolve(__dirname, '../..');

/**
 * Starts the local gateway on a free pair of ports, unless the arguments name one.
 *
 * @throws Error with everything that the process wrote, when it ends before it is ready
 */
export async function startLocalProcess(args: readonly string[] = ['--empty']): Promise<LocalProcess> {
  const ports = args.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, ['bin/start.cjs', ...ports, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit');
  const ready = await new Promise<ReadyLine>((resolveReady, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('ready ')) resolveReady(JSON.parse(line.slice('ready '.length)) as ReadyLine);
      });
    }
    void exited.then(() => {
      reject(new Error(`the local gateway ended before it was ready:\n${lines.join('\n')}`));
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
