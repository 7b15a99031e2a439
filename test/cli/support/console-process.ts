import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SHIPPED_PROGRAM } from '../../support/serve-process';

/** The command `console` as a process of its own. */
export interface ConsoleProcess {
  /** The printed address. */
  readonly address: string;
  readonly origin: string;
  readonly token: string;
  /** Ends it the way Ctrl-C does; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the console of an admin API, signing with these credentials. */
export async function startConsoleProcess(
  url: string,
  env: Readonly<Record<string, string>>,
): Promise<ConsoleProcess> {
  const args = ['console', '--url', url, '--auth', 'iam', '--region', 'eu-central-1'];
  const child = spawn(process.execPath, [SHIPPED_PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('#token=')) resolve(line.trim());
    });
    void exited.then(() => {
      reject(new Error('the console ended before it was ready'));
    });
  });
  const { origin, hash } = new URL(address);
  return {
    address,
    origin,
    token: hash.replace('#token=', ''),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await exited;
      return child.exitCode;
    },
  };
}

/** Credentials that no answer to a browser may hold. */
export const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIACONSOLE',
  AWS_SECRET_ACCESS_KEY: 'secret-of-the-console',
};
