import type { Agent, ClientRequest, RequestOptions } from 'node:http';
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

  /** Opens a request to the upstream. Nothing in `target` and `headers` has a say in where it goes. */
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

  /** Notes that a connection has just become idle. */
  release(): void {
    this.lastUsed = this.clock();
  }

  /** Closes the connections that no request uses. */
  closeIdle(): void {
    for (const client of [this.plain, this.secure]) {
      const idle = Object.values(client?.agent.freeSockets ?? {}).flatMap((sockets) => sockets ?? []);
      for (const socket of idle) socket.destroy();
    }
  }

  // The modules are asked for when a request needs them: TLS is a good part of a cold start.
  private plainClient(): Client {
    if (this.plain === undefined) {
      const { Agent: PlainAgent, request } = process.getBuiltinModule('node:http');
      this.plain = { agent: new PlainAgent({ keepAlive: true }), request };
    }
    return this.plain;
  }

  private secureClient(): Client {
    if (this.secure === undefined) {
      const { Agent: SecureAgent, request } = process.getBuiltinModule('node:https');
      this.secure = { agent: new SecureAgent({ keepAlive: true }), request };
    }
    return this.secure;
  }
}
