import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import {
  ApiKey,
  JsonSchemaType,
  type IRestApi,
  LambdaIntegration,
  MockIntegration,
  Model,
  Period,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { send } from '../support/http-client';
import { startServe, type ServeProcess } from '../support/serve-process';

/*
 * An API as README's first reader has it, served from its cloud assembly: a function, a health check, a validator, keys with a
 * plan. Every error that comes after the verdict can be read by a listed page, and by no other.
 */

const LISTED = 'https://app.example.com';
const UNLISTED = 'https://other.example';
const KEY = 'partner-key-0123456789';
const SPENT_KEY = 'spent-key-01234567890';

process.env['JSII_DEPRECATED'] = 'quiet';

/** Answers as a path asks for, and sets the verdict's headers as any backend does. */
const BACKEND = `
exports.handler = async (event) => {
  if (event.path === '/orders/broken') return { statusCode: 'broken' };
  if (event.path === '/orders/failing') throw new Error('the database \\u001b[31mis gone');
  const headers = JSON.parse(event.requestContext.authorizer.corsHeaders ?? '{}');
  return { statusCode: 200, headers, body: '{}' };
};`;

function synthesize(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop');
  const fn = (id: string, code: string, runtime: Runtime): LambdaFunction =>
    new LambdaFunction(stack, id, { runtime, handler: 'index.handler', code: Code.fromInline(code) });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const backend = new LambdaIntegration(fn('Backend', BACKEND, Runtime.NODEJS_24_X));
  const orders = api.root.addResource('orders');
  const order = new Model(stack, 'Order', {
    restApi: api as IRestApi,
    contentType: 'application/json',
    schema: { type: JsonSchemaType.OBJECT, required: ['item'] },
  });
  const requestValidator = api.addRequestValidator('Validator', {
    validateRequestBody: true,
    validateRequestParameters: true,
  });
  orders.addMethod('POST', backend, { requestValidator, requestModels: { 'application/json': order } });
  orders.addMethod('GET', backend, { apiKeyRequired: true });
  orders.addResource('{id}').addMethod('GET', backend);
  api.root
    .addResource('python')
    .addMethod('GET', new LambdaIntegration(fn('Python', 'pass', Runtime.PYTHON_3_13)));
  api.root.addResource('health').addMethod(
    'GET',
    new MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': '{"up":true}' } }],
    }),
    { methodResponses: [{ statusCode: '200' }] },
  );
  const planned = (id: string, value: string, limit: number): void => {
    const plan = api.addUsagePlan(`${id}Plan`, { quota: { limit, period: Period.DAY } });
    plan.addApiStage({ stage: api.deploymentStage });
    plan.addApiKey(new ApiKey(stack, id, { value }));
  };
  planned('Partner', KEY, 1000);
  planned('Spent', SPENT_KEY, 1);
  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]),
  });
  allowlist.protect(api);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: api as IRestApi, cloudWatchRole: false });
  app.synth();
}

let folder: string;
let served: ServeProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ordinary-api-'));
  synthesize(folder);
  served = await startServe([folder]);
  const listed = await send({
    url: `${served.ready.admin ?? ''}/cors/v1/allowlist`,
    method: 'POST',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ pattern: LISTED }),
  });
  expect(listed.status).toBe(201);
}, 60_000);

afterAll(async () => {
  expect(await served.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

type Asked = readonly [request: string, status: number, key?: string | undefined, body?: string | undefined];

const ask = ([request, , key, body]: Asked, origin: string) => {
  const [method = '', path = ''] = request.split(' ');
  return send({
    url: `${served.ready.gateway}${path}`,
    method,
    headers: [
      ['Origin', origin],
      ...(key === undefined ? [] : ([['x-api-key', key]] as const)),
      ...(body === undefined ? [] : ([['Content-Type', 'application/json']] as const)),
    ],
    ...(body === undefined ? {} : { body }),
  });
};

const CASES: readonly Asked[] = [
  ['GET /orders/1', 200],
  ['GET /orders', 200, KEY],
  ['GET /health', 200],
  ['GET /python', 200],
  ['POST /orders', 200, undefined, '{"item":1}'],
  ['POST /orders', 400, undefined, '{"other":1}'],
  ['GET /orders', 403],
  ['GET /orders', 200, SPENT_KEY],
  ['GET /orders', 429, SPENT_KEY],
  ['GET /orders/broken', 502],
  ['GET /orders/failing', 502],
];

test.each<[string, Asked]>(CASES.map((one) => [one.join(' '), one]))(
  'a listed page can read %s',
  async (_name, asked) => {
    const response = await ask(asked, LISTED);
    expect(response.status).toBe(asked[1]);
    expect(response.header('Access-Control-Allow-Origin')).toBe(LISTED);
    expect(response.header('Vary')).toContain('Origin');
  },
);

test.each<[string, Asked]>(CASES.map((one) => [one.join(' '), one]))(
  'another page gets nothing of %s',
  async (_name, asked) => {
    const response = await ask(asked, UNLISTED);
    expect(response.status).toBe(403);
    expect(response.header('Cors-Refused')).toBe('origin_not_allowlisted');
    expect(response.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
  },
);

test.each(
  ['localhost', '127.0.0.1'].flatMap((host) => [
    [host, LISTED, 'allow', 200],
    [host, UNLISTED, 'refuse', 403],
  ]) as readonly [string, string, string, number][],
)('the simulator says of %s and %s what the call gets', async (host, origin, outcome, status) => {
  const url = `${served.ready.gateway.replace('localhost', host)}/orders/1`;
  const call = await send({ url, headers: [['Origin', origin]] });
  const simulated = await send({
    url: `${served.ready.admin ?? ''}/cors/v1/evaluate`,
    method: 'POST',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ origin, url, method: 'GET' }),
  });
  const { outcome: said, reason } = simulated.json() as { outcome: string; reason: string };
  expect([call.status, said]).toEqual([status, outcome]);
  if (outcome === 'refuse') expect(call.header('Cors-Refused')).toBe(reason);
});

/** The line of a 502; it is written after the answer. */
async function lineOf(path: string): Promise<string> {
  for (;;) {
    const found = served.lines.find((line) => line.includes(` ${path} `) && line.includes(' 502 '));
    if (found !== undefined) return found;
    await new Promise((next) => setTimeout(next, 20));
  }
}

test.each([
  ['/orders/broken', /502 .*\(malformed Lambda proxy response: .*\)$/],
  ['/orders/failing', /502 .*the database \\x1b\[31mis gone\)$/],
])('the line of %s names the cause, in printable characters', async (path, form) => {
  await ask([`GET ${path}`, 502], LISTED);
  const line = await lineOf(path);
  expect(line).toMatch(form);
  expect(line).toMatch(/^[ -~]+$/);
});

test('what does not run here is said once', () => {
  const said = served.lines.filter((line) => line.includes('python3.13 does not run here'));
  expect(said).toHaveLength(1);
});

test('the start says which credentials functions have, and the keys of plans', () => {
  const text = served.lines.join('\n');
  expect(text).toContain('dummy credentials');
  expect(text).toContain(KEY);
});
