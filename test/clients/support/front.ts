import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { selfSigned } from '../../browser/support/certificate';
import { GATEWAY_HOST } from '../layouts/layout';

/** A request that reached the gateway, and its answer. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly origin: string | undefined;
  readonly status: number;
  /** The reason of a refusal. */
  readonly refused: string | undefined;
}

/** The message of a page to the suite. */
export interface Told {
  readonly run: string;
  readonly step?: string;
  readonly fault?: string;
  readonly over?: true;
  readonly reads?: readonly { readonly url: string; readonly status: number }[];
}

/** Empties what a browser keeps of an origin. */
const FORGET = { 'Clear-Site-Data': '"cookies", "storage"' };

/**
 * The https names of the suite on one port: the gateway's, which it passes on without TLS, and every other one, which is a
 * page of the client that the path names.
 */
export class Front {
  /** Where the servers of further names listen, by host. */
  behind: ReadonlyMap<string, URL> = new Map();
  readonly passed: Passed[] = [];
  private listener: (told: Told) => void = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly scripts: ReadonlyMap<string, string>,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/forget')
        response.writeHead(200, { ...FORGET, 'Content-Type': 'text/html' }).end();
      else void this.answer(request, response);
    });
  }

  /** @param scripts a script for each client, by its name */
  static async start(scripts: ReadonlyMap<string, string>): Promise<Front> {
    const server = createServer(selfSigned());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Front(server, scripts);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  onTold(listener: (told: Told) => void): void {
    this.listener = listener;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): Promise<void> | void {
    const server = this.behind.get(request.headers.host ?? '');
    if (server === undefined) return this.page(request, response);
    this.pass(request, response, server);
  }

  private pass(request: IncomingMessage, response: ServerResponse, server: URL): void {
    const { method = '', url = '', rawHeaders, headers } = request;
    // The local gateway answers to names of this machine alone, and is told which host was asked.
    const sent = rawHeaders.map((value, i) =>
      i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host' ? server.host : value,
    );
    const options = { host: '127.0.0.1', port: server.port, method, path: url, headers: sent };
    const onward = httpRequest(options, (answer) => {
      const status = answer.statusCode ?? 0;
      const refused = answer.headers['cors-refused'] as string | undefined;
      if (headers.host === GATEWAY_HOST)
        this.passed.push({ method, path: url.split('?')[0]!, origin: headers.origin, status, refused });
      response.writeHead(status, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }

  private async page(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://page.example');
    const body = request.method === 'POST' ? await text(request) : '';
    if (url.pathname === '/told') {
      response.end();
      this.listener(JSON.parse(body) as Told);
      return;
    }
    if (request.method === 'POST') {
      // A response in the mode form_post comes to the page's own server, which hands it to the page.
      response.writeHead(303, { Location: `${url.pathname}?${body}` }).end();
      return;
    }
    const [, client = '', file] = url.pathname.split('/');
    const script = this.scripts.get(client);
    if (script === undefined) response.writeHead(404).end();
    else if (file === 'client.js') response.setHeader('Content-Type', 'text/javascript').end(script);
    else {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><title>${client}</title><body><script src="/${client}/client.js"></script>`,
      );
    }
  }
}
