import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADMIN_BASE_PATH, CONSOLE_TOKEN_FRAGMENT } from '../../lib/contract';
import type { Authorization } from '../api/authorization';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { loadConsoleFiles, type ConsoleFiles } from './console-files';
import { hasToken, isFromOwnPage } from './own-page';
import { forwardCall } from './forwarded-call';

const HOST = '127.0.0.1';

/** The parts of a console that is served here. */
export interface ConsoleServerOptions {
  /** The admin API, without a trailing slash. */
  readonly url: string;
  readonly authorization: Authorization;
  /** 0 takes a free one. */
  readonly port: number;
}

/** A console that is served on this machine. */
export interface ConsoleServer {
  /** Address of the page, with the token of this run in the fragment, which no browser sends. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the page, and below `/cors/v1` the admin API to this page alone.
 *
 * @throws CommandError where the port is taken
 */
export async function startConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const token = randomBytes(32).toString('base64url');
  const files = loadConsoleFiles();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const own = `${HOST}:${String(port)}`;
    answer(request, response, { ...options, own, token, files }).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(options.port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(EXIT.error, 'port_busy', `The console cannot listen: ${why}.`, '--port 0');
  }
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${HOST}:${String(port)}/console/index.html#${CONSOLE_TOKEN_FRAGMENT}=${token}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Served extends ConsoleServerOptions {
  /** Host and port of this server. */
  readonly own: string;
  readonly token: string;
  readonly files: ConsoleFiles;
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const { url: target = '/', method = 'GET', headers } = request;
  const [path = ''] = target.split('?', 1);
  if (!isFromOwnPage(headers, served.own)) {
    refuse(response, 403, 'This console answers to its own page alone.');
  } else if (path.startsWith(`${ADMIN_BASE_PATH}/`)) {
    if (hasToken(headers, served.token)) await forwardCall(request, response, served);
    else refuse(response, 401, 'The call lacks the token of this run.');
  } else if (path === '/console' || path.startsWith('/console/')) {
    const file = await served.files(method, path, headers);
    response.writeHead(file.statusCode, file.headers);
    response.end(Buffer.from(file.body, file.isBase64Encoded ? 'base64' : 'utf8'));
  } else {
    refuse(response, 404, 'There is nothing here but the console.');
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}
