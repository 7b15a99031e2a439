import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Functions, readStacks, restApis, startApi, type RestApi, type Stacks } from '../../gateway';
import { send, type Received } from './fixtures/http-client';

/*
 * Assemblies as users have them: several stacks, nested ones, stages, documents.
 */

process.env['JSII_DEPRECATED'] = 'quiet';

const code = (name: string) => lambda.Code.fromAsset(join(__dirname, 'fixtures', 'handlers', name));

function functionOf(scope: cdk.Stack, id: string, more: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, id, {
    code: code('echo'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    ...more,
  });
}

const made: string[] = [];
const closers: (() => Promise<void>)[] = [];

function synthesized(build: (app: cdk.App) => void): string {
  const outdir = mkdtempSync(join(tmpdir(), 'user-assembly-'));
  made.push(outdir);
  const app = new cdk.App({ outdir });
  build(app);
  app.synth();
  return outdir;
}

async function ask(
  stacks: Stacks,
  api: RestApi,
  path: string,
  more: { method?: string; body?: string; headers?: readonly (readonly [string, string])[] } = {},
): Promise<Received & { readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const functions = new Functions(stacks, {
    foreign: (identity, why) => ({
      statusCode: 200,
      body: JSON.stringify({ foreign: identity.logicalId, why }),
    }),
  });
  const server = await startApi({
    api,
    functions,
    port: 0,
    hosts: ['localhost'],
    onNote: (note) => notes.push(note),
  });
  closers.push(
    () => server.close(),
    () => functions.close(),
  );
  return { ...(await send({ port: server.port, path, ...more })), notes };
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

test('nested stacks share an API, and hand values to each other', async () => {
  const directory = synthesized((app) => {
    const parent = new cdk.Stack(app, 'Parent');
    const api = new apigateway.RestApi(parent, 'Api', { deploy: false, cloudWatchRole: false });
    api.root.addMethod('GET', new apigateway.MockIntegration());
    const greeting = new cdk.CfnParameter(parent, 'Greeting', { default: 'hello' });
    const backend = new cdk.NestedStack(parent, 'Backend');
    const echo = functionOf(backend, 'Echo', { environment: { GREETING: greeting.valueAsString } });
    const routes = new cdk.NestedStack(parent, 'Routes');
    const imported = apigateway.RestApi.fromRestApiAttributes(routes, 'Same', {
      restApiId: api.restApiId,
      rootResourceId: api.root.resourceId,
    });
    imported.root.addResource('nested').addMethod('GET', new apigateway.LambdaIntegration(echo));
    const deployment = new apigateway.Deployment(parent, 'Deployment', { api: api as apigateway.IRestApi });
    new apigateway.Stage(parent, 'Stage', { deployment, stageName: 'live' });
  });
  const stacks = readStacks(directory, []);
  const [api] = restApis(stacks);
  const response = await ask(stacks, api!, '/nested');
  expect(response.json()).toMatchObject({ resource: '/nested' });
});

test('several stacks see what the others export, those of stages too', async () => {
  const directory = synthesized((app) => {
    const stage = new cdk.Stage(app, 'Prod');
    const base = new cdk.Stack(stage, 'Base');
    const echo = functionOf(base, 'Echo');
    for (const name of ['One', 'Two']) {
      const stack = new cdk.Stack(stage, name);
      const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addResource(name.toLowerCase()).addMethod('ANY', new apigateway.LambdaIntegration(echo));
    }
  });
  const stacks = readStacks(directory, []);
  const apis = restApis(stacks);
  expect(apis.map(({ stackName }) => stackName)).toEqual(['Prod-One', 'Prod-Two']);
  expect((await ask(stacks, apis[1]!, '/two')).status).toBe(200);
  expect(restApis(readStacks(directory, ['Prod-Base', 'Prod-Two']))).toHaveLength(1);
  expect(() => readStacks(directory, ['Other'])).toThrow(/Prod-Base, Prod-One, Prod-Two/);
});

test('functions that cannot run are said, and others run as their runtime lets them', async () => {
  const inline = (text: string) => lambda.Code.fromInline(text);
  const directory = synthesized((app) => {
    const stack = new cdk.Stack(app, 'Shop');
    const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
    const route = (path: string, fn: lambda.Function): void => {
      api.root.addResource(path).addMethod('GET', new apigateway.LambdaIntegration(fn));
    };
    const runtime = lambda.Runtime.PYTHON_3_13;
    route('python', functionOf(stack, 'Python', { runtime, code: inline('def handler(e, c): pass') }));
    const callback = 'exports.handler = (event, context, done) => done(null, { statusCode: 202 });';
    route(
      'callback',
      functionOf(stack, 'Callback', { runtime: lambda.Runtime.NODEJS_22_X, code: inline(callback) }),
    );
    route('module', functionOf(stack, 'Module', { code: code('module') }));
  });
  const stacks = readStacks(directory, []);
  const [api] = restApis(stacks);
  expect((await ask(stacks, api!, '/python')).json()).toEqual({
    foreign: expect.stringMatching(/^Python/) as string,
    why: expect.stringContaining('python3.13 does not run here') as string,
  });
  expect((await ask(stacks, api!, '/callback')).status).toBe(202);
  expect((await ask(stacks, api!, '/module')).json()).toEqual({ module: true });
});

describe('a document', () => {
  const directory = () =>
    synthesized((app) => {
      const stack = new cdk.Stack(app, 'Shop');
      const echo = functionOf(stack, 'Echo');
      const judge = functionOf(stack, 'Judge', { code: code('reply') });
      const uri = (fn: lambda.Function): string =>
        `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${fn.functionArn}/invocations`;
      const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: uri(echo) };
      new apigateway.SpecRestApi(stack, 'Api', {
        cloudWatchRole: false,
        apiDefinition: apigateway.ApiDefinition.fromInline({
          openapi: '3.0.1',
          info: { title: 'Shop', version: '1' },
          'x-amazon-apigateway-request-validators': {
            all: { validateRequestBody: true, validateRequestParameters: true },
          },
          'x-amazon-apigateway-gateway-responses': {
            BAD_REQUEST_BODY: {
              statusCode: 422,
              responseParameters: { 'gatewayresponse.header.X-Own': "'yes'" },
            },
          },
          components: {
            schemas: { Order: { type: 'object', required: ['item'] } },
            securitySchemes: {
              Judge: {
                type: 'apiKey',
                name: 'Authorization',
                in: 'header',
                'x-amazon-apigateway-authtype': 'custom',
                'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: uri(judge) },
              },
              Key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
              Words: { type: 'http', scheme: 'bearer' },
            },
          },
          paths: {
            '/orders/{id}': {
              parameters: [{ name: 'id', in: 'path', required: true }],
              get: { security: [{ Words: [] }], 'x-amazon-apigateway-integration': integration },
              post: {
                'x-amazon-apigateway-request-validator': 'all',
                requestBody: {
                  content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
                },
                'x-amazon-apigateway-integration': integration,
              },
              delete: { security: [{ Judge: [] }], 'x-amazon-apigateway-integration': integration },
              put: { security: [{ Key: [] }], 'x-amazon-apigateway-integration': integration },
            },
            '/health': {
              'x-amazon-apigateway-any-method': {
                'x-amazon-apigateway-integration': {
                  type: 'mock',
                  requestTemplates: { 'application/json': '{"statusCode":200}' },
                  responses: {
                    default: { statusCode: '200', responseTemplates: { 'application/json': '{"up":true}' } },
                  },
                },
              },
            },
          },
        }),
      });
    });

  test.each<[string, string, string, string | undefined]>([
    ['a route with a scheme that is only documentation', 'GET /orders/1', '200', undefined],
    ['a body that does not fit', 'POST /orders/1', '422', '{}'],
    ['a body that fits', 'POST /orders/1', '200', '{"item":1}'],
    ['an authorizer without its token', 'DELETE /orders/1', '401', undefined],
    ['a key that is missing', 'PUT /orders/1', '403', undefined],
    ['a MOCK for any method', 'PATCH /health', '200', undefined],
    ['a path that it does not have', 'GET /other', '403', undefined],
  ])('has %s (%s is %s)', async (_name, request, status, body) => {
    const [method = '', path = ''] = request.split(' ');
    const stacks = readStacks(directory(), []);
    const [api] = restApis(stacks);
    const response = await ask(stacks, api!, path, { method, ...(body === undefined ? {} : { body }) });
    expect(String(response.status)).toBe(status);
    if (status === '422') expect(response.header('X-Own')).toBe('yes');
  });
});
