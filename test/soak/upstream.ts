import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Faults of the server behind the responder. */
export const UPSTREAM_FAULTS = ['reset', 'hang', 'error', 'cut'] as const;
export type UpstreamFault = (typeof UPSTREAM_FAULTS)[number];

/** The server behind the responder. It claims CORS headers of its own, which must never reach a page. */
export class Upstream {
  fault: UpstreamFault | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Upstream> {
    const server = createServer((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      switch (upstream.fault) {
        case 'reset':
          response.socket?.resetAndDestroy();
          return;
        case 'hang':
          return;
        case 'error':
          response.writeHead(500).end('out of order');
          return;
        case 'cut':
          response.writeHead(200, { 'Content-Length': '100' }).write('half');
          response.socket?.end();
          return;
        default:
          response.end('here');
      }
    });
    const upstream = new Upstream(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
