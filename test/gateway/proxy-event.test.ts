import { sendRaw } from './fixtures/http-client';
import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, functionResource } from './fixtures/template';

describe('the event of a Lambda proxy integration', () => {
  let stack: ServedStack;

  beforeAll(async () => {
    stack = await serveStack({
      ...functionResource('Echo', 'echo'),
      ...apiResources({
        methods: [
          { path: '/', verb: 'ANY', to: 'Echo' },
          { path: '/orders/{id}/lines/{line}', verb: 'GET', to: 'Echo' },
          { path: '/files/{proxy+}', verb: 'ANY', to: 'Echo' },
        ],
        properties: { BinaryMediaTypes: ['*/*'] },
        stage: { Variables: { colour: 'green' } },
      }),
    });
  });

  afterAll(() => stack.close());

  const event = async (sent: Parameters<ServedStack['send']>[0]) => {
    const response = await stack.send(sent);
    expect(response.status).toBe(200);
    return response.json();
  };

  test('describes the request, with null for missing parts', async () => {
    const got = await event({ path: '/' });
    expect(got).toMatchObject({
      resource: '/',
      path: '/',
      httpMethod: 'GET',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: { colour: 'green' },
      body: null,
      isBase64Encoded: false,
    });
  });

  test('keeps the letter case of header names and every value; the single map has the last one', async () => {
    const got = await event({
      headers: [
        ['x-Mixed-CASE', 'one'],
        ['X-MIXED-case', 'two'],
        ['__proto__', 'polluted'],
      ],
    });
    expect(got['headers']).toMatchObject({ 'x-Mixed-CASE': 'two' });
    expect(got['multiValueHeaders']).toMatchObject({ 'x-Mixed-CASE': ['one', 'two'] });
    expect(Object.getOwnPropertyNames(got['headers'])).toContain('__proto__');
  });

  test('holds every header of a head at the limit', async () => {
    const count = 2_020;
    const head = `GET / HTTP/1.1\r\nHost: localhost:${stack.port}\r\nConnection: close\r\n${'a:\r\n'.repeat(count)}\r\n`;
    const response = await sendRaw(stack.port, head);
    const { multiValueHeaders } = JSON.parse(response.slice(response.indexOf('\r\n\r\n'))) as {
      multiValueHeaders: Record<string, string[]>;
    };
    expect(multiValueHeaders['a']).toHaveLength(count);
  });

  test('has the X-Forwarded headers and the trace id of a Regional endpoint', async () => {
    const { multiValueHeaders } = await event({
      headers: [
        ['x-forwarded-for', '203.0.113.9'],
        ['X-Forwarded-Proto', 'https'],
      ],
    });
    expect(multiValueHeaders).toEqual({
      Host: [`localhost:${stack.port}`],
      'X-Forwarded-For': ['203.0.113.9, 127.0.0.1'],
      'X-Forwarded-Port': [String(stack.port)],
      'X-Forwarded-Proto': ['http'],
      'X-Amzn-Trace-Id': [expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$/)],
    });
  });

  test.each([
    'Connection',
    'Content-MD5',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Upgrade',
    'WWW-Authenticate',
  ])('does not have the header %s', async (name) => {
    const { headers } = await event({
      headers: [
        [name, 'x'],
        ['X-Kept', 'y'],
      ],
    });
    const names = Object.keys(headers as object).map((header) => header.toLowerCase());
    expect(names).not.toContain(name.toLowerCase());
    expect(names).toContain('x-kept');
  });

  test('has a chunked body as a whole, without the headers of the chunks', async () => {
    const got = await event({
      method: 'POST',
      headers: [
        ['Transfer-Encoding', 'chunked'],
        ['Trailer', 'X-Sum'],
      ],
      body: 'in chunks',
    });
    expect(got['body']).toBe(Buffer.from('in chunks').toString('base64'));
    expect(Object.keys(got['headers'] as object)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(trailer|transfer-encoding)$/i)]),
    );
  });

  test.each([
    ['a=1&b=2', { a: ['1'], b: ['2'] }],
    ['a=1&a=2&a=', { a: ['1', '2', ''] }],
    ['a', { a: [''] }],
    ['=x', { '': ['x'] }],
    ['a=1;b=2', { a: ['1'], b: ['2'] }],
    ['a%20b=c+d%2Be', { 'a b': ['c d+e'] }],
    ['a=%E4%BD%A0', { a: ['你'] }],
    ['a=%zz', { a: ['%zz'] }],
    ['__proto__=x', { ['__proto__']: ['x'] }],
    ['a=b=c?d', { a: ['b=c?d'] }],
  ])('has the query %s as %j', async (query, expected) => {
    const got = await event({ path: `/?${query}` });
    expect(got['multiValueQueryStringParameters']).toEqual(expected);
    const last = Object.entries(expected).map(([name, values]) => [name, values.at(-1)]);
    expect(got['queryStringParameters']).toEqual(Object.fromEntries(last));
  });

  test.each([
    ['/orders/a%2Fb/lines/7', '/orders/{id}/lines/{line}', { id: 'a/b', line: '7' }],
    ['/orders/7/lines/%zz/', '/orders/{id}/lines/{line}', { id: '7', line: '%zz' }],
    ['/files/a/%20b//c/', '/files/{proxy+}', { proxy: 'a/ b/c' }],
    ['/files/..%2f/x', '/files/{proxy+}', { proxy: '..//x' }],
  ])(
    'keeps the path %s; for the resource %s its parameters are %j',
    async (path, resource, pathParameters) => {
      const got = await event({ path });
      expect(got).toMatchObject({ path, resource, pathParameters });
      expect(got['requestContext']).toMatchObject({ path, resourcePath: resource });
    },
  );

  test('has the request context of the service', async () => {
    const got = await event({ path: '/files/x', headers: [['User-Agent', 'suite']] });
    expect(got['requestContext']).toEqual({
      accountId: '123456789012',
      apiId: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
      deploymentId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      domainName: 'localhost',
      domainPrefix: 'localhost',
      extendedRequestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/) as string,
      httpMethod: 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: 'suite',
        userArn: null,
      },
      path: '/files/x',
      protocol: 'HTTP/1.1',
      requestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
      requestTimeEpoch: expect.any(Number) as number,
      resourceId: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      resourcePath: '/files/{proxy+}',
      stage: 'live',
    });
  });

  test.each([
    ['Site.LocalHost', 'site.localhost', 'site'],
    ['127.0.0.1', '127.0.0.1', '127'],
    ['[::1]', '[::1]', '[::1]'],
  ])('for the Host %s has the domain %s and the prefix %s', async (host, domainName, domainPrefix) => {
    const got = await event({ headers: [['Host', `${host}:${stack.port}`]] });
    expect(got['requestContext']).toMatchObject({ domainName, domainPrefix });
  });

  test('has every body as Base64 when all types are binary', async () => {
    const body = Buffer.from([0, 255, 128, 10]);
    const got = await event({ method: 'POST', body });
    expect(got).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  test('takes the verb from X-HTTP-Method-Override', async () => {
    const got = await event({ method: 'POST', headers: [['X-HTTP-Method-Override', 'PATCH']] });
    expect(got).toMatchObject({ httpMethod: 'PATCH', requestContext: { httpMethod: 'PATCH' } });
  });
});

describe('an API without binary media types', () => {
  test('hands over every body as text', async () => {
    const stack = await serveStack({
      ...functionResource('Echo', 'echo'),
      ...apiResources({
        methods: [{ path: '/', verb: 'ANY', to: 'Echo' }],
        properties: { BinaryMediaTypes: ['image/png'] },
      }),
    });
    const text = await stack.send({ method: 'POST', body: 'grüezi' });
    expect(text.json()).toMatchObject({ body: 'grüezi', isBase64Encoded: false, stageVariables: null });
    const image = await stack.send({
      method: 'POST',
      body: 'x',
      headers: [['Content-Type', 'Image/PNG; q=1']],
    });
    expect(image.json()).toMatchObject({ body: 'eA==', isBase64Encoded: true });
    await stack.close();
  });
});
