import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP server that says whatever it is told to, well-formed or not. */
export class RawUpstream {
  private readonly sockets = new Set<Socket>();
  connections = 0;
  /** Every byte that came, one string a connection. */
  readonly received: string[] = [];
  /** Called when the head of a request has come. */
  behave: (socket: Socket) => void = (socket) => socket.end();
  /** Called when any bytes have come. */
  onBytes: (socket: Socket) => void = () => undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<RawUpstream> {
    const server = createServer();
    const upstream = new RawUpstream(server);
    server.on('connection', (socket) => {
      upstream.take(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(socket: Socket): void {
    const index = this.connections;
    this.connections += 1;
    this.received[index] = '';
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk) => {
      const received = `${this.received[index] ?? ''}${chunk.toString('latin1')}`;
      this.received[index] = received;
      this.onBytes(socket);
      if (received.endsWith('\r\n\r\n')) this.behave(socket);
    });
  }
}
