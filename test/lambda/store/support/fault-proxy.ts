import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Faults between the store and DynamoDB. */
export type Fault =
  /** 500 `InternalServerError`. */
  | 'error'
  /** 400 `ProvisionedThroughputExceededException`. */
  | 'throttling'
  /** 400 `AccessDeniedException`: an answer, and one that no repetition changes. */
  | 'denied'
  /** No answer at all. */
  | 'hang'
  /** The connection is reset in place of an answer. */
  | 'reset'
  /** The answer is cut off in the middle. */
  | 'truncated'
  /** The answer comes, a byte now and then. */
  | 'trickle'
  /** 200 with something that is no answer of DynamoDB. */
  | 'garbage'
  /** 200 with an answer that lacks its responses. */
  | 'empty'
  /** Every other key of a `BatchGetItem` comes back unprocessed, and the last. */
  | 'unprocessed'
  /** The call takes effect, and its answer is lost. */
  | 'lost-answer';

/** A call that reached the proxy. */
export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Calls that were under way when this one came. */
  readonly beside: number;
}

/** Stands in front of a DynamoDB API, counts what comes through, and spoils it when told to. */
export class FaultProxy {
  readonly calls: Call[] = [];
  private fault: Fault | undefined;
  private remaining = 0;
  private operation: string | undefined;
  private underWay = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer();
    // It spoils what it is told to spoil, and nothing else: no connection ends in the moment in which it is used again.
    server.keepAliveTimeout = 0;
    const proxy = new FaultProxy(server, target);
    server.on('request', (message, response) => {
      // A client that is ended in the middle of its request, or an engine that is: the one who asked sees a connection that ends.
      proxy.serve(message, response).catch(() => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Spoils the next calls: all of them by default, and of every operation. */
  spoil(fault: Fault, times = Infinity, operation?: string): void {
    this.fault = fault;
    this.remaining = times;
    this.operation = operation;
  }

  heal(): void {
    this.remaining = 0;
  }

  /** Calls of an operation since the proxy started. */
  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(message);
    const input = JSON.parse(body.toString()) as Record<string, unknown>;
    const operation = String(message.headers['x-amz-target']).split('.')[1] ?? '';
    this.calls.push({ operation, input, beside: this.underWay });
    const isSpoilt = this.remaining > 0 && (this.operation ?? operation) === operation;
    if (isSpoilt) this.remaining--;
    this.underWay++;
    await this.answer(isSpoilt ? this.fault : undefined, message, input, response);
    this.underWay--;
  }

  private async answer(
    fault: Fault | undefined,
    message: IncomingMessage,
    input: Record<string, unknown>,
    response: ServerResponse,
  ): Promise<void> {
    switch (fault) {
      case undefined:
        reply(response, await this.forward(message, input));
        return;
      case 'error':
        reply(response, problem(500, 'InternalServerError'));
        return;
      case 'throttling':
        reply(response, problem(400, 'ProvisionedThroughputExceededException'));
        return;
      case 'denied':
        reply(response, problem(400, 'AccessDeniedException'));
        return;
      case 'garbage':
        reply(response, { status: 200, body: '<html>welcome to the hotel network</html>' });
        return;
      case 'empty':
        reply(response, { status: 200, body: '{}' });
        return;
      case 'hang':
        return;
      case 'reset':
        message.socket.resetAndDestroy();
        return;
      case 'lost-answer':
        await this.forward(message, input);
        message.socket.resetAndDestroy();
        return;
      case 'unprocessed':
        reply(response, await this.forwardHalf(message, input));
        return;
      case 'truncated':
      case 'trickle': {
        const { status, body } = await this.forward(message, input);
        response.writeHead(status, { ...JSON_TYPE, 'Content-Length': Buffer.byteLength(body) });
        if (fault === 'truncated') {
          response.write(body.slice(0, body.length / 2));
          await delay(20);
          message.socket.resetAndDestroy();
          return;
        }
        for (const letter of body) {
          if (response.destroyed) return;
          response.write(letter);
          await delay(Math.max(100, TRICKLE_MILLIS / body.length));
        }
        response.end();
      }
    }
  }

  private async forward(message: IncomingMessage, input: object): Promise<Answer> {
    const body = JSON.stringify(input);
    const headers = { ...message.headers, host: new URL(this.target).host };
    const forwarded = request(this.target, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A kept connection can be one that the engine closes at this moment.
      agent: false,
    });
    forwarded.end(body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, body: (await bytesOf(answer)).toString() };
  }

  private async forwardHalf(message: IncomingMessage, input: Record<string, unknown>): Promise<Answer> {
    const [[table, asked] = ['', { Keys: [] }]] = Object.entries(
      input['RequestItems'] as Record<string, { Keys: object[] }>,
    );
    const isKept = (index: number): boolean => index % 2 === 0 && index < asked.Keys.length - 1;
    const kept = asked.Keys.filter((_, index) => isKept(index));
    const left = { [table]: { ...asked, Keys: asked.Keys.filter((_, index) => !isKept(index)) } };
    if (kept.length === 0) {
      return { status: 200, body: JSON.stringify({ Responses: { [table]: [] }, UnprocessedKeys: left }) };
    }
    const answer = await this.forward(message, { RequestItems: { [table]: { ...asked, Keys: kept } } });
    const output = JSON.parse(answer.body) as object;
    return { status: answer.status, body: JSON.stringify({ ...output, UnprocessedKeys: left }) };
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** How long an answer trickles at least, even a very short one. */
const TRICKLE_MILLIS = 5000;

const JSON_TYPE = { 'Content-Type': 'application/x-amz-json-1.0' };

function problem(status: number, name: string): Answer {
  return {
    status,
    body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name }),
  };
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { ...JSON_TYPE, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await stream.toArray());
}
