import { Connections } from '../../../../lambda/evaluator/upstream/connections';
import { Deadline } from '../../../../lambda/evaluator/upstream/deadline';
import { exchange, type UpstreamResponse } from '../../../../lambda/evaluator/upstream/exchange';
import { parseBase } from '../../../../lambda/evaluator/upstream/upstream-base';
import { RawUpstream } from './support/raw-upstream';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

let upstream: RawUpstream;
let now: number;
let connections: Connections;

beforeEach(async () => {
  upstream = await RawUpstream.start();
  upstream.behave = (socket) => socket.write(ANSWER);
  now = 0;
  connections = new Connections(() => now);
});
afterEach(async () => {
  connections.closeIdle();
  await upstream.stop();
});

function sendNow(method: string): Promise<UpstreamResponse> {
  const base = parseBase(upstream.url)!;
  const headers = [['Host', base.host]] as const;
  return exchange(
    connections,
    { base, method, target: '/', headers },
    { deadline: new Deadline(5_000), maxBodyBytes: 100 },
  );
}

async function send(method: string): Promise<UpstreamResponse> {
  const answer = await sendNow(method);
  // The agent takes a connection back in the next turn.
  await new Promise(setImmediate);
  return answer;
}

test('a connection is used again', async () => {
  await send('GET');
  now += 4_000;
  await send('POST');
  expect(upstream.connections).toBe(1);
});

test('one that was idle for long is not: the sandbox may have been frozen meanwhile', async () => {
  await send('GET');
  now += 4_001;
  await send('POST');
  expect(upstream.connections).toBe(2);
});

test('one on which a byte came while it was idle is not', async () => {
  upstream.behave = (socket) => {
    socket.write(ANSWER);
    setTimeout(() => socket.write('x'), 5);
  };
  await send('GET');
  await new Promise((resolve) => setTimeout(resolve, 50));
  upstream.behave = (socket) => socket.write(ANSWER);
  await send('POST');
  expect(upstream.connections).toBe(2);
});

test.each(['GET', 'POST', 'PATCH'])(
  'one that was closed behind an answer is not used for %s',
  async (method) => {
    upstream.behave = (socket) => socket.end(ANSWER);
    for (let i = 0; i < 6; i++) expect((await sendNow(method)).status).toBe(200);
    expect([upstream.connections, upstream.received.every((text) => text !== '')]).toEqual([6, true]);
  },
);

describe('a kept connection that the upstream closes at the moment of its use', () => {
  beforeEach(async () => {
    await send('GET');
    let first = true;
    upstream.behave = (socket) => {
      if (first) socket.resetAndDestroy();
      else socket.write(ANSWER);
      first = false;
    };
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s may happen twice: it is sent again', async (method) => {
    expect((await send(method)).status).toBe(200);
    expect(upstream.connections).toBe(2);
  });

  test.each(['POST', 'PATCH'])('%s may not: it fails', async (method) => {
    await expect(send(method)).rejects.toMatchObject({ code: 'upstream_unreachable' });
    expect(upstream.connections).toBe(1);
  });
});

test('a new connection that breaks is not tried again', async () => {
  upstream.behave = (socket) => socket.resetAndDestroy();
  await expect(send('GET')).rejects.toMatchObject({ code: 'upstream_unreachable' });
  expect(upstream.connections).toBe(1);
});
