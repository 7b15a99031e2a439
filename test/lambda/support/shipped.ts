import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const assets = resolve(__dirname, '../../../assets');

/** The result of a shipped bundle for one event. */
export interface Invocation {
  /** The result, or the name and message of the error that left the handler. */
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly name: string; readonly message: string };
  /** The modules that were required by then. */
  readonly loaded: readonly string[];
}

/** A run of a shipped bundle in a process of its own. */
export interface Run {
  readonly invocations: readonly Invocation[];
  /** Complete lines of standard output. */
  readonly lines: readonly string[];
  /** Whether the stream of standard output was opened for them. */
  readonly stdoutOpened: boolean;
  readonly stderr: string;
  readonly code: number;
}

const DRIVER = `
  const Module = require('node:module');
  const loaded = new Set();
  const load = Module._load;
  Module._load = function (id, ...rest) {
    loaded.add(id);
    return load.call(this, id, ...rest);
  };
  let stdoutOpened = false;
  const { get } = Object.getOwnPropertyDescriptor(process, 'stdout');
  Object.defineProperty(process, 'stdout', { get() { stdoutOpened = true; return get.call(process); } });
  const [file, events] = process.argv.slice(1);
  const invocations = [];
  (async () => {
    const { handler } = file.endsWith('.mjs') ? await import(file) : require(file);
    if (handler.length > 2) throw new Error('a callback handler');
    for (const event of JSON.parse(events)) {
      let outcome;
      try {
        outcome = { result: await handler(event, { awsRequestId: 'r' }) };
      } catch ({ name, message }) {
        outcome = { error: { name, message } };
      }
      invocations.push({ ...outcome, loaded: [...loaded] });
    }
    process.stderr.write(JSON.stringify({ invocations, stdoutOpened }));
  })();
`;

const NOTHING = { invocations: [], stdoutOpened: false };

/** Loads `assets/<bundle>/index.js`, or another door of the bundle, with an environment of its own and hands it one event after the other. */
export function runShipped(
  bundle: string,
  environment: Readonly<Record<string, string>>,
  events: readonly unknown[],
  door = 'index.js',
): Promise<Run> {
  const args = ['-e', DRIVER, resolve(assets, bundle, door), JSON.stringify(events)];
  return new Promise((settle) => {
    execFile(process.execPath, args, { env: { ...environment } }, (error, stdout, stderr) => {
      const ended = error === null;
      settle({
        ...(ended ? (JSON.parse(stderr) as Pick<Run, 'invocations' | 'stdoutOpened'>) : NOTHING),
        lines: stdout.split('\n').slice(0, -1),
        stderr: ended ? '' : stderr,
        code: ended ? 0 : Number(error.code),
      });
    });
  });
}
