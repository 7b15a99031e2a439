import { resolve } from 'node:path';
import { Stack, type App } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway } from '../../lib';
import { LISTED, LocalApi, OTHER } from '../support/local-api';

/* A backend behind `withCors` throws, or gives no answer. The query says when. */

jest.setTimeout(60_000);

const SHIPPED = resolve(__dirname, '../../assets/runtime/index.js');
const BACKEND = `
  const { withCors } = require(${JSON.stringify(SHIPPED)});
  exports.handler = withCors(({ queryStringParameters: query }) => {
    if (query && query.throws) throw new Error('out of order');
    return query && query.silent ? undefined : { statusCode: 200, body: '{}' };
  }, { verdictFrom: 'authorizer' });
`;

let api: LocalApi;

beforeAll(async () => {
  api = await LocalApi.start(stackOf);
});

afterAll(() => api.stop());

function stackOf(app: App): Stack {
  const stack = new Stack(app, 'Backend');
  const handler = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline(BACKEND),
  });
  new CorsGateway(stack, 'Cors', {
    endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders')]),
    defaultBackend: CorsBackend.lambdaFunction(handler),
  });
  return stack;
}

test.each(['throws', 'silent'])(
  'it %s: the page reads a 500 of its own, and the log says why',
  async (fault) => {
    const from = api.lines.length;
    expect(await api.read({ path: `/orders?${fault}=1`, origin: LISTED })).toEqual([500, LISTED]);
    expect(await api.read({ path: `/orders?${fault}=1`, origin: OTHER })).toEqual([403, undefined]);
    const lines = api.lines.slice(from).filter((line) => line.includes('"the backend failed"'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"Name":"BackendError"');
    expect(await api.read({ path: '/orders', origin: LISTED })).toEqual([200, LISTED]);
  },
);
