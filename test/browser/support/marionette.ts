import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

type Answer = readonly [type: 1, id: number, error: { readonly message: string } | null, value: unknown];

/** The part of a new session that is used. */
interface Session {
  readonly capabilities: { readonly browserVersion: string };
}

/**
 * Speaks to Firefox as its own tests do: messages are JSON with their length in front.
 *
 * @see https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export class Marionette {
  private id = 0;
  private received = Buffer.alloc(0);
  private readonly messages: string[] = [];
  private wake: () => void = () => undefined;
  private version = '';

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.takeMessages();
      this.wake();
    });
    socket.on('close', () => {
      this.wake();
    });
  }

  /** @param capabilities of the session: https://www.w3.org/TR/webdriver/#capabilities */
  static async connect(port: number, capabilities: object = {}): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const client = new Marionette(socket);
    // The first message is a greeting.
    await client.next();
    const session = (await client.call('WebDriver:NewSession', capabilities)) as Session;
    client.version = session.capabilities.browserVersion;
    return client;
  }

  get browserVersion(): string {
    return this.version;
  }

  async call(command: string, parameters: object): Promise<unknown> {
    const text = JSON.stringify([0, ++this.id, command, parameters]);
    this.socket.write(`${String(Buffer.byteLength(text))}:${text}`);
    const [, , error, value] = JSON.parse(await this.next()) as Answer;
    if (error !== null) throw new Error(`${command}: ${error.message}`);
    return value;
  }

  close(): void {
    this.socket.destroy();
  }

  private async next(): Promise<string> {
    for (;;) {
      const message = this.messages.shift();
      if (message !== undefined) return message;
      if (this.socket.destroyed) throw new Error('Firefox has closed the connection');
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private takeMessages(): void {
    for (;;) {
      const colon = this.received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.received.toString('latin1', 0, colon));
      if (this.received.length < end) return;
      this.messages.push(this.received.toString('utf8', colon + 1, end));
      this.received = this.received.subarray(end);
    }
  }
}
