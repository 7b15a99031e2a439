import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, LambdaFunctionURLEvent } from 'aws-lambda';
import fc from 'fast-check';
import { withCors } from '../../runtime';
import {
  clearTestAllowlist,
  functionUrlEvent,
  httpApiEvent,
  httpApiEvent1,
  restApiEvent,
  setTestAllowlist,
  withAuthorizerVerdict,
  type TestRequest,
} from '../../runtime/testing';
import { verdictIn } from '../../lambda/shared/verdict/verdict-context';
import { readApiCall } from '../../lambda/shared/event/api-call';
import { readPolicy } from '../../lambda/shared/configuration/configuration';
import { environment } from '../lambda/support/judging';

const mockLines: string[] = [];
jest.mock('../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

const LISTED = 'https://app.example.com';

beforeEach(() => {
  mockLines.length = 0;
});
afterEach(clearTestAllowlist);

const EVENTS = [
  ['REST API', restApiEvent],
  ['HTTP API, payload 1.0', httpApiEvent1],
  ['HTTP API, payload 2.0', httpApiEvent],
  ['Function URL', functionUrlEvent],
] as const;

const wrapped = withCors((event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) }));
const ask = (event: unknown) => wrapped(event, {});

describe.each(EVENTS)('%s', (_name, eventOf) => {
  test('a listed origin is allowed, another one refused, and none passes', async () => {
    setTestAllowlist({ entries: [LISTED] });
    const allowed = await ask(eventOf({ origin: LISTED, path: '/orders' }));
    expect([allowed.statusCode, allowed.headers['Access-Control-Allow-Origin']]).toEqual([200, LISTED]);
    const refused = await ask(eventOf({ origin: 'https://other.example', path: '/orders' }));
    expect([refused.statusCode, JSON.parse(refused.body)]).toMatchObject([
      403,
      { code: 'origin_not_allowlisted' },
    ]);
    expect((await ask(eventOf())).headers).toEqual({ Vary: 'Origin' });
  });

  test('a preflight is answered with the methods of the endpoint', async () => {
    setTestAllowlist({
      entries: [LISTED],
      endpoints: [{ path: '/orders', methods: ['GET'], credentials: true }],
    });
    const headers = { 'Access-Control-Request-Method': 'GET' };
    const answered = await ask(eventOf({ method: 'OPTIONS', origin: LISTED, path: '/orders', headers }));
    expect(answered).toMatchObject({
      statusCode: 204,
      headers: { 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Allow-Credentials': 'true' },
    });
  });

  test('the handler gets method, path, query, headers and body', async () => {
    setTestAllowlist({ entries: [LISTED] });
    const request: TestRequest = {
      method: 'POST',
      path: '/orders/7',
      origin: LISTED,
      headers: { 'Content-Type': 'application/json', Cookie: 'a=1; b=2' },
      query: { q: 'x y', tag: ['a', 'b'] },
      body: '{"n":1}',
    };
    const call = readApiCall(eventOf(request), readPolicy(environment()), 0);
    expect(call).toMatchObject({
      method: 'POST',
      path: '/orders/7',
      query: [
        ['q', 'x y'],
        ['tag', 'a'],
        ['tag', 'b'],
      ],
      body: { data: '{"n":1}', base64: false },
    });
    const named = new Map(call.headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(named.get('cookie')).toBe('a=1; b=2');
    expect(named.get('content-type')).toBe('application/json');
    expect((await ask(eventOf(request))).statusCode).toBe(200);
  });

  test('a custom domain is the host of the request', () => {
    const call = readApiCall(eventOf({ domainName: 'login.example.com' }), readPolicy(environment()), 0);
    expect(call.domainName).toBe('login.example.com');
  });
});

test('the events fit the usual types', () => {
  const rest: APIGatewayProxyEvent = restApiEvent();
  const http1: APIGatewayProxyEvent = httpApiEvent1();
  const http2: APIGatewayProxyEventV2 = httpApiEvent();
  const url: LambdaFunctionURLEvent = functionUrlEvent();
  expect([rest.httpMethod, http1.httpMethod, http2.rawPath, url.rawPath]).toEqual(['GET', 'GET', '/', '/']);
});

test('every kind of event gets the same verdict for the same request', async () => {
  const requests = fc.record(
    {
      method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
      path: fc.constantFrom('/', '/orders', '/orders/7', '/a//b', '/public', '/oauth'),
      origin: fc.constantFrom(LISTED, 'https://x.wild.example', 'https://other.example', 'null', ''),
      headers: fc.dictionary(
        fc.constantFrom('Sec-Fetch-Site', 'Access-Control-Request-Method', 'Accept'),
        fc.constantFrom('same-origin', 'POST', 'x'),
      ),
      query: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(requests, fc.boolean(), async (request, available) => {
      setTestAllowlist({
        entries: [LISTED, 'https://*.wild.example'],
        endpoints: [
          { path: '/' },
          { path: '/public', access: 'public' },
          { path: '/oauth', access: 'oauth' },
        ],
        available,
      });
      const [first, ...others] = await Promise.all(
        EVENTS.map(async ([, eventOf]) => {
          const { statusCode, headers } = await ask(eventOf(request));
          return { statusCode, headers };
        }),
      );
      for (const other of others) expect(other).toEqual(first);
    }),
    { numRuns: 300 },
  );
});

describe('the allowlist of a test', () => {
  const from = (origin: string) => ask(restApiEvent({ origin, path: '/session' }));

  test.each<[name: string, allowlist: Parameters<typeof setTestAllowlist>[0], status: number]>([
    ['an active entry', { entries: [{ pattern: LISTED }] }, 200],
    ['an inactive entry', { entries: [{ pattern: LISTED, status: 'inactive' }] }, 403],
    ['an expired entry', { entries: [{ pattern: LISTED, expiresAt: '2020-01-01T00:00:00Z' }] }, 403],
    [
      'an entry that has not expired',
      { entries: [{ pattern: LISTED, expiresAt: '2999-01-01T00:00:00Z' }] },
      200,
    ],
    ['a wildcard', { entries: ['https://*.example.com'] }, 200],
    ['no entry', {}, 403],
    ['report mode', { enforcement: 'report' }, 200],
    ['a closed endpoint', { entries: [LISTED], endpoints: [{ path: '/session', access: 'closed' }] }, 403],
    ['OAuth off', { entries: [LISTED], endpoints: [{ path: '/session', access: 'oauth' }] }, 403],
    [
      'OAuth on',
      {
        entries: [LISTED],
        enableCorsForOAuthEndpoints: true,
        endpoints: [{ path: '/session', access: 'oauth' }],
      },
      200,
    ],
    ['a table that cannot be read', { entries: [LISTED], available: false }, 503],
  ])('with %s (%j) gives %i', async (_name, allowlist, status) => {
    setTestAllowlist(allowlist);
    expect((await from(LISTED)).statusCode).toBe(status);
  });

  test('refuses reads of other sites where it is told to', async () => {
    const read = restApiEvent({
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    });
    setTestAllowlist({ entries: [LISTED] });
    expect((await ask(read)).statusCode).toBe(200);
    setTestAllowlist({ entries: [LISTED], crossSiteReads: 'refuse' });
    expect(await ask(read)).toMatchObject({
      statusCode: 403,
      headers: { 'Cors-Refused': 'cross_site_read' },
    });
  });

  test('holds from one call to the next, in handlers that were wrapped before', async () => {
    setTestAllowlist({ entries: [LISTED] });
    expect((await from(LISTED)).statusCode).toBe(200);
    setTestAllowlist({ entries: [] });
    expect((await from(LISTED)).statusCode).toBe(403);
    clearTestAllowlist();
    await expect(from(LISTED)).rejects.toThrow('CORS_TABLE_NAME');
  });

  test('leaves no line for a verdict, and one for a handler that fails', async () => {
    setTestAllowlist({ entries: [LISTED] });
    await from(LISTED);
    await from('https://other.example');
    expect(mockLines).toEqual([]);
    const failing = withCors(() => Promise.reject(new Error('out of order')));
    await failing(restApiEvent({ origin: LISTED }), {});
    expect(mockLines.join()).toContain('out of order');
  });

  test.each([
    ['https://app.example.com/', 'has_path', 'https://app.example.com'],
    ['https://*.co.uk', 'wildcard_public_suffix', ''],
    ['http://app.example.com', 'insecure_scheme', ''],
  ])('refuses the pattern %s, as the admin API does: %s', (pattern, code, suggestion) => {
    const set = (): void => {
      setTestAllowlist({ entries: [pattern] });
    };
    expect(set).toThrow(code);
    expect(set).toThrow(suggestion);
  });

  test.each<[name: string, wrong: unknown, named: string]>([
    ['a misspelt name', { entires: [LISTED] }, '"entires" is a list'],
    ['the name of an entry field', { entries: [{ pattern: LISTED, state: 'active' }] }, '"entries[0].state"'],
    ['the name of a rule field', { endpoints: [{ path: '/', acess: 'closed' }] }, '"endpoints[0].acess"'],
    ['a name of every object', { toString: 1 }, '"toString" is 1'],
    ['a word that does not exist', { enforcement: 'off' }, 'enforcement is "off"'],
    ['an access that does not exist', { endpoints: [{ path: '/', access: 'open' }] }, 'endpoints[0].access'],
    ['a text for a list', { entries: LISTED }, 'entries is "https://app.example.com"'],
    ['a text for a flag', { available: 'no' }, 'available is "no"'],
    ['an expiry that is not a time', { entries: [{ pattern: LISTED, expiresAt: 'tomorrow' }] }, 'tomorrow'],
    ['an entry without a pattern', { entries: [{}] }, 'entries[0].pattern is missing'],
    ['a rule without a path', { endpoints: [{}] }, 'endpoints[0].path is missing'],
    ['a path that cannot work', { endpoints: [{ path: 'orders' }] }, '"orders"'],
    ['no object', 'https://app.example.com', 'the allowlist is "https://app.example.com"'],
  ])('refuses %s: %#', (_name, wrong, named) => {
    const set = (): void => {
      setTestAllowlist(wrong as Parameters<typeof setTestAllowlist>[0]);
    };
    expect(set).toThrow(TypeError);
    expect(set).toThrow(named);
  });

  test('names everything that is wrong at once, and keeps the allowlist before', async () => {
    setTestAllowlist({ entries: [LISTED] });
    const wrong = { entires: [], available: 1, endpoints: [{ path: '/', match: 'all' }] };
    expect(() => {
      setTestAllowlist(wrong as unknown as Parameters<typeof setTestAllowlist>[0]);
    }).toThrow(/entires.*available is 1.*endpoints\[0\]\.match is "all"/);
    expect((await from(LISTED)).statusCode).toBe(200);
  });

  test('takes no part in a Lambda function', async () => {
    setTestAllowlist({ entries: [LISTED] });
    process.env['AWS_LAMBDA_RUNTIME_API'] = '127.0.0.1:9001';
    try {
      await expect(from(LISTED)).rejects.toThrow('CORS_TABLE_NAME');
      expect(() => {
        setTestAllowlist({ entries: [LISTED] });
      }).toThrow('is for tests');
    } finally {
      delete process.env['AWS_LAMBDA_RUNTIME_API'];
    }
    expect((await from(LISTED)).statusCode).toBe(200);
  });
});

describe('the verdict of an authorizer', () => {
  test('is in the context, and the middleware takes it', async () => {
    setTestAllowlist({ entries: [LISTED] });
    const event = await withAuthorizerVerdict(restApiEvent({ origin: LISTED, path: '/orders' }));
    const call = readApiCall(event, readPolicy(environment()), 0);
    expect(verdictIn(event.requestContext.authorizer, call)).toMatchObject({ outcome: 'allow' });
    // Its own judgement would refuse now, so this is the authorizer's.
    setTestAllowlist({ entries: [] });
    const trusting = withCors(() => ({ statusCode: 200 }), { verdictFrom: 'authorizer' });
    expect((await trusting(event, {})).headers['Access-Control-Allow-Origin']).toBe(LISTED);
  });

  test('counts for nothing where the handler does not say that it is behind an authorizer', async () => {
    setTestAllowlist({ entries: [LISTED] });
    const event = await withAuthorizerVerdict(restApiEvent({ origin: LISTED, path: '/orders' }));
    setTestAllowlist({ entries: [] });
    for (const options of [{}, { verdictFrom: 'self' } as const]) {
      const own = withCors(() => ({ statusCode: 200 }), options);
      expect((await own(event, {})).statusCode).toBe(403);
    }
  });

  test('is an error where it would refuse, and without a test allowlist', async () => {
    const event = restApiEvent({ origin: LISTED });
    await expect(withAuthorizerVerdict(event)).rejects.toThrow('call setTestAllowlist first');
    setTestAllowlist({});
    await expect(withAuthorizerVerdict(event)).rejects.toThrow('origin_not_allowlisted');
  });
});

describe('client secrets', () => {
  const endpoints = [{ path: '/token', access: 'public', role: 'token' }] as const;
  const event = restApiEvent({
    origin: LISTED,
    method: 'POST',
    path: '/token',
    headers: { Authorization: `Basic ${Buffer.from('id:secret').toString('base64')}` },
  });

  test.each([
    ['are reported', {}, 200],
    ['are reported', { clientSecrets: 'report' } as const, 200],
    ['are blocked', { clientSecrets: 'block' } as const, 400],
  ])('%s with %j', async (_what, settings, status) => {
    setTestAllowlist({ endpoints, ...settings });
    expect((await ask(event)).statusCode).toBe(status);
  });
});
