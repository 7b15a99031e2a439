import type { Agent, ClientRequest, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { MAX_HEADER_BYTES } from './limits';
import type { UpstreamBase } from './upstream-base';

/**
 * Milliseconds after which an idle connection is not used again. Most servers close theirs after five seconds or more,
 * and a sandbox that was frozen between two invocations learns of it only when it writes to them.
 */
const MAX_IDLE_MILLIS = 4_000;

interface Client {
  readonly agent: Agent;
  request(options: RequestOptions): ClientRequest;
}

/** Connections to upstreams, kept open from one invocation to the next. */
export class Connections {
  private plain: Client | undefined;
  private secure: Client | undefined;
  private lastUsed = -Infinity;

  /** @param clock milliseconds, not necessarily since 1970 */
  constructor(private readonly clock: () => number = Date.now) {}

  /** Opens a request to the upstream. Only `base` decides where it goes; `target` and `headers` do not. */
  open(base: UpstreamBase, method: string, target: string, headers: readonly string[]): ClientRequest {
    const client = base.secure ? this.secureClient() : this.plainClient();
    if (this.clock() - this.lastUsed > MAX_IDLE_MILLIS) this.closeIdle();
    this.lastUsed = this.clock();
    return client.request({
      agent: client.agent,
      hostname: base.hostname,
      port: base.port,
      method,
      path: target,
      headers,
      setHost: false,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
  }

  /**
   * Drops idle connections that the upstream has closed. Node sees that only between two turns of the event loop, and a
   * request that must not happen twice must not be sent on one of them.
   */
  async noticeClosed(): Promise<void> {
    // One turn reads the end, the next one closes the socket.
    for (let turn = 0; turn < 2 && this.idle().length > 0; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Notes that a connection has just become idle. */
  release(): void {
    this.lastUsed = this.clock();
  }

  /** Closes the connections that no request uses. */
  closeIdle(): void {
    for (const socket of this.idle()) socket.destroy();
  }

  private idle(): readonly Socket[] {
    return [this.plain, this.secure].flatMap((client) =>
      Object.values(client?.agent.freeSockets ?? {}).flatMap((sockets) => sockets ?? []),
    );
  }

  // Loaded at first need: TLS is a good part of a cold start.
  private plainClient(): Client {
    if (this.plain === undefined) {
      const { Agent: PlainAgent, request } = process.getBuiltinModule('node:http');
      this.plain = { agent: watched(new PlainAgent({ keepAlive: true })), request };
    }
    return this.plain;
  }

  private secureClient(): Client {
    if (this.secure === undefined) {
      const { Agent: SecureAgent, request } = process.getBuiltinModule('node:https');
      this.secure = { agent: watched(new SecureAgent({ keepAlive: true })), request };
    }
    return this.secure;
  }
}

/**
 * An agent that closes an idle connection at the first byte that comes: no request asked for it, and as the beginning of the
 * next answer it would reach another client. Late versions of Node do the same; which version runs is up to AWS.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 */
function watched(agent: Agent): Agent {
  // The types forget the result: false closes the connection.
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
  const reuse = agent.reuseSocket.bind(agent);
  agent.keepSocketAlive = (socket) => {
    socket.on('data', closeThis);
    return keep(socket);
  };
  agent.reuseSocket = (socket, request) => {
    socket.off('data', closeThis);
    reuse(socket, request);
  };
  return agent;
}

function closeThis(this: Duplex): void {
  this.destroy();
}
