import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createConsole } from '../../../../lambda/console/console-handler';
import { ServedFiles, type Manifest } from '../../../../lambda/console/served-files';
import type { FakeCognito } from './fake-cognito';

const ASSETS = resolve(__dirname, '../../../../assets/admin-console');

/** An admin API behind a user pool: the console as it is deployed, and the routes for who shows a token. */
export interface SignedInAdmin {
  readonly url: string;
  /** Answers the next calls of the API in another way; undefined leads to the API again. */
  trouble: ((response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

/** @param admin the local admin API, which asks nobody who they are */
export async function startSignedInAdmin(
  admin: string,
  cognito: FakeCognito,
  clientId: string,
): Promise<SignedInAdmin> {
  const manifest = JSON.parse(readFileSync(join(ASSETS, 'manifest.json'), 'utf8')) as Manifest;
  const files = new ServedFiles(manifest, (name) => readFileSync(join(ASSETS, 'www', `${name}.br`)));
  const serve = createConsole(files, {
    signIn: {
      issuer: 'https://issuer.example',
      domain: cognito.domain,
      clientId,
      scope: 'openid',
      token: 'id',
      manageAllowlistGroup: 'manage-allowlist',
      manageSettingsGroup: 'manage-settings',
    },
  });

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

  const problem = (response: ServerResponse, status: number, code: string): void => {
    response.writeHead(status, { 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify({ type: 'about:blank', title: `Problem ${code}.`, status, code }));
  };

  const api = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (state.trouble !== undefined) {
      state.trouble(response);
      return;
    }
    if (!cognito.accepts(request.headers.authorization ?? '')) {
      problem(response, 401, 'not_authenticated');
      return;
    }
    const mayManage = cognito.groups.includes('manage-settings');
    if (path.endsWith('/settings') && !mayManage) {
      problem(response, 403, 'not_permitted');
      return;
    }
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
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*$/, '');
    if (path.startsWith('/prod/console')) page(request, response, path);
    else void api(request, response, path);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const state: SignedInAdmin = {
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
