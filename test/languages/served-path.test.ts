import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pythonEnvironment } from '../support/python-environment';
import { holdsForEveryHeader } from '../support/served-path/law';

/*
 * Law: no request header changes which path an upstream serves. Here on Python's servers, which read headers as CGI
 * variables, set up to believe their proxy as far as they can.
 */

const PACKAGES = ['gunicorn==23.0.0', 'waitress==3.0.2', 'Werkzeug==3.1.3'];

let python: string;
let server: ChildProcess | undefined;

beforeAll(() => {
  python = join(pythonEnvironment('wsgi-servers', PACKAGES), 'bin/python');
});

afterEach(async () => {
  if (server === undefined) return;
  const exited = once(server, 'exit');
  // Its standard input is its leash; gunicorn's main process also needs the signal.
  server.stdin?.end();
  server.kill('SIGTERM');
  await exited;
});

async function start(kind: string): Promise<string> {
  server = spawn(python, [join(__dirname, 'support/served.py'), kind], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string];
  return `http://127.0.0.1:${line}`;
}

test.each([
  ['wsgiref', 400],
  ['waitress', 400],
  ['gunicorn', 400],
  ['cgi', 400],
])('%s serves the judged path', async (kind, numRuns) => {
  await holdsForEveryHeader(await start(kind), numRuns);
});
