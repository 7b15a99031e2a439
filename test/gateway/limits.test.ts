import { HEADER_LIMIT, PAYLOAD_LIMIT } from '../../gateway/http/request';
import { REQUEST_PAYLOAD_LIMIT, RESPONSE_PAYLOAD_LIMIT } from '../../gateway/functions/invocation';
import { sendRaw } from './fixtures/http-client';
import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, functionResource, gatewayResponseResource } from './fixtures/template';

describe('limits and malformed requests', () => {
  let stack: ServedStack;

  beforeAll(async () => {
    stack = await serveStack({
      ...functionResource('Large', 'large', { MemorySize: 512 }),
      ...apiResources({ methods: [{ path: '/', verb: 'ANY', to: 'Large' }] }),
      // A template cannot shape the answers to what is too large.
      ...gatewayResponseResource('REQUEST_TOO_LARGE', { StatusCode: 200 }),
      ...gatewayResponseResource('DEFAULT_4XX', { StatusCode: 200 }),
    });
  });

  afterAll(() => stack.close());

  /** A request whose line and headers have this size in all. */
  const headOfSize = (size: number): string => {
    const head = (padding: string) =>
      `GET /?size=2 HTTP/1.1\r\nHost: localhost:${stack.port}\r\nConnection: close\r\nX-Padding: ${padding}\r\n`;
    return `${head('x'.repeat(size - head('').length))}\r\n`;
  };

  const status = (response: string) => Number(response.split(' ')[1]);

  test('a head of the limit is answered, one byte more is 431', async () => {
    expect(status(await sendRaw(stack.port, headOfSize(HEADER_LIMIT)))).toBe(200);
    const refused = await sendRaw(stack.port, headOfSize(HEADER_LIMIT + 1));
    expect(status(refused)).toBe(431);
    expect(refused).toContain(`HTTP header is larger than ${HEADER_LIMIT} bytes.`);
    expect(stack.records.at(-1)).toMatchObject({ status: 431, reason: 'headers_too_large' });
  });

  test('a head over the limit of the parser is 431 too', async () => {
    expect(status(await sendRaw(stack.port, headOfSize(70_000)))).toBe(431);
    expect(stack.records.at(-1)).toMatchObject({ status: 431, method: '-', reason: 'malformed' });
  });

  test('a body of 10 MB reaches the API, one byte more is 413', async () => {
    // The limit of Lambda is reached first, so the answer tells which of the two it was.
    const atLimit = await stack.send({ method: 'POST', body: 'x'.repeat(PAYLOAD_LIMIT) });
    expect(atLimit.status).toBe(413);
    expect(atLimit.json()).toEqual({ message: 'Request Too Long' });
    expect(stack.records.at(-1)).toMatchObject({
      reason: 'request_too_large',
      detail: expect.stringContaining('Lambda') as string,
    });
    const over = await stack.send({ method: 'POST', body: 'x'.repeat(PAYLOAD_LIMIT + 1) });
    expect(over.status).toBe(413);
    expect(over.json()).toEqual({ message: `HTTP content length exceeded ${PAYLOAD_LIMIT} bytes.` });
    expect(stack.records.at(-1)).toMatchObject({ reason: 'request_too_large' });
  });

  test('a chunked body is counted by its bytes', async () => {
    const over = await stack.send({
      method: 'POST',
      headers: [['Transfer-Encoding', 'chunked']],
      body: 'x'.repeat(PAYLOAD_LIMIT + 1),
    });
    expect(over.status).toBe(413);
  });

  test('a body whose Content-Length is far over the limit is refused unread', async () => {
    const head = `POST / HTTP/1.1\r\nHost: localhost:${stack.port}\r\nContent-Length: 999999999999\r\n\r\nx`;
    expect(status(await sendRaw(stack.port, head))).toBe(413);
  });

  test("an event may have Lambda's limit, and not a byte more", async () => {
    const eventSize = async (body: string) => {
      const response = await stack.send({ method: 'POST', path: '/?measure=1', body });
      return response.status === 200 ? Number(response.text) : response.status;
    };
    // All that differs between the events is the body: its length has seven digits each time.
    const empty = (await eventSize('x'.repeat(1_000_000))) - 1_000_000;
    expect(await eventSize('x'.repeat(REQUEST_PAYLOAD_LIMIT - empty))).toBe(REQUEST_PAYLOAD_LIMIT);
    expect(await eventSize('x'.repeat(REQUEST_PAYLOAD_LIMIT - empty + 1))).toBe(413);
  });

  test("a result may have Lambda's limit, and not a byte more", async () => {
    const atLimit = await stack.send({ path: `/?size=${RESPONSE_PAYLOAD_LIMIT}` });
    expect(atLimit.status).toBe(200);
    const over = await stack.send({ path: `/?size=${RESPONSE_PAYLOAD_LIMIT + 1}` });
    expect(over.status).toBe(502);
    expect(stack.records.at(-1)?.detail).toContain('Function.ResponseSizeTooLarge');
  });

  test.each<[string, string]>([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['an unknown version', 'GET / HTTP/7.0\r\nHost: HOST\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: HOST\r\nbroken\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['chunks that are none', 'POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['a control character in a header', 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\u0000b\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n'],
    ['a full URL for a target', 'GET http://localhost/ HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['an asterisk for a target', 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'],
  ])('%s (%j) is 400, and the next request works', async (_name, request) => {
    const response = await sendRaw(stack.port, request.replaceAll('HOST', `localhost:${stack.port}`));
    expect(status(response)).toBe(400);
    expect((await stack.send({ path: '/?size=2' })).status).toBe(200);
  });

  test('a client that closes its connection within a body does not disturb other requests', async () => {
    const head = `POST / HTTP/1.1\r\nHost: localhost:${stack.port}\r\nContent-Length: 10\r\n\r\nhalf`;
    await sendRaw(stack.port, head, { thenLeave: true });
    expect((await stack.send({ path: '/?size=2' })).status).toBe(200);
    expect(stack.records.at(-2)).toMatchObject({ status: 400 });
  });
});
