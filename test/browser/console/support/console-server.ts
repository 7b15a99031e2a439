import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createConsole } from '../../../../lambda/console/console-handler';
import { ServedFiles, type Manifest } from '../../../../lambda/console/served-files';
import type { ConsoleConfig } from '../../../../lambda/shared/configuration/console-configuration';

const ASSETS = resolve(__dirname, '../../../../assets/admin-console');

/** The console as the construct serves it, and the API beside it. */
export interface ConsoleServer {
  /** URL of the console. */
  readonly url: string;
  /** Answers the next calls of the API in another way; undefined leads to the API again. */
  trouble: ((response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

/** Why the API does not take a call. */
export type Refusal = readonly [status: number, code: string];

/**
 * @param admin the local admin API, which asks nobody who they are
 * @param refusalOf looks at a call before it
 */
export async function startConsoleServer(
  admin: string,
  config: ConsoleConfig,
  refusalOf: (headers: IncomingHttpHeaders, path: string) => Refusal | undefined,
): Promise<ConsoleServer> {
  const manifest = JSON.parse(readFileSync(join(ASSETS, 'manifest.json'), 'utf8')) as Manifest;
  const files = new ServedFiles(manifest, (name) => readFileSync(join(ASSETS, 'www', `${name}.br`)));
  const serve = createConsole(files, config);

  const page = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const name = path.slice('/prod/console/'.length);
    const answer = serve({
      httpMethod: request.method ?? 'GET',
      headers: request.headers as Record<string, string>,
      pathParameters: name === '' ? null : { proxy: name },
      requestContext: { path },
    });
    response.writeHead(answer.statusCode, answer.headers);
    response.end(Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8'));
  };

  const api = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (state.trouble !== undefined) {
      state.trouble(response);
      return;
    }
    const refusal = refusalOf(request.headers, path);
    if (refusal !== undefined) {
      const [status, code] = refusal;
      response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ type: 'about:blank', title: `Problem ${code}.`, status, code }));
      return;
    }
    await forward(admin, request, response);
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*$/, '');
    if (path.startsWith('/prod/console')) page(request, response, path);
    else void api(request, response, path);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const state: ConsoleServer = {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}/prod/console`,
    trouble: undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return state;
}

/** Hands a call on without the headers that the local API does not know. */
async function forward(admin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers = new Headers();
  for (const name of ['content-type', 'if-match']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const answer = await fetch(`${admin}${(request.url ?? '').slice('/prod'.length)}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body.length === 0 ? {} : { body }),
  });
  const etag = answer.headers.get('ETag');
  response.writeHead(answer.status, {
    'Content-Type': answer.headers.get('Content-Type') ?? 'application/json',
    ...(etag === null ? {} : { ETag: etag }),
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
