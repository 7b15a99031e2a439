import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/**
 * Runs a program that asks the runtime API of Lambda for its events, and gives its results in order.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function throughRuntimeApi(program: string, events: readonly unknown[]): Promise<unknown[]> {
  const results: unknown[] = [];
  const server = createServer();
  const done = new Promise<unknown[]>((resolve, reject) => {
    server.on('request', runtimeApi(events, results, reject));
    server.on('answered', () => {
      if (results.length === events.length) resolve(results);
    });
  });
  server.on('request', (_request, response) => {
    response.on('finish', () => server.emit('answered'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return runUntil(program, server, done);
}

/** The two routes that a program without faults asks for: the next event, and the place for its result. */
function runtimeApi(
  events: readonly unknown[],
  results: unknown[],
  fail: (error: unknown) => void,
): RequestListener {
  return (request, response) => {
    if (request.url?.endsWith('/invocation/next') !== true) {
      json(request).then((result) => {
        results.push(result);
        response.writeHead(202).end();
      }, fail);
      return;
    }
    const next = results.length;
    // The last question stays open, as in Lambda where no request comes.
    if (next >= events.length) return;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': `request-${String(next)}`,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + 10_000),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-central-1:123456789012:function:orders',
    });
    response.end(JSON.stringify(events[next]));
  };
}

async function runUntil<T>(program: string, server: Server, done: Promise<T>): Promise<T> {
  const { port } = server.address() as AddressInfo;
  const env = { ...process.env, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${String(port)}` };
  const child = spawn(program, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<never>((_resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      reject(new Error(`${program} ended with ${String(code)}`));
    });
  });
  try {
    return await Promise.race([done, ended]);
  } finally {
    ended.catch(() => undefined);
    child.kill();
    server.close();
    server.closeAllConnections();
  }
}
