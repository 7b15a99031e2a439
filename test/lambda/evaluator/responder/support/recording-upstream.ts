import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** An HTTP server on a free port that writes down what it gets. */
export class RecordingUpstream {
  readonly requests: RecordedRequest[] = [];
  connections = 0;
  /** How the next requests are answered, after their bodies were read. */
  answer: RequestListener = (_request, response) => response.end('ok');

  private constructor(private readonly server: Server) {}

  static async start(): Promise<RecordingUpstream> {
    const server = createServer();
    const upstream = new RecordingUpstream(server);
    server.on('connection', () => (upstream.connections += 1));
    server.on('request', (request, response) => {
      void record(request).then((recorded) => {
        upstream.requests.push(recorded);
        upstream.answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return upstream;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** The only request so far. */
  get request(): RecordedRequest {
    expect(this.requests).toHaveLength(1);
    return this.requests[0]!;
  }

  reset(): void {
    this.requests.length = 0;
    this.answer = (_request, response) => response.end('ok');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The values of a header in a recorded request, by its lower-case name. */
export function valuesOf({ rawHeaders }: Pick<RecordedRequest, 'rawHeaders'>, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url: target = '', rawHeaders } = request;
  return { method, target, rawHeaders, body: Buffer.concat(chunks) };
}
