import { answer, type Middleware } from '../../runtime/middleware';
import { createEvaluator } from '../../lambda/evaluator/evaluator';
import type { AuthorizerResult } from '../../lambda/evaluator/authorizer';
import type { ClientSecrets } from '../../lib/contract';
import { DEFAULT_EXPOSED_HEADERS } from '../../lib/core';
import {
  judgingOf,
  DISCOVERY,
  environment,
  LISTED,
  MemoryAllowlist,
  OWN_ORIGIN,
  SESSION,
  TOKEN,
  UNLISTED,
} from '../lambda/support/judging';
import {
  authorizedEvent,
  authorizerEvent,
  payload2Event,
  proxyEvent,
  type Asked,
  type Event,
} from '../lambda/support/events';

const mockLines: string[] = [];
jest.mock('../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

/** Events that reached the handler. */
let reached: unknown[];

beforeEach(() => {
  reached = [];
  mockLines.length = 0;
});

interface Options {
  readonly trustsAuthorizer?: boolean;
  readonly clientSecrets?: ClientSecrets;
  readonly allowlist?: MemoryAllowlist;
  readonly variables?: Record<string, string>;
}

function middlewareOf(options: Options = {}): Middleware {
  const judging = judgingOf(options.variables ?? environment(), options.allowlist ?? new MemoryAllowlist());
  return {
    judging,
    watch: { clientSecrets: options.clientSecrets ?? 'report', log: judging.log },
    trustsAuthorizer: options.trustsAuthorizer ?? false,
  };
}

type Result = Awaited<ReturnType<typeof answer>>;

function run(
  event: unknown,
  options: Options = {},
  result: unknown = { statusCode: 200, body: 'ok' },
): Promise<Result> {
  return answer(middlewareOf(options), event, (given) => {
    reached.push(given);
    if (result instanceof Error) throw result;
    return result;
  });
}

const from = (origin: string, more: Asked = {}): Asked => ({
  ...more,
  headers: [['Origin', origin], ...(more.headers ?? [])],
});

const payloads: readonly (readonly [name: string, event: (asked: Asked) => Event])[] = [
  ['REST API', proxyEvent],
  ['HTTP API', payload2Event],
];

describe.each(payloads)('%s: a request is judged before the handler runs', (_name, eventOf) => {
  test.each<[name: string, asked: Asked, status: number, allowed: string | undefined]>([
    ['no origin', {}, 200, undefined],
    ['listed', from(LISTED), 200, LISTED],
    ['public', from(UNLISTED, { path: DISCOVERY }), 200, '*'],
    ['own origin', from(OWN_ORIGIN, { domainName: 'login.example.com', basePath: '/v1' }), 200, undefined],
    ['unlisted', from(UNLISTED), 403, undefined],
    ['null', from('null'), 403, undefined],
    ['closed', from(LISTED, { path: '/nowhere' }), 403, undefined],
    [
      'preflight, listed',
      { method: 'OPTIONS', ...from(LISTED, { headers: [['Access-Control-Request-Method', 'GET']] }) },
      204,
      LISTED,
    ],
    [
      'preflight, unlisted',
      { method: 'OPTIONS', ...from(UNLISTED, { headers: [['Access-Control-Request-Method', 'GET']] }) },
      403,
      undefined,
    ],
    ['OPTIONS without an origin', { method: 'OPTIONS' }, 204, undefined],
  ])('%s: %j gets status %i and allows %s', async (_case, asked, status, allowed) => {
    const result = await run(eventOf(asked));
    expect(result.statusCode).toBe(status);
    expect(result.headers['Access-Control-Allow-Origin']).toBe(allowed);
    expect(result.headers['Vary']).toMatch(/^Origin\b/);
    expect(reached.length).toBe(status === 200 ? 1 : 0);
    if (status === 403) {
      expect(result.headers['Content-Type']).toBe('application/problem+json');
      expect(result.headers['Cache-Control']).toBe('no-store');
    }
  });

  test('when the table cannot be read, the answer is 503 and the handler does not run', async () => {
    const allowlist = new MemoryAllowlist();
    allowlist.instead = { available: false, source: 'none' };
    const result = await run(eventOf(from(LISTED)), { allowlist });
    expect(result.statusCode).toBe(503);
    expect(JSON.parse(result.body)).toMatchObject({ code: 'store_unavailable' });
    expect(reached).toEqual([]);
  });

  test('in report mode the handler runs for a refused origin, and its answer has no CORS headers', async () => {
    const variables = environment({ enforcement: 'report' });
    const own = { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } };
    const result = await run(eventOf(from(UNLISTED)), { variables }, own);
    expect([result.statusCode, result.headers]).toEqual([200, { Vary: 'Origin' }]);
  });

  test('a handler that throws gives a 500 that the page can read; only log and metric have the error', async () => {
    const result = await run(eventOf(from(LISTED)), {}, new Error('password=hunter2'));
    expect(result.statusCode).toBe(500);
    expect(result.headers).toMatchObject({
      'Access-Control-Allow-Origin': LISTED,
      Vary: 'Origin',
      'Cache-Control': 'no-store',
      'Content-Type': 'application/problem+json',
    });
    expect(JSON.parse(result.body)).toMatchObject({ code: 'internal_error', status: 500 });
    expect(result.body).not.toContain('hunter2');
    expect(mockLines.join()).toContain('hunter2');
    expect(mockLines.join()).toContain('"BackendError":1');
  });

  test('a handler whose promise is rejected gives a 500', async () => {
    const failed = answer(middlewareOf(), eventOf(from(LISTED)), () => Promise.reject(new Error('later')));
    expect(await failed).toMatchObject({ statusCode: 500 });
  });

  test('a client secret is reported, and the handler runs', async () => {
    const result = await run(eventOf(secretFrom(LISTED)), {});
    expect(result.statusCode).toBe(200);
    expect(mockLines.join()).toContain('"ClientSecretSeen":1');
  });

  test('a client secret is blocked with a 400 that the page can read', async () => {
    const result = await run(eventOf(secretFrom(LISTED)), { clientSecrets: 'block' });
    expect(result.statusCode).toBe(400);
    expect(result.headers['Access-Control-Allow-Origin']).toBe(LISTED);
    expect(JSON.parse(result.body)).toMatchObject({ error: 'invalid_request' });
    expect(reached).toEqual([]);
  });

  test('a client secret without an Origin is not blocked', async () => {
    const { headers, ...asked } = secretFrom(LISTED);
    const event = eventOf({ ...asked, headers: headers!.filter(([name]) => name !== 'Origin') });
    expect(await run(event, { clientSecrets: 'block' })).toMatchObject({ statusCode: 200 });
  });
});

function secretFrom(origin: string): Asked {
  return from(origin, {
    method: 'POST',
    path: TOKEN,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'client_id=a&client_secret=s',
  });
}

describe('the headers of the answer', () => {
  const messy = {
    statusCode: 201,
    headers: {
      'content-type': 'text/plain',
      'access-control-allow-origin': '*',
      'Access-Control-Allow-Credentials': true,
      'access-control-expose-headers': 'X-Total, bad name, *',
      vary: 'Accept-Encoding',
      'X-Number': 7,
    },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], Vary: ['Accept-Language', 'origin'] },
    body: 'body',
  };

  test('of an allowed request replace the CORS headers of the handler and merge its Vary', async () => {
    const result = await run(proxyEvent(from(LISTED)), {}, messy);
    expect(result).toEqual({
      statusCode: 201,
      headers: {
        'content-type': 'text/plain',
        'X-Number': '7',
        'Access-Control-Allow-Origin': LISTED,
        'Access-Control-Expose-Headers': `${DEFAULT_EXPOSED_HEADERS.join(', ')}, X-Total`,
        Vary: 'Accept-Encoding, Accept-Language, origin',
      },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'body',
      isBase64Encoded: false,
    });
  });

  test('allow credentials where the endpoint turns them on', async () => {
    const result = await run(proxyEvent(from(LISTED, { path: SESSION })));
    expect(result.headers['Access-Control-Allow-Credentials']).toBe('true');
  });

  test('of a passed request have no CORS headers of the handler', async () => {
    const { headers } = await run(proxyEvent(), {}, messy);
    expect(Object.keys(headers).filter((name) => /^access-control-/i.test(name))).toEqual([]);
    expect(headers['Vary']).toBe('Accept-Encoding, Accept-Language, origin');
  });

  test('are in one of the two maps only, whatever their letter case', async () => {
    const own = { statusCode: 200, headers: { 'x-a': '1', 'X-A': '2' }, multiValueHeaders: { 'x-b': ['1'] } };
    const { headers, multiValueHeaders } = await run(proxyEvent(), {}, own);
    expect([headers, multiValueHeaders]).toEqual([{ 'x-b': '1', Vary: 'Origin' }, { 'x-a': ['1', '2'] }]);
  });

  test.each<[name: string, one: string, other: string, merged: string]>([
    ['Vary', 'vary', 'Vary', 'A, B, Origin'],
    ['Vary', 'VARY', 'vary', 'A, B, Origin'],
    [
      'Access-Control-Expose-Headers',
      'access-control-expose-headers',
      'Access-Control-EXPOSE-Headers',
      `${DEFAULT_EXPOSED_HEADERS.join(', ')}, A, B`,
    ],
  ])('merge %s of both maps, as %s and %s', async (name, one, other, merged) => {
    const own = { statusCode: 200, headers: { [one]: 'A' }, multiValueHeaders: { [other]: ['B'] } };
    const result = await run(proxyEvent(from(LISTED)), {}, own);
    expect(result.headers[name]).toBe(merged);
    const names = [...Object.keys(result.headers), ...Object.keys(result.multiValueHeaders ?? {})];
    expect(names.filter((key) => key.toLowerCase() === name.toLowerCase())).toEqual([name]);
  });

  test.each<[name: string, sent: readonly unknown[]]>([
    ['Access-Control-Allow-Origin', [['Access-Control-Allow-Origin', LISTED]]],
    ['Access-Control-Allow-Credentials', []],
    ['Access-Control-Max-Age', []],
  ])('have no %s of the handler, from either map and in any letter case', async (name, sent) => {
    const own = {
      statusCode: 200,
      headers: { [name.toLowerCase()]: 'x' },
      multiValueHeaders: { [name.toUpperCase()]: ['y', 'z'] },
    };
    const { headers, multiValueHeaders = {} } = await run(proxyEvent(from(LISTED)), {}, own);
    const all = [...Object.entries(headers), ...Object.entries(multiValueHeaders)];
    expect(all.filter(([key]) => key.toLowerCase() === name.toLowerCase())).toEqual(sent);
  });

  test('of payload 2.0 are joined by name, and cookies are a list', async () => {
    const own = { ...messy, headers: { ...messy.headers, 'x-a': '1', 'X-A': '2' }, cookies: ['c=3'] };
    const result = await run(payload2Event(from(LISTED)), {}, own);
    expect(result.cookies).toEqual(['c=3', 'a=1', 'b=2']);
    expect(result.headers['x-a']).toBe('1, 2');
    expect(result.headers['Vary']).toBe('Accept-Encoding, Accept-Language, origin');
    expect(result).not.toHaveProperty('multiValueHeaders');
  });
});

describe('the result of a handler', () => {
  test.each<[name: string, result: unknown, body: string]>([
    ['text', 'hello', 'hello'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['a list', [1, 2], '[1,2]'],
    ['a number', 7, '7'],
    ['nothing', null, 'null'],
  ])('for payload 2.0 may be %s without a status (%j): the body is %s', async (_name, result, body) => {
    expect(await run(payload2Event(from(LISTED)), {}, result)).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'Access-Control-Allow-Origin': LISTED, Vary: 'Origin' },
      body,
      isBase64Encoded: false,
    });
  });

  test.each<[name: string, result: unknown, why: string]>([
    ['null', null, 'it is null'],
    ['text', 'hello', 'it is a string'],
    ['no status', { body: 'x' }, 'statusCode is missing'],
    ['a status that is not a number', { statusCode: 'ok' }, 'statusCode is a string'],
    ['a status out of range', { statusCode: 99 }, 'statusCode is 99'],
    ['an interim status', { statusCode: 100 }, 'statusCode is 100'],
    ['a status past the last', { statusCode: 600 }, 'statusCode is 600'],
    ['a body that is not a text', { statusCode: 200, body: { a: 1 } }, 'body is an object'],
    ['headers that are not a map', { statusCode: 200, headers: ['x'] }, 'headers is a list'],
    ['a header that is an object', { statusCode: 200, headers: { a: {} } }, 'is an object'],
  ])('for a REST API is a 500 when it is %s: %j, and the log says why', async (_name, result, why) => {
    const answered = await run(proxyEvent(from(LISTED)), {}, result);
    expect(answered.statusCode).toBe(500);
    expect(answered.headers['Access-Control-Allow-Origin']).toBe(LISTED);
    expect(mockLines.join()).toContain('InvalidResultError');
    expect(mockLines.join()).toContain(why);
  });

  test('may have its status as text, and headers and a body that are null', async () => {
    const result = await run(
      proxyEvent(),
      {},
      { statusCode: '204', headers: { a: null, b: undefined }, body: null },
    );
    expect(result).toEqual({
      statusCode: 204,
      headers: { Vary: 'Origin' },
      body: '',
      isBase64Encoded: false,
    });
  });

  test.each([200, 599])('may have the status %i', async (statusCode) => {
    expect(await run(proxyEvent(), {}, { statusCode })).toMatchObject({ statusCode });
  });

  /** The size of an answer apart from its body, and a body that brings it to a size. */
  const answerSize = (answer: Result): number => Buffer.byteLength(JSON.stringify(answer));
  const LIMIT = 6 * 1024 * 1024 + 100;

  test.each([
    ['plain', (bytes: number) => 'x'.repeat(bytes)],
    ['escaped', (bytes: number) => `${'\u0000'.repeat(Math.floor(bytes / 6))}${'x'.repeat(bytes % 6)}`],
    ['multi-byte', (bytes: number) => `${'ü'.repeat(Math.floor(bytes / 2))}${'x'.repeat(bytes % 2)}`],
  ])(
    'of Lambda’s limit is sent, and one byte more is a 500 that the page can read: %s',
    async (_name, bodyOf) => {
      const event = proxyEvent(from(LISTED));
      const rest = answerSize(await run(event, {}, { statusCode: 200, body: '' }));
      const atLimit = await run(event, {}, { statusCode: 200, body: bodyOf(LIMIT - rest) });
      expect([atLimit.statusCode, answerSize(atLimit)]).toEqual([200, LIMIT]);
      const over = await run(event, {}, { statusCode: 200, body: bodyOf(LIMIT - rest + 1) });
      expect([over.statusCode, over.headers['Access-Control-Allow-Origin']]).toEqual([500, LISTED]);
      expect(mockLines.join()).toContain(`its JSON has ${LIMIT + 1} bytes`);
    },
  );

  test('keeps a binary body', async () => {
    const result = await run(proxyEvent(), {}, { statusCode: 200, body: '/w==', isBase64Encoded: true });
    expect(result).toMatchObject({ body: '/w==', isBase64Encoded: true });
  });
});

describe('the body that the handler gets', () => {
  const base64 = (bytes: Buffer): Asked => ({ method: 'POST', body: bytes.toString('base64'), base64: true });
  const typed = (type: string, asked: Asked): Asked => ({ ...asked, headers: [['content-type', type]] });
  const text = Buffer.from('{"name":"grüß 😀"}', 'utf8');
  const latin = Buffer.from([0x67, 0xfc]);

  test.each<[type: string, bytes: Buffer, isText: boolean]>([
    ['application/json', text, true],
    ['application/json; charset=utf-8', text, true],
    ['application/json;charset="UTF-8"', text, true],
    ['Application/JSON', text, true],
    ['text/plain', text, true],
    ['text/csv; header=present', text, true],
    ['application/problem+json', text, true],
    ['application/soap+xml', text, true],
    ['application/x-www-form-urlencoded', text, true],
    ['application/json', Buffer.from('\ufefftext', 'utf8'), true],
    ['application/json', Buffer.alloc(0), true],
    ['application/json', latin, false],
    ['text/plain; charset=iso-8859-1', Buffer.from('abc'), false],
    ['application/octet-stream', text, false],
    ['image/png', text, false],
    ['multipart/form-data; boundary=x', text, false],
    ['application/jsonp', text, false],
  ])('of type %s (%j) is text: %p', async (type, bytes, isText) => {
    await run(proxyEvent(typed(type, base64(bytes))));
    const [event] = reached as [{ body: string; isBase64Encoded: boolean }];
    expect(event).toMatchObject(
      isText
        ? { body: bytes.toString('utf8'), isBase64Encoded: false }
        : { body: bytes.toString('base64'), isBase64Encoded: true },
    );
    expect(Buffer.from(event.body, isText ? 'utf8' : 'base64')).toEqual(bytes);
  });

  test('without a content type is text when it is UTF-8', async () => {
    await run(proxyEvent(base64(text)));
    await run(proxyEvent(base64(latin)));
    expect(reached).toMatchObject([{ isBase64Encoded: false }, { isBase64Encoded: true }]);
  });

  test('comes in a copy of the event; an event without a base64 body is handed over itself', async () => {
    const encoded = proxyEvent(typed('text/plain', base64(text)));
    const before = JSON.stringify(encoded);
    await run(encoded);
    expect(JSON.stringify(encoded)).toBe(before);
    const plain = proxyEvent({ method: 'POST', body: 'x' });
    await run(plain);
    expect(reached[1]).toBe(plain);
  });
});

describe('the verdict of the authorizer', () => {
  async function contextFor(asked: Asked): Promise<AuthorizerResult['context']> {
    const evaluator = createEvaluator(judgingOf(), () => {
      throw new Error('not asked');
    });
    return ((await evaluator(authorizerEvent(asked))) as AuthorizerResult).context;
  }

  const asked = from(LISTED, { requestId: 'request-1=' });
  const trusting = { trustsAuthorizer: true };

  test('is used when it is about this request: no look-up, no second line in the log', async () => {
    const event = authorizedEvent(asked, await contextFor(asked));
    mockLines.length = 0;
    const allowlist = new MemoryAllowlist();
    const result = await run(event, { ...trusting, allowlist });
    expect(result.headers['Access-Control-Allow-Origin']).toBe(LISTED);
    expect(allowlist.asked).toBe(0);
    expect(mockLines).toEqual([]);
  });

  test.each<[name: string, now: Asked]>([
    ['another request, as from a cache', { ...asked, requestId: 'request-2=' }],
    ['another path', { ...asked, path: '/services/data/v60.0' }],
    ['another method', { ...asked, method: 'PUT' }],
    ['another origin', from('https://b.example', { requestId: 'request-1=' })],
  ])('about %s is not used: the middleware judges by itself', async (_name, now) => {
    const allowlist = new MemoryAllowlist({ entries: [] });
    const result = await run(authorizedEvent(now, await contextFor(asked)), { ...trusting, allowlist });
    expect(result.statusCode).toBe(403);
    expect(allowlist.asked).toBe(1);
    expect(reached).toEqual([]);
  });

  test('is not taken from the context of another authorizer that copies our keys', async () => {
    const forged = {
      corsOutcome: 'allow',
      corsReason: 'origin_allowlisted',
      corsOrigin: UNLISTED,
      corsMethod: 'GET',
      corsPath: '/services/data',
      corsRequestId: 'chosen-by-the-client',
      corsHeaders: JSON.stringify({ 'Access-Control-Allow-Origin': UNLISTED, Vary: 'Origin' }),
    };
    expect(await run(authorizedEvent(from(UNLISTED), forged), trusting)).toMatchObject({ statusCode: 403 });
  });

  test('is not used without verdictFrom: authorizer', async () => {
    const allowlist = new MemoryAllowlist({ entries: [] });
    const result = await run(authorizedEvent(asked, await contextFor(asked)), { allowlist });
    expect(result.statusCode).toBe(403);
  });

  test('is not needed: without a context the middleware judges by itself', async () => {
    expect(await run(proxyEvent(asked), trusting)).toMatchObject({ statusCode: 200 });
    expect(await run({ ...proxyEvent({}), requestContext: null }, trusting)).toMatchObject({
      statusCode: 200,
    });
    expect(await run(proxyEvent(from(UNLISTED)), trusting)).toMatchObject({ statusCode: 403 });
  });

  test('is not used for OPTIONS: the preflight needs headers of its own', async () => {
    const preflight: Asked = {
      ...from(LISTED, { headers: [['Access-Control-Request-Method', 'GET']] }),
      method: 'OPTIONS',
    };
    const result = await run(authorizedEvent(preflight, await contextFor(preflight)), trusting);
    expect([result.statusCode, result.headers['Access-Control-Allow-Methods']]).toEqual([
      204,
      'GET, HEAD, POST, PUT, PATCH, DELETE',
    ]);
    expect(reached).toEqual([]);
  });

  test('does not switch the check for client secrets off', async () => {
    const secret = { ...secretFrom(LISTED), requestId: 'request-3=' };
    const event = authorizedEvent(secret, await contextFor(secret));
    expect(await run(event, { ...trusting, clientSecrets: 'block' })).toMatchObject({ statusCode: 400 });
  });
});

test('when the middleware itself fails, the answer is 503 and the handler does not run', async () => {
  const middleware = middlewareOf();
  const log = Object.create(middleware.judging.log) as typeof middleware.judging.log;
  log.verdict = () => {
    throw new Error('out of order');
  };
  const handler = jest.fn();
  const result = await answer(
    { ...middleware, judging: { ...middleware.judging, log } },
    proxyEvent(),
    handler,
  );
  expect(result).toMatchObject({ statusCode: 503, headers: { Vary: 'Origin', 'Cache-Control': 'no-store' } });
  expect(JSON.parse(result.body)).toMatchObject({ code: 'verdict_unavailable' });
  expect(handler).not.toHaveBeenCalled();
  expect(mockLines.join()).toContain('out of order');
});

test.each([
  { ...proxyEvent(), headers: 7 },
  { ...payload2Event(), rawPath: 7 },
  { version: '2.0', rawPath: '' },
])('a request with a broken part is answered with 400: %j', async (event) => {
  const result = await run(event);
  expect(result.statusCode).toBe(400);
  expect(JSON.parse(result.body)).toMatchObject({ code: 'malformed_request' });
  expect(reached).toEqual([]);
});
