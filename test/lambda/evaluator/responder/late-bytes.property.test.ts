import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { Gateway, type Answer } from './support/gateway';

/*
 * Law: bytes that an upstream sends behind an answer never become the answer to another request. The upstream below adds
 * them at any moment, on as many kept connections as a round has requests.
 *
 * After HEAD, 204 and 304 it holds whenever they come. After a body it holds for bytes that come while the connection is
 * idle; those that come after the next request was sent cannot be told from its answer.
 */

interface Step {
  readonly kind: keyof typeof ANSWERS;
  /** Milliseconds from the answer to the bytes behind it. */
  readonly delay: number;
  readonly behind: string;
  /** Milliseconds from the answer to the next request. */
  readonly pause: number;
}

const FORGED = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Id: forged\r\n\r\nevil';

const ANSWERS = {
  head: (id: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${String(FORGED.length)}\r\nX-Id: ${id}\r\n\r\n`,
  'no content': (id: string) => `HTTP/1.1 204 No Content\r\nX-Id: ${id}\r\n\r\n`,
  'not modified': (id: string) => `HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nX-Id: ${id}\r\n\r\n`,
  length: (id: string) =>
    `HTTP/1.1 200 OK\r\nX-Id: ${id}\r\nContent-Length: ${String(id.length)}\r\n\r\n${id}`,
  chunks: (id: string) =>
    `HTTP/1.1 200 OK\r\nX-Id: ${id}\r\nTransfer-Encoding: chunked\r\n\r\n${id.length.toString(16)}\r\n${id}\r\n0\r\n\r\n`,
  hints: (id: string) =>
    `HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nX-Id: ${id}\r\nContent-Length: ${String(id.length)}\r\n\r\n${id}`,
} as const;
const STATUS = {
  head: 200,
  'no content': 204,
  'not modified': 304,
  length: 200,
  chunks: 200,
  hints: 200,
} as const;
const HAS_BODY: ReadonlySet<Step['kind']> = new Set(['length', 'chunks', 'hints']);

let server: Server;
let url: string;
const sockets = new Set<Socket>();
/** The steps that requests name by their id. */
const steps = new Map<string, Step>();
/** Called when the bytes behind an answer are written. */
const written = new Map<string, () => void>();
/** The ends of the connections on which answers were sent. */
const ends = new Map<string, Promise<void>>();
let reused = 0;
let answered = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    let received = '';
    let requests = 0;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!received.endsWith('\r\n\r\n')) return;
      const id = /^[A-Z]+ \/open\/([^ ]+) /.exec(received)?.[1] ?? '';
      received = '';
      requests += 1;
      if (requests > 1) reused += 1;
      answer(socket, id);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

function answer(socket: Socket, id: string): void {
  const { kind, delay, behind } = steps.get(id)!;
  ends.set(id, new Promise((resolve) => socket.once('close', () => resolve())));
  socket.write(ANSWERS[kind](id));
  setTimeout(() => {
    if (behind === 'end') socket.end();
    else if (socket.writable) socket.write(behind);
    written.get(id)?.();
  }, delay);
}

let count = 0;

async function take(gateway: Gateway, step: Step): Promise<void> {
  const id = `id-${String((count += 1))}`;
  steps.set(id, step);
  const behindIsWritten = new Promise<void>((resolve) => written.set(id, resolve));
  expectOwn(
    step,
    id,
    await gateway.call({ method: step.kind === 'head' ? 'HEAD' : 'GET', path: `/open/${id}` }),
  );
  if (HAS_BODY.has(step.kind)) {
    await behindIsWritten;
    // A busy machine takes long to deliver them, and only what came before the next request is idle talk.
    if (step.behind !== '') await Promise.race([ends.get(id), pause(1000, undefined, { ref: false })]);
  }
  await pause(step.pause);
}

/** The request's own answer, or an upstream that failed: never another one. */
function expectOwn({ kind }: Step, id: string, { status, headers, body }: Answer): void {
  if (status === 502) return;
  answered += 1;
  expect([status, headers.get('x-id'), body.toString()]).toEqual([
    STATUS[kind],
    [id],
    HAS_BODY.has(kind) ? id : '',
  ]);
}

const step = fc.record<Step>({
  kind: fc.constantFrom('head', 'no content', 'not modified', 'length', 'chunks', 'hints'),
  delay: fc.nat(6),
  behind: fc.constantFrom(
    FORGED,
    FORGED,
    FORGED.slice(0, 20),
    'evil',
    'HTTP/1.1 103 Early Hints\r\nX-Id: forged\r\n\r\n',
    '0\r\n\r\n',
    'end',
  ),
  pause: fc.nat(6),
});

test('bytes behind an answer never become another answer', async () => {
  const gateway = new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url }] } });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 }),
      async (rounds) => {
        for (const round of rounds) await Promise.all(round.map((each) => take(gateway, each)));
      },
    ),
    { numRuns: 150 },
  );
  // The law would hold of a responder that always fails, too.
  expect(answered / count).toBeGreaterThan(0.9);
}, 120_000);

test('the connection behind an answer with a body that ended is used again', async () => {
  const gateway = new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url }] } });
  reused = 0;
  for (let call = 0; call < 5; call++) {
    await take(gateway, { kind: 'length', delay: 0, behind: '', pause: 0 });
  }
  expect(reused).toBe(4);
});

test.each(['head', 'no content', 'not modified'] as const)(
  'the connection behind an answer without a body is not (%s)',
  async (kind) => {
    const gateway = new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url }] } });
    reused = 0;
    for (let call = 0; call < 5; call++) await take(gateway, { kind, delay: 50, behind: FORGED, pause: 0 });
    expect(reused).toBe(0);
  },
);
