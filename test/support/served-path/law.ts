import fc from 'fast-check';
import type { EventOptions } from '../../lambda/evaluator/responder/support/proxy-event';
import { HOSTILE_ROWS, hostileHeaders } from './hostile-headers';
import { shippedResponder, type Send } from './shipped-responder';

/** The request as the application behind a server sees it. */
type Served = Readonly<Record<string, unknown>>;

const REQUESTS: readonly EventOptions[] = [
  { method: 'GET', path: '/open/x' },
  { method: 'POST', path: '/open/a%20b', headers: { 'Content-Type': 'application/json' }, body: '{}' },
  { method: 'GET', path: '/admin', query: { q: ['1'] } },
];

async function served(send: Send, options: EventOptions): Promise<Served> {
  const { statusCode, body, isBase64Encoded } = await send(options);
  const text = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString();
  expect([statusCode, text]).toEqual([200, expect.stringMatching(/^\{/) as string]);
  return JSON.parse(text) as Served;
}

/**
 * Tries the law on a real server: whatever headers a request has, the application behind the server sees the same method,
 * path, host, scheme and caller as without them.
 */
export async function holdsForEveryHeader(url: string, numRuns: number): Promise<void> {
  const send = shippedResponder(url);
  const plain = await Promise.all(REQUESTS.map((request) => served(send, request)));
  // The law would hold of an application that sees nothing, too.
  expect(plain.map(({ method, path }) => [method, path])).toEqual([
    ['GET', '/open/x'],
    ['POST', '/open/a b'],
    ['GET', '/admin'],
  ]);
  for (const [name, value] of HOSTILE_ROWS) {
    const headers = { [name]: [value] };
    expect({ name, value, ...(await served(send, { ...REQUESTS[0], headers })) }).toEqual({
      name,
      value,
      ...plain[0],
    });
  }
  const which = fc.nat(REQUESTS.length - 1);
  await fc.assert(
    fc.asyncProperty(which, hostileHeaders, async (index, headers) => {
      expect(
        await served(send, { ...REQUESTS[index], headers: { ...REQUESTS[index]?.headers, ...headers } }),
      ).toEqual(plain[index]);
    }),
    { numRuns },
  );
}
