import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, functionResource, type MethodSpec } from './fixtures/template';

/*
 * Integrations beside the Lambda proxy: servers, functions behind a mapping, services of AWS, MOCK.
 */

let backend: Server;
let origin = '';
const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  backend = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      const status = Number(/status=(\d+)/.exec(url)?.[1] ?? 200);
      response.writeHead(status, {
        'WWW-Authenticate': 'Bearer',
        'X-Own': 'own',
        'Content-Type': 'text/plain',
      });
      if (!url.includes('silent')) response.end(`answer to ${method}`);
    });
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((backend.address() as AddressInfo).port)}`;
});

afterAll(() => {
  backend.closeAllConnections();
  backend.close();
});

const served: ServedStack[] = [];

async function serve(method: Omit<MethodSpec, 'path' | 'verb'> & { path?: string; verb?: string }) {
  const notes: string[] = [];
  const stack = await serveStack(
    {
      ...functionResource('Echo', 'echo'),
      ...functionResource('Misbehave', 'misbehave'),
      ...apiResources({
        methods: [{ path: '/orders/{proxy+}', verb: 'ANY', ...method }],
        stage: { Variables: { shop: 'blue' } },
      }),
    },
    { onNote: (note) => notes.push(note) },
  );
  served.push(stack);
  return { ...stack, notes };
}

afterEach(async () => {
  await Promise.all(served.splice(0).map((stack) => stack.close()));
  seen.length = 0;
});

const path = { 'integration.request.path.proxy': 'method.request.path.proxy' };

describe('HTTP_PROXY', () => {
  const proxy = (uri: string, more = {}) => ({
    integration: {
      Type: 'HTTP_PROXY',
      IntegrationHttpMethod: 'ANY',
      Uri: uri,
      RequestParameters: path,
      ...more,
    },
  });

  test('hands request and answer through', async () => {
    const stack = await serve(proxy(`${origin}/v1/\${stageVariables.shop}/{proxy}?fixed=1`));
    const headers = [['X-Sent', 'yes']] as const;
    const response = await stack.send({ method: 'PUT', path: '/orders/a/b%20c?q=1', headers, body: 'text' });
    expect(seen).toEqual([
      expect.objectContaining({ method: 'PUT', url: '/v1/blue/a/b%20c?fixed=1&q=1', body: 'text' }),
    ]);
    expect(seen[0]!.headers).toMatchObject({ 'x-sent': 'yes', host: new URL(origin).host });
    expect([response.status, response.text, response.header('X-Own')]).toEqual([200, 'answer to PUT', 'own']);
    expect(response.header('x-amzn-Remapped-WWW-Authenticate')).toBe('Bearer');
  });

  test('sets what its parameters say', async () => {
    const parameters = {
      ...path,
      'integration.request.header.X-Who': 'context.stage',
      'integration.request.querystring.literal': "'a b'",
    };
    const stack = await serve(proxy(`${origin}/{proxy}`, { RequestParameters: parameters }));
    await stack.send({ path: '/orders/a', headers: [['X-Who', 'me']] });
    expect(seen[0]).toMatchObject({ url: '/a?literal=a+b', headers: { 'x-who': 'live' } });
  });

  test('that does not answer in time is 504, and so is one that is not there', async () => {
    const slow = await serve(proxy(`${origin}/silent`, { TimeoutInMillis: 50 }));
    expect((await slow.send({ path: '/orders/a' })).status).toBe(504);
    expect(slow.records[0]).toMatchObject({
      reason: 'integration_timeout',
      detail: expect.any(String) as string,
    });
    const gone = await serve(proxy('http://127.0.0.1:1/'));
    expect((await gone.send({ path: '/orders/a' })).status).toBe(504);
    expect(gone.records[0]).toMatchObject({
      reason: 'integration_failure',
      detail: expect.any(String) as string,
    });
  });

  test('behind a VPC link is an echo, and says so', async () => {
    const stack = await serve(proxy('http://internal.example', { ConnectionType: 'VPC_LINK' }));
    expect((await stack.send({ path: '/orders/a' })).json()).toMatchObject({ path: '/orders/a' });
    expect(stack.notes).toEqual([expect.stringContaining('VPC link')]);
  });
});

describe('an integration with a mapping', () => {
  const responses = [
    {
      StatusCode: '200',
      ResponseParameters: {
        'method.response.header.X-From-Backend': 'integration.response.header.X-Own',
        'method.response.header.X-Part': 'integration.response.body.item.name',
        'method.response.header.X-Stage': 'context.stage',
        'method.response.header.X-Absent': 'context.authorizer.nothing',
      },
    },
    {
      StatusCode: '404',
      SelectionPattern: '4\\d{2}',
      ResponseTemplates: { 'application/json': `{"was":"$util.escapeJavaScript($input.body)"}` },
    },
    { StatusCode: '418', SelectionPattern: '.*secret.*' },
  ];

  test.each([
    ['200', 200, 'answer to POST'],
    ['403', 404, '{"was":"answer to POST"}'],
  ])('HTTP with a backend that answers %s is %i', async (status, expected, text) => {
    const stack = await serve({
      integration: {
        Type: 'HTTP',
        IntegrationHttpMethod: 'POST',
        Uri: `${origin}/?status=${status}`,
        RequestTemplates: {
          'application/json': `{"name":$input.json('$.item.name'),"id":"$input.params('proxy')"}`,
        },
        IntegrationResponses: responses,
      },
    });
    const response = await stack.send({
      method: 'PUT',
      path: '/orders/7',
      body: '{"item":{"name":"a\\"b"}}',
    });
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"name":"a\\"b","id":"7"}' });
    expect([response.status, response.text]).toEqual([expected, text]);
    expect(response.header('X-From-Backend')).toBe(expected === 200 ? 'own' : undefined);
    expect(response.header('X-Stage')).toBe(expected === 200 ? 'live' : undefined);
    expect(response.header('X-Absent')).toBeUndefined();
  });

  test.each([
    ['Echo', '{"item":{"name":"tea"}}', 200, 'tea'],
    ['Misbehave', '{"deed":"throwError"}', 418, undefined],
  ])('of the function %s selects the response by its error', async (to, body, status, part) => {
    const uri = (id: string) => ({
      'Fn::Sub': `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\${${id}.Arn}/invocations`,
    });
    const template = '{"item":{"name":"tea"},"deed":"throwError"}';
    const stack = await serve({
      integration: {
        Type: 'AWS',
        IntegrationHttpMethod: 'POST',
        Uri: uri(to),
        RequestTemplates: { 'application/json': to === 'Echo' ? body : template },
        IntegrationResponses: [
          {
            ...responses[0],
            ResponseParameters: { 'method.response.header.X-Part': 'integration.response.body.body' },
          },
          ...responses.slice(1),
        ],
      },
    });
    const response = await stack.send({ method: 'POST', path: '/orders/1', body });
    expect(response.status).toBe(status);
    if (part !== undefined) expect(response.header('X-Part')).toContain(part);
  });

  test('of a service of AWS is an echo through its responses, and says so', async () => {
    const stack = await serve({
      integration: {
        Type: 'AWS',
        IntegrationHttpMethod: 'POST',
        Uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue',
        IntegrationResponses: responses,
      },
    });
    const response = await stack.send({ path: '/orders/1' });
    expect([response.status, response.header('X-Stage')]).toEqual([200, 'live']);
    expect(stack.notes).toEqual([expect.stringContaining('sqs')]);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['WHEN_NO_MATCH', 'text/plain', { 'application/json': '{"statusCode":200}' }, 500],
    ['WHEN_NO_TEMPLATES', 'text/plain', { 'application/json': '{"statusCode":200}' }, 415],
    ['NEVER', 'text/plain', {}, 415],
    ['NEVER', 'application/json; charset=utf-8', { 'application/json': '{"statusCode":200}' }, 200],
  ])(
    'that passes bodies %s: a body of %s with the templates %j is %i',
    async (passes, type, templates, status) => {
      const stack = await serve({
        integration: {
          Type: 'MOCK',
          PassthroughBehavior: passes,
          RequestTemplates: templates,
          IntegrationResponses: [{ StatusCode: '200' }],
        },
      });
      const headers = [['Content-Type', type]] as const;
      const response = await stack.send({ method: 'POST', path: '/orders/1', headers, body: '{}' });
      expect(response.status).toBe(status);
    },
  );
});
