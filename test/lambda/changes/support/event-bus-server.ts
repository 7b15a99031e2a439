import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChangeEvent } from '../../../../lib/contract';

/** The faults of a bus that a change can meet. */
export type BusFault =
  /** The bus takes the other events of the call, and not this one. */
  | 'untaken'
  /** The whole call is refused. */
  | 'denied'
  /** The bus takes the events of the call, and the caller dies before it has the answer. */
  | 'dies after'
  /** The caller dies before the bus takes an event of the call. */
  | 'dies before';

interface Entry {
  readonly Detail: string;
}

/** EventBridge as the publisher knows it: `PutEvents` over HTTP, with the faults that a test asks for. */
export class EventBusServer {
  /** Ids of the events that the bus took, in order. */
  readonly taken: string[] = [];
  /** The fault of an event that is put, by its id. */
  fault: (eventId: string) => BusFault | undefined = () => undefined;
  /** Ends the caller. */
  kill: () => Promise<void> = () => Promise.resolve();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<EventBusServer> {
    const server = createServer();
    const bus = new EventBusServer(server);
    server.on('request', (message, response) => void bus.answer(message, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return bus;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { Entries } = JSON.parse(Buffer.concat(await message.toArray()).toString()) as { Entries: Entry[] };
    const ids = Entries.map(({ Detail }) => (JSON.parse(Detail) as ChangeEvent).eventId);
    const faults = ids.map((id) => this.fault(id));
    if (faults.includes('dies before')) {
      await this.kill();
      return;
    }
    if (faults.includes('denied')) {
      reply(response, 400, { __type: 'AccessDeniedException', message: 'not authorized' });
      return;
    }
    this.taken.push(...ids.filter((_, index) => faults[index] !== 'untaken'));
    if (faults.includes('dies after')) {
      await this.kill();
      return;
    }
    reply(response, 200, {
      FailedEntryCount: faults.filter((fault) => fault === 'untaken').length,
      Entries: ids.map((EventId, index) =>
        faults[index] === 'untaken'
          ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'later' }
          : { EventId },
      ),
    });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
