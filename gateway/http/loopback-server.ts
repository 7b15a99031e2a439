import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PortUnavailableError } from '../errors';

/** The addresses that only this machine reaches. */
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'] as const;

/** How often a port is chosen again when it is free on one loopback address and taken on the other. */
const PORT_CHOICES = 5;

/** How long open requests may take to finish when the server closes. */
const CLOSE_GRACE_MS = 2_000;

/** Heads up to this size reach the listener, so that it can answer with its own, smaller limit. */
const PARSER_HEAD_LIMIT = 64 * 1024;

/** Options of {@link startLoopbackServer}. */
export interface LoopbackServerOptions {
  /** 0 lets the system choose one. */
  readonly port: number;
  readonly onRequest: RequestListener;
  /** Gets the status with which a request that could not be parsed was answered. */
  readonly onMalformed?: (status: number) => void;
}

/** An HTTP server that only this machine can reach. */
export interface LoopbackServer {
  readonly port: number;
  /** Finishes what is running, then closes every connection. */
  readonly close: () => Promise<void>;
}

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1.
 *
 * @throws PortUnavailableError
 */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  for (let choice = 1; ; choice += 1) {
    try {
      return await listenEverywhere(options);
    } catch (error) {
      const retry = options.port === 0 && error instanceof PortUnavailableError && choice < PORT_CHOICES;
      if (!retry) throw error;
    }
  }
}

async function listenEverywhere(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const servers: Server[] = [];
  let port = options.port;
  try {
    for (const address of LOOPBACK_ADDRESSES) {
      const server = await listen(options, address, port);
      if (server === undefined) continue;
      servers.push(server);
      port = (server.address() as AddressInfo).port;
    }
  } catch (error) {
    await Promise.all(servers.map(close));
    throw error;
  }
  return {
    port,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function listen(options: LoopbackServerOptions, address: string, port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer({ maxHeaderSize: PARSER_HEAD_LIMIT }, options.onRequest);
    // Node would drop the headers past a number in silence; their size is limited already.
    server.maxHeadersCount = 0;
    // An idle connection is the client's to close: one that is closed here may be in use again in that moment, and on a
    // busy machine it is, so that a function would take its table for unavailable.
    server.keepAliveTimeout = 0;
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      answerMalformed(error, socket, options.onMalformed);
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new PortUnavailableError(port, 'is in use'));
      else if (error.code === 'EACCES') reject(new PortUnavailableError(port, 'needs more rights'));
      else if (address !== LOOPBACK_ADDRESSES[0]) resolve(undefined);
      else reject(error);
    });
    server.listen(port, address, () => {
      resolve(server);
    });
  });
}

function answerMalformed(
  error: NodeJS.ErrnoException,
  socket: Socket,
  report?: (status: number) => void,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'Request Timeout']
        : [400, 'Bad Request'];
  const body = JSON.stringify({ message: reason });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  report?.(status);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
