import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CLI_LOGIN_CALLBACK } from '../../lib/contract';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';

/** The time for which a person is waited for. */
const WAIT_MILLIS = 10 * 60_000;
/** `localhost` is one of them or the other, as the browser likes. */
const HOSTS = ['127.0.0.1', '::1'] as const;

/** The secrets of one sign-in. @see https://www.rfc-editor.org/rfc/rfc7636 */
export interface Proof {
  readonly verifier: string;
  readonly challenge: string;
  readonly state: string;
}

export function makeProof(): Proof {
  const verifier = randomBytes(32).toString('base64url');
  return {
    verifier,
    challenge: createHash('sha256').update(verifier).digest('base64url'),
    state: randomBytes(32).toString('base64url'),
  };
}

/**
 * The code in the address to which the sign-in led back.
 *
 * @throws CommandError where it is not of this sign-in, or says that there is none
 */
export function codeIn(address: string, { state }: Proof): string {
  const query = URL.canParse(address) ? new URL(address).searchParams : new URLSearchParams();
  const [code, shown] = [query.get('code'), query.get('state')];
  const isOurs = shown === state;
  const error = query.get('error');
  if (isOurs && error !== null) throw failed(`The sign-in was refused: ${error}.`);
  if (isOurs && code !== null) return code;
  throw failed('The address is not that of this sign-in.');
}

/** Waits, on this machine alone, for the browser to come back. */
export class Loopback {
  private readonly servers: Server[] = [];
  private readonly arrived: Promise<string>;
  private arrive: (address: string) => void = () => undefined;

  constructor(private readonly proof: Proof) {
    this.arrived = new Promise((resolve) => (this.arrive = resolve));
  }

  /** @throws CommandError where the port is taken */
  async listen(): Promise<void> {
    const { port } = new URL(CLI_LOGIN_CALLBACK);
    for (const host of HOSTS) {
      const server = createServer((request, response) => {
        this.answer(request, response);
      });
      server.listen(Number(port), host);
      try {
        await once(server, 'listening');
        this.servers.push(server);
      } catch (error) {
        // A machine without IPv6 has one address less.
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') continue;
        this.close();
        throw new CommandError(
          EXIT.error,
          'port_busy',
          `Port ${port}, to which the sign-in leads back, is taken.`,
          'end the other program, or use --no-browser',
        );
      }
    }
  }

  /** @throws CommandError where nobody comes */
  async address(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(failed('Nobody signed in within ten minutes.'));
      }, WAIT_MILLIS);
    });
    try {
      return await Promise.race([this.arrived, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    for (const server of this.servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  }

  /** Another page may send a browser here; only the address with our state counts. */
  private answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
    const callback = new URL(CLI_LOGIN_CALLBACK);
    const address = new URL(url, callback);
    const isHere = headers.host === callback.host && address.pathname === callback.pathname;
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (!isHere || address.searchParams.get('state') !== this.proof.state) {
      response.statusCode = 404;
      response.end('This is not the sign-in that the terminal waits for.\n');
      return;
    }
    const isRefused = address.searchParams.has('error');
    response.end(
      isRefused
        ? 'The sign-in was refused.\n'
        : 'You are signed in. Close this window, and go back to the terminal.\n',
      () => {
        this.arrive(address.href);
      },
    );
  }
}

function failed(message: string): CommandError {
  return new CommandError(EXIT.notPermitted, 'sign_in_failed', message, 'sign in again with "login"');
}
