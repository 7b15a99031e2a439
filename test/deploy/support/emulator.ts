import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePortPair } from '../../../cli/serve/port-pair';
import { pythonEnvironment } from '../../support/python-environment';

// With cryptography, tokens of user pools are signed and checked; without it every token is refused.
const PACKAGES = ['ministack==1.5.33', 'cryptography==50.0.2'];
const START_MILLIS = 60_000;

/** An emulator of AWS on a free loopback port. */
export interface Emulator {
  readonly url: string;
  /** Ends it with every function that it runs, and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts the emulator with an empty account, after installing it where it is not yet.
 *
 * @throws Error with what Python or the emulator wrote, when it cannot be installed or does not start
 */
export async function startEmulator(): Promise<Emulator> {
  const command = join(pythonEnvironment('emulator', PACKAGES), 'bin/ministack');
  const port = await freePortPair();
  const files = mkdtempSync(join(tmpdir(), 'cors-emulator-'));
  const log = join(files, 'emulator.log');
  const output = openSync(log, 'w');
  const child = spawn(command, [], {
    cwd: files,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      // Functions run with the `node` of the path: the pinned one, not the machine's.
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      TMPDIR: files,
    },
  });
  const forget = endWithThisProcess(child);
  const stop = async (): Promise<void> => {
    await end(child);
    forget();
    rmSync(files, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  if (await isReady(child, port)) return { url, stop };
  const wrote = readFileSync(log, 'utf8');
  await stop();
  throw new Error(`the emulator did not start:\n${wrote}`);
}

async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + START_MILLIS;
  while (Date.now() < deadline && child.exitCode === null && child.pid !== undefined) {
    const answer = await fetch(`http://127.0.0.1:${port}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return true;
    await pause(250);
  }
  return false;
}

/** A run that is ended before its teardown takes the emulator with it. Gives what takes this back. */
function endWithThisProcess(child: ChildProcess): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const onSignal = (): void => {
    child.kill('SIGTERM');
    process.exit(1);
  };
  for (const signal of signals) process.once(signal, onSignal);
  return () => {
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  // It ends its functions itself; only one that hangs is killed.
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(killer);
}
