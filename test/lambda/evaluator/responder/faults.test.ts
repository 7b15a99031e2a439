import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Gateway, LISTED, type Answer } from './support/gateway';
import { RawUpstream } from './support/raw-upstream';

let upstream: RawUpstream;
beforeAll(async () => {
  upstream = await RawUpstream.start();
});
afterAll(() => upstream.stop());

function gateway(url: string, timeoutMillis = 5_000): Gateway {
  return new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url }], timeoutMillis } });
}

/** An allowed page can read the problem, and it tells nothing of the upstream. */
function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([
    status,
    {
      type: `urn:apigateway-cors-allowlist:problem:${code}`,
      title: expect.any(String) as string,
      status,
      code,
      requestId: 'ext-id=',
    },
  ]);
  expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
  expect(answer.headers.get('vary')).toEqual(['Origin']);
  expect(answer.headers.get('cache-control')).toEqual(['no-store']);
  expect(answer.headers.get('content-type')).toEqual(['application/problem+json']);
  expect(JSON.stringify(answer.result)).not.toMatch(/127\.0\.0\.1|localhost|invalid\.|ECONN|HPE_|\bat /);
}

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${String(port)}`;
}

const CROSS_ORIGIN = { path: '/data/x', headers: { Origin: LISTED } };

describe('an upstream that cannot be reached', () => {
  test('connection refused', async () => {
    const tested = gateway(await closedPort());
    expectProblem(await tested.call(CROSS_ORIGIN), 502, 'upstream_unreachable');
    expect(tested.failures).toEqual(['the upstream failed: upstream_unreachable: ECONNREFUSED']);
  });

  test('a name that nobody has', async () => {
    // RFC 6761, section 6.4
    expectProblem(await gateway('http://upstream.invalid').call(CROSS_ORIGIN), 502, 'upstream_unreachable');
  });
});

const WHOLE = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('an upstream that answers badly', () => {
  const write =
    (text: string) =>
    (socket: Socket): void => {
      socket.end(text, 'latin1');
    };
  const reset =
    (text: string) =>
    (socket: Socket): void => {
      socket.write(text, 'latin1', () => socket.resetAndDestroy());
    };

  test.each([
    ['closes without a word', (socket: Socket) => socket.end(), 'upstream_unreachable'],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy(), 'upstream_unreachable'],
    ['speaks something else', write('SSH-2.0-OpenSSH_9.6\r\n'), 'upstream_invalid'],
    ['has a bad status line', write('HTTP/1.1 abc\r\n\r\n'), 'upstream_invalid'],
    ['has a status below 200', write('HTTP/1.1 199 Odd\r\n\r\n'), 'upstream_unreachable'],
    ['has a status above 599', write('HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n'), 'upstream_invalid'],
    ['has no name in a header', write('HTTP/1.1 200 OK\r\n: x\r\n\r\n'), 'upstream_invalid'],
    ['has a space in a header name', write('HTTP/1.1 200 OK\r\nX Y: x\r\n\r\n'), 'upstream_invalid'],
    ['has a NUL in a header value', write('HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'), 'upstream_invalid'],
    [
      'has two lengths',
      write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!`),
      'upstream_invalid',
    ],
    [
      'has a length and chunks',
      write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
      'upstream_invalid',
    ],
    [
      'has a bad chunk size',
      write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'),
      'upstream_invalid',
    ],
    [
      'compresses what it sends, and says so for the connection alone',
      write('HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'),
      'upstream_invalid',
    ],
    ['ends in mid-body', write('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf'), 'upstream_invalid'],
    [
      'ends in mid-chunk',
      write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha'),
      'upstream_invalid',
    ],
    ['resets in mid-body', reset('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf'), 'upstream_invalid'],
    [
      'switches protocols',
      write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
      'upstream_invalid',
    ],
    [
      'has 11 kB of headers',
      write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(11_000)}\r\n\r\n`),
      'upstream_invalid',
    ],
    [
      'sends a body without end',
      (socket: Socket) => {
        const more = (): boolean => socket.write(Buffer.alloc(1_000_000), (error) => error ?? more());
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        more();
      },
      'upstream_response_too_large',
    ],
    [
      'has 64 kB of headers',
      write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`),
      'upstream_invalid',
    ],
  ] as const)('%s', async (_name, behave, code) => {
    upstream.behave = behave;
    const tested = gateway(upstream.url);
    expectProblem(await tested.call(CROSS_ORIGIN), 502, code);
    expect(tested.failures).toHaveLength(1);
    // And the next request works.
    upstream.behave = write(WHOLE);
    expect((await tested.call(CROSS_ORIGIN)).status).toBe(200);
  });

  test('an answer before the body was read counts', async () => {
    const hasty = createHttpServer((_request, response) => {
      response.writeHead(413, { Connection: 'close' }).end('enough');
    });
    await new Promise<void>((resolve) => hasty.listen(0, '127.0.0.1', resolve));
    const { port } = hasty.address() as AddressInfo;
    const event = { ...CROSS_ORIGIN, method: 'POST', body: Buffer.alloc(4_000_000) };
    const answer = await gateway(`http://127.0.0.1:${String(port)}`).call(event);
    expect([answer.status, answer.body.toString()]).toEqual([413, 'enough']);
    await new Promise((resolve) => hasty.close(resolve));
  });

  test.each([
    ['a 204', 'GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nstray', 204],
    [
      'a 204 in chunks',
      'POST',
      'HTTP/1.1 204 No\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n',
      204,
    ],
    ['a 304', 'GET', 'HTTP/1.1 304 Not Modified\r\n\r\nstray', 304],
    ['an answer to HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray', 200],
  ])('a body behind %s is not waited for, and stays behind', async (_name, method, text, status) => {
    upstream.behave = write(text);
    const tested = gateway(upstream.url);
    const answer = await tested.call({ ...CROSS_ORIGIN, method });
    expect([answer.status, answer.body.toString(), tested.failures]).toEqual([status, '', []]);
    expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
    upstream.behave = write(WHOLE);
    expect((await tested.call(CROSS_ORIGIN)).body.toString()).toBe('ok');
  });

  test('a body that is longer than it says is refused', async () => {
    upstream.behave = write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokstray');
    expectProblem(await gateway(upstream.url).call(CROSS_ORIGIN), 502, 'upstream_invalid');
  });

  test('headers at the limit pass', async () => {
    upstream.behave = write(`HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ${'a'.repeat(10_000)}\r\n\r\n`);
    expect((await gateway(upstream.url).call(CROSS_ORIGIN)).status).toBe(200);
  });

  test('without an allow the problem has no CORS headers', async () => {
    upstream.behave = write('nonsense\r\n\r\n');
    const { status, headers } = await gateway(upstream.url).call({ path: '/data/x' });
    expect([status, headers.get('vary')]).toEqual([502, ['Origin']]);
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('an upstream that is too slow', () => {
  test.each([
    ['says nothing', (): void => undefined],
    ['sends half of the headers', (socket: Socket): void => void socket.write('HTTP/1.1 200 OK\r\nX: ')],
    [
      'sends interim answers for ever',
      (socket: Socket): void => {
        const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 10);
        socket.on('close', () => {
          clearInterval(timer);
        });
      },
    ],
    [
      'trickles its body',
      (socket: Socket): void => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
        const timer = setInterval(() => socket.write('.'), 10);
        socket.on('close', () => {
          clearInterval(timer);
        });
      },
    ],
  ])('%s', async (_name, behave) => {
    upstream.behave = behave;
    const tested = gateway(upstream.url, 500);
    expectProblem(await tested.call(CROSS_ORIGIN), 504, 'upstream_timeout');
    upstream.behave = (socket) => socket.end(WHOLE);
    expect((await tested.call(CROSS_ORIGIN)).status).toBe(200);
  });
});
