import { Stack, type App } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import fc from 'fast-check';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, JudgedBy, PathMatch } from '../../lib';
import { backendCode } from '../../examples/backend-code';
import { nodeFunction } from '../../examples/node-function';
import { LISTED, LocalApi, OTHER, type Asked } from '../support/local-api';

/*
 * One API twice on the local gateway: judged by the authorizer, and by the middleware. Every page sees the same.
 */

const EXAMPLES = join(__dirname, '../../examples');
/** Takes the verdict of the authorizer where there is one, and judges where there is none. */
const BACKEND = join(EXAMPLES, 'protect-rest-api/backend');

const judgedApi =
  (judgedBy: JudgedBy) =>
  (app: App): Stack => {
    const stack = new Stack(app, 'Example');
    const handler = nodeFunction(stack, 'Orders', backendCode(BACKEND));
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addResource('{proxy+}').addMethod('ANY', new LambdaIntegration(handler));
    const allowlist = new CorsAllowlist(stack, 'Allowlist', {
      endpoints: CorsEndpoints.of([
        CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX, credentials: true }),
        CorsEndpoint.publicAccess('/status'),
        CorsEndpoint.closed('/callback', { page: true, methods: ['POST'] }),
      ]),
    });
    allowlist.protect(api, { judgedBy });
    if (judgedBy === JudgedBy.AUTHORIZER) allowlist.grantMiddleware(handler);
    new CorsAdminApi(stack, 'Admin', { allowlist, cloudWatchRole: false });
    return stack;
  };

let byAuthorizer: LocalApi;
let byMiddleware: LocalApi;

beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  byAuthorizer = await LocalApi.start(judgedApi(JudgedBy.AUTHORIZER));
  byMiddleware = await LocalApi.start(judgedApi(JudgedBy.MIDDLEWARE));
}, 60_000);

afterAll(async () => {
  await byAuthorizer.stop();
  await byMiddleware.stop();
  jest.restoreAllMocks();
});

/** The parts of an answer that a page sees. A refusal is never stored, so its `Vary` may be longer. */
async function seen(api: LocalApi, asked: Asked): Promise<unknown> {
  const response = await api.ask(asked);
  const { status } = response;
  const names = [
    'Allow-Origin',
    'Allow-Credentials',
    'Allow-Methods',
    'Allow-Headers',
    'Expose-Headers',
    'Max-Age',
  ];
  const headers = names.map((name) => response.header(`Access-Control-${name}`));
  expect(response.header('Vary')).toMatch(/^Origin\b/);
  const code = status < 400 ? undefined : (response.json() as { code: string }).code;
  return { status, headers, code, refused: response.header('Cors-Refused') };
}

const asked: fc.Arbitrary<Asked> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS'),
    path: fc.constantFrom('/orders', '/orders/1', '/orders%2F1', '/status', '/callback', '/other', '/ORDERS'),
    origin: fc.constantFrom(LISTED, LISTED, OTHER, 'null', undefined),
    mode: fc.constantFrom('cors', 'cors', 'navigate'),
    requested: fc.boolean(),
  })
  .map(({ method, path, origin, mode, requested }) => ({
    method,
    path,
    headers: [
      ['Sec-Fetch-Mode', mode] as const,
      ...(requested ? [['Access-Control-Request-Method', 'POST'] as const] : []),
    ],
    ...(origin === undefined ? {} : { origin }),
  }));

test('a listed page reads, another one is refused, and preflights are answered, whoever judges', async () => {
  for (const api of [byAuthorizer, byMiddleware]) {
    expect(await api.read({ path: '/orders/1', origin: LISTED })).toEqual([200, LISTED]);
    expect(await api.read({ path: '/orders/1', origin: OTHER })).toEqual([403, undefined]);
    expect(await api.preflight({ path: '/orders/1', origin: LISTED })).toEqual([204, LISTED]);
  }
});

test('every request gets the same status, CORS headers and code', async () => {
  await fc.assert(
    fc.asyncProperty(asked, async (one) => {
      expect(await seen(byMiddleware, one)).toEqual(await seen(byAuthorizer, one));
    }),
    { numRuns: 200 },
  );
}, 60_000);
