import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { Gateway, LISTED } from './support/gateway';
import { RawUpstream } from './support/raw-upstream';

/*
 * Law: nothing in a request says where it goes. Every socket that the responder opens goes to the configured host and
 * port, and what comes over it is one request for a path below the base path, with the configured `Host`.
 */

let upstream: RawUpstream;
let opened: string[];
const watch = (message: unknown): void => {
  const { socket } = message as { socket: Socket };
  socket.on('connect', () => opened.push(`${String(socket.remoteAddress)}:${String(socket.remotePort)}`));
};

beforeAll(async () => {
  subscribe('net.client.socket', watch);
  upstream = await RawUpstream.start();
  upstream.behave = (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});
afterAll(async () => {
  unsubscribe('net.client.socket', watch);
  await upstream.stop();
});
beforeEach(() => {
  opened = [];
});

const hostile = fc.constantFrom(
  '//evil.example.net/',
  '/\\evil.example.net',
  'http://evil.example.net:81/',
  '@evil.example.net:81',
  '/open/@evil.example.net',
  '\r\nHost: evil.example.net\r\n\r\n',
  ' HTTP/1.1\r\n\r\nGET http://evil.example.net/ ',
  '/%0d%0aHost:evil',
  '/..',
  '/%2e%2e',
  '?',
  '#',
  ':81',
  '\u0000',
  '\ud800',
  '[::1]',
);
const text = fc
  .array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 8 }), fc.constant('/')))
  .map((parts) => parts.join(''));
const path = fc.oneof(
  text,
  text.map((rest) => `/${rest}`),
  text.map((rest) => `/open/${rest}`),
);
const headerName = fc.oneof(
  fc.constantFrom(
    'Host',
    'host',
    'X-Forwarded-Host',
    'Forwarded',
    'X-Original-URL',
    'X-Rewrite-URL',
    'Connection',
  ),
  fc.constantFrom('Content-Length', 'Transfer-Encoding', 'Upgrade', 'Proxy-Connection', 'Origin', 'Expect'),
  text,
);
const event = fc.record({
  path,
  fullPath: path,
  domainName: fc.oneof(text, fc.constant('login.example.com')),
  method: fc.oneof(
    fc.constantFrom('GET', 'DELETE', 'HEAD'),
    text.filter((method) => method !== ''),
  ),
  headers: fc.dictionary(
    headerName,
    fc.oneof(text, fc.constantFrom('evil.example.net:81', 'chunked', '5', LISTED)),
  ),
  query: fc.dictionary(text, fc.array(text, { minLength: 1, maxLength: 3 }), { maxKeys: 3 }),
  sourceIp: fc.oneof(text, fc.constant('192.0.2.1')),
});

test('every socket goes to the configured host and port, and carries one request below the base path', async () => {
  const url = `${upstream.url}/base`;
  const { host, port } = new URL(url);
  const gateway = new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url }] } });
  let forwarded = 0;
  await fc.assert(
    fc.asyncProperty(event, async (request) => {
      upstream.received.length = 0;
      upstream.connections = 0;
      const { status } = await gateway.call({ ...request, path: request.path === '' ? '/' : request.path });
      for (const received of upstream.received) {
        forwarded += 1;
        const [head = '', ...rest] = received.split('\r\n\r\n');
        const [requestLine = '', ...fields] = head.split('\r\n');
        expect(requestLine).toMatch(/^[!-~]+ \/base(?:\/[!-~]*)? HTTP\/1\.1$/);
        expect(fields.filter((field) => /^host:/i.test(field))).toEqual([`Host: ${host}`]);
        expect(fields.filter((field) => !/^[!-9;-~]+: [^\r\n]*$/.test(field))).toEqual([]);
        expect(rest).toEqual(['']);
        expect(new URL(requestLine.split(' ')[1]!, url).pathname).toMatch(/^\/base(?:\/|$)/);
      }
      expect([200, 403, 404]).toContain(status);
    }),
    { numRuns: 2_000 },
  );
  expect(new Set(opened)).toEqual(new Set([`127.0.0.1:${port}`]));
  // The law would hold of a responder that forwards nothing, too.
  expect(forwarded).toBeGreaterThan(500);
}, 60_000);
