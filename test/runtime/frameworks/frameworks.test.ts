import { handle } from 'hono/aws-lambda';
import { withCors } from '../../../runtime';
import {
  clearTestAllowlist,
  httpApiEvent,
  restApiEvent,
  setTestAllowlist,
  withAuthorizerVerdict,
  type TestRequest,
} from '../../../runtime/testing';
import {
  awsLambdaFastify,
  nest,
  serverlessExpress,
  serverlessExpressCallback,
  serverlessHttp,
  type Adapter,
} from './adapters';
import { calls, expressApp, fastifyApp, honoApp } from './apps';

const LISTED = 'https://app.example.com';
const CONTEXT = {};

const FRAMEWORKS: readonly (readonly [name: string, adapter: Adapter])[] = [
  ['Express, by serverless-express', serverlessExpress({ app: expressApp() })],
  ['Express, by serverless-express with callbacks', serverlessExpressCallback({ app: expressApp() })],
  ['Express, by serverless-http', serverlessHttp(expressApp())],
  ['Nest, by its bootstrap', nest(() => Promise.resolve(serverlessExpress({ app: expressApp() })))],
  ['Fastify, by @fastify/aws-lambda', awsLambdaFastify(fastifyApp())],
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it moves into a package of its own, unchanged
  ['Hono, by hono/aws-lambda', handle(honoApp()) as unknown as Adapter],
];

const EVENTS = [
  ['REST API', restApiEvent],
  ['HTTP API', httpApiEvent],
] as const;

const order: TestRequest = {
  method: 'POST',
  path: '/orders',
  headers: { 'Content-Type': 'application/json' },
  body: '{"n":1}',
};

beforeEach(() => {
  calls.length = 0;
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(console, 'error').mockReturnValue(undefined);
  setTestAllowlist({ entries: [LISTED] });
});

afterEach(() => {
  clearTestAllowlist();
  jest.restoreAllMocks();
});

describe.each(FRAMEWORKS)('%s', (_name, adapter) => {
  const handler = withCors(adapter);

  describe.each(EVENTS)('behind an %s', (_kind, eventOf) => {
    test('a listed page gets the answer, with the headers of the verdict in the place of its own', async () => {
      const { statusCode, headers, body, multiValueHeaders, cookies } = await handler(
        eventOf({ ...order, origin: LISTED }),
        CONTEXT,
      );
      expect([statusCode, JSON.parse(body)]).toEqual([201, { n: 1 }]);
      expect(headers['Access-Control-Allow-Origin']).toBe(LISTED);
      expect(Object.keys(headers).filter((name) => /^access-control-allow-origin$/i.test(name))).toHaveLength(
        1,
      );
      const vary = Object.entries(headers).find(([name]) => /^vary$/i.test(name));
      expect(vary?.[1].split(/, */)).toEqual(expect.arrayContaining(['Origin', 'Accept-Language']));
      const set = multiValueHeaders?.['set-cookie'] ?? multiValueHeaders?.['Set-Cookie'] ?? cookies;
      expect(set).toEqual(['a=1', 'b=2']);
    });

    test('a body in base64 arrives as it was sent', async () => {
      const body = Buffer.from('{"n":2}').toString('base64');
      const answer = await handler(
        eventOf({ ...order, body, isBase64Encoded: true, origin: LISTED }),
        CONTEXT,
      );
      expect(JSON.parse(answer.body)).toEqual({ n: 2 });
    });

    test('an error of the framework can be read by a listed page', async () => {
      for (const [path, status] of [
        ['/broken', 500],
        ['/nowhere', 404],
      ] as const) {
        const { statusCode, headers } = await handler(eventOf({ path, origin: LISTED }), CONTEXT);
        expect([statusCode, headers['Access-Control-Allow-Origin']]).toEqual([status, LISTED]);
      }
    });

    test('a request that is refused and a preflight do not reach the app', async () => {
      const refused = await handler(eventOf({ ...order, origin: 'https://other.example' }), CONTEXT);
      const headers = { 'Access-Control-Request-Method': 'POST' };
      const preflight = await handler(
        eventOf({ path: '/orders', method: 'OPTIONS', origin: LISTED, headers }),
        CONTEXT,
      );
      expect([refused.statusCode, preflight.statusCode, calls]).toEqual([403, 204, []]);
    });
  });

  test('behind the authorizer its verdict is enough', async () => {
    const event = await withAuthorizerVerdict(restApiEvent({ ...order, origin: LISTED }));
    setTestAllowlist({ available: false });
    const answer = await withCors(adapter, { verdictFrom: 'authorizer' })(event, CONTEXT);
    expect([answer.statusCode, answer.headers['Access-Control-Allow-Origin']]).toEqual([201, LISTED]);
  });
});

test('a handler that hands its parameters on and returns nothing is answered with 500, in every framework', async () => {
  for (const [, adapter] of FRAMEWORKS) {
    const forgetful: Adapter = (event, context, callback) => {
      void adapter(event, context, callback);
    };
    const answer = await withCors(forgetful)(restApiEvent({ ...order, origin: LISTED }), CONTEXT);
    expect([answer.statusCode, answer.headers['Access-Control-Allow-Origin']]).toEqual([500, LISTED]);
  }
});
