import fc from 'fast-check';
import fs from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib';
import type { AuthorizerResult } from '../../lambda/evaluator/authorizer';
import {
  CACHE_TTL_SECONDS,
  ENDPOINTS,
  POLICY,
  SETTINGS_KEY,
  STALE_TTL_SECONDS,
  TABLE_NAME,
  type PolicySettings,
} from '../../lib/contract';
import {
  ACCESSES,
  CROSS_SITE_READS,
  ENFORCEMENTS,
  HOST_KINDS,
  PATH_MATCHES,
  policyIssues,
  type EndpointRule,
} from '../../lib/core';
import type * as Runtime from '../../runtime';
import type { CorsResult } from '../../runtime';
import { CorsBackend, CorsGateway } from '../../lib';
import { backendFunction } from '../constructs/support/backend-function';
import { scratchApp } from '../constructs/support/scratch-app';
import { startEngine, type Engine } from '../lambda/store/support/engine';
import { createTable } from '../lambda/store/support/table';
import { authorizedEvent, authorizerEvent, proxyEvent, type Asked } from '../lambda/support/events';

/*
 * Law: an API that is judged by the authorizer (and whose function takes its verdict) and one that is judged by the middleware
 * give every request the same outcome, the same status and the same CORS headers.
 *
 * The shipped bundles judge, over a real DynamoDB API. Gateway responses are those of a synthesized template.
 */

const ASSETS = join(__dirname, '../../assets');
const HOST = 'login.example.com';
const ORIGINS = [
  'https://app.example.com',
  'https://a.b.example.com',
  'https://other.example',
  'capacitor://localhost',
  'null',
  `https://${HOST}`,
];
const PATTERNS = ['https://app.example.com', 'https://*.example.com', 'https://other.example'];
const PATHS = ['/orders', '/orders/1', '/orders/x/lines', '/open', '/Orders', '/orders%2F1', '/', '/me'];

interface World {
  readonly rules: readonly EndpointRule[];
  readonly settings: PolicySettings;
  readonly entries: readonly {
    readonly pattern: string;
    readonly status: string;
    readonly shared: boolean;
  }[];
  readonly oauth: boolean;
  readonly available: boolean;
  readonly requests: readonly Asked[];
}

const ROOT: EndpointRule = {
  path: '/',
  match: 'prefix',
  access: 'allowlist',
  methods: ['GET'],
  hostKinds: HOST_KINDS,
};

const rule: fc.Arbitrary<EndpointRule> = fc.record(
  {
    path: fc.constantFrom('/', '/', '/orders', '/orders/{id}', '/orders/{rest+}', '/open', '/me'),
    match: fc.constantFrom(...PATH_MATCHES),
    access: fc.constantFrom('allowlist', 'allowlist', 'allowlist', ...ACCESSES),
    methods: fc.constantFrom(['GET'], ['GET', 'POST'], ['*']),
    hostKinds: fc.constantFrom(HOST_KINDS, HOST_KINDS, HOST_KINDS, ['api'] as const),
    page: fc.boolean(),
    credentials: fc.boolean(),
    exposedHeaders: fc.constantFrom(['X-One'], ['X-One', 'ETag']),
    role: fc.constantFrom('token', 'userinfo'),
  },
  { requiredKeys: ['path', 'match', 'access', 'methods', 'hostKinds'] },
);

const settings: fc.Arbitrary<PolicySettings> = fc.record({
  hosts: fc.constantFrom([], [{ domainName: HOST, kind: 'my-domain' as const, basePath: '/v1' }]),
  executeApiHostKind: fc.constantFrom('my-domain', 'api'),
  sameOriginAliases: fc.constantFrom([], ['https://other.example']),
  enforcement: fc.constantFrom('enforce', 'enforce', 'enforce', ...ENFORCEMENTS),
  crossSiteReads: fc.constantFrom(...CROSS_SITE_READS),
  exposedHeaders: fc.constantFrom([], ['X-Two', 'X-Three']),
  maxAgeSeconds: fc.constantFrom(0, 600),
});

const header = (name: string, ...values: readonly string[]) =>
  fc.option(
    fc.constantFrom(...values).map((value) => [name, value] as const),
    { nil: undefined },
  );

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const request: fc.Arbitrary<Asked> = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'POST', 'DELETE', 'OPTIONS'),
    path: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...PATHS) },
      { weight: 1, arbitrary: fc.webPath() },
    ),
    domainName: fc.constantFrom(undefined, undefined, HOST, HOST, 'strange.example.com'),
    headers: fc
      .tuple(
        fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...ORIGINS).map((value) => ['Origin', value] as const) },
          { weight: 1, arbitrary: fc.string().map((value) => ['origin', value] as const) },
          { weight: 3, arbitrary: fc.constant(undefined) },
        ),
        rarely(header('Origin', ...ORIGINS)),
        header('Sec-Fetch-Mode', 'cors', 'cors', 'navigate', 'no-cors'),
        header('Sec-Fetch-Site', 'cross-site', 'cross-site', 'cross-site', 'same-origin'),
        header('Sec-Fetch-Dest', 'image', 'object'),
        header('Access-Control-Request-Method', 'POST'),
      )
      .map((lines) => lines.filter((line) => line !== undefined)),
  })
  .map(({ domainName, path, ...rest }) => ({
    ...rest,
    path: path.startsWith('/') ? path : `/${path}`,
    ...(domainName === undefined ? {} : { domainName, basePath: '/v1' }),
  }));

const world: fc.Arbitrary<World> = fc
  .record({
    rules: fc
      .uniqueArray(rule, { maxLength: 4, selector: ({ path, match }) => path + match })
      .map((rules) =>
        rules.some(({ path, match }) => path + match === '/prefix') ? rules : [...rules, ROOT],
      ),
    settings,
    entries: fc.uniqueArray(
      fc.record({
        pattern: fc.constantFrom(...PATTERNS),
        status: fc.constantFrom('active', 'active', 'inactive'),
        shared: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3, selector: ({ pattern }) => pattern },
    ),
    oauth: fc.boolean(),
    available: fc.constantFrom(true, true, false),
    requests: fc.array(request, { minLength: 20, maxLength: 20 }),
  })
  .filter(({ rules, settings: given }) => policyIssues({ ...given, endpoints: rules }).length === 0);

let engine: Engine;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  before = { ...process.env };
  // Bundles write their lines to the standard output itself.
  jest.spyOn(fs, 'writeSync').mockImplementation((_file: number, data: unknown) => (data as Buffer).length);
  engine = await startEngine();
});

afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  await engine.stop();
});

/** The headers of API Gateway's own answers, by type, as the template has them. */
const gatewayResponses = ((): ReadonlyMap<string, Readonly<Record<string, string>>> => {
  const stack = new Stack(scratchApp(), 'Example');
  const defaultBackend = CorsBackend.lambdaFunction(backendFunction(stack));
  new CorsGateway(stack, 'Cors', { defaultBackend, adminApi: false });
  const found = Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse');
  return new Map(
    Object.values(found).map((one) => {
      const { ResponseType, ResponseParameters } = one['Properties'] as {
        ResponseType: string;
        ResponseParameters: Record<string, string>;
      };
      return [ResponseType, ResponseParameters];
    }),
  );
})();

/** The answer of API Gateway itself: literals as they are, and what the context holds. */
function gatewayResponse(type: string, context: Readonly<Record<string, string>>): Seen['headers'] {
  const mapped = Object.entries(gatewayResponses.get(type) ?? {}).flatMap(([name, source]) => {
    const value = /^'(.*)'$/.exec(source)?.[1] ?? context[source.replace('context.authorizer.', '')];
    return value === undefined ? [] : [[name.replace('gatewayresponse.header.', ''), value]];
  });
  return corsHeaders(Object.fromEntries(mapped) as Record<string, string>);
}

interface Seen {
  readonly outcome: 'answered' | 'refused' | 'unavailable' | 'went on';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

function corsHeaders(headers: Readonly<Record<string, string>>): Seen['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(vary|cors-refused|access-control-.*)$/i.test(name)),
  );
}

type Handler = (event: unknown, context?: unknown) => Promise<CorsResult>;

/** The shipped functions, over the environment that constructs would write for a world. */
function functionsOf(environment: Readonly<Record<string, string>>): {
  readonly evaluator: Handler;
  readonly trusting: Handler;
  readonly judging: Handler;
} {
  Object.assign(process.env, environment);
  let loaded: ReturnType<typeof functionsOf> | undefined;
  jest.isolateModules(() => {
    /* eslint-disable @typescript-eslint/no-require-imports -- files that are built, read anew for each world */
    const { handler } = require(join(ASSETS, 'evaluator/index.js')) as { handler: Handler };
    const { withCors } = require(join(ASSETS, 'runtime/index.js')) as typeof Runtime;
    /* eslint-enable @typescript-eslint/no-require-imports */
    // Its own CORS header must not be seen.
    const headers = { 'X-Went-On': 'yes', 'Access-Control-Allow-Origin': '*' };
    const backend = () => ({ statusCode: 200, headers, body: '' });
    loaded = {
      evaluator: handler,
      trusting: withCors(backend, { verdictFrom: 'authorizer' }),
      judging: withCors(backend),
    };
  });
  return loaded!;
}

function seen({ statusCode, headers }: CorsResult): Seen {
  const wentOn = headers['X-Went-On'] === 'yes';
  const own = statusCode === 503 ? 'unavailable' : statusCode === 403 ? 'refused' : 'answered';
  return { outcome: wentOn ? 'went on' : own, status: statusCode, headers: corsHeaders(headers) };
}

async function byAuthorizer(
  { evaluator, trusting }: ReturnType<typeof functionsOf>,
  asked: Asked,
): Promise<Seen> {
  if (asked.method === 'OPTIONS') return seen(await evaluator(proxyEvent(asked)));
  let result: AuthorizerResult;
  try {
    result = (await evaluator(authorizerEvent(asked))) as unknown as AuthorizerResult;
  } catch {
    return { outcome: 'unavailable', status: 503, headers: gatewayResponse('AUTHORIZER_FAILURE', {}) };
  }
  if (result.policyDocument.Statement[0].Effect === 'Deny') {
    return { outcome: 'refused', status: 403, headers: gatewayResponse('ACCESS_DENIED', result.context) };
  }
  return seen(await trusting(authorizedEvent(asked, result.context), {}));
}

async function byMiddleware(
  { evaluator, judging }: ReturnType<typeof functionsOf>,
  asked: Asked,
): Promise<Seen> {
  if (asked.method === 'OPTIONS') return seen(await evaluator(proxyEvent(asked)));
  return seen(await judging(proxyEvent(asked), {}));
}

/**
 * A gateway response has one `Vary` for all errors, and no reason where the authorizer gave no verdict. Both kinds of answers are
 * never stored, so no cache reads either.
 */
function comparable({ outcome, status, headers }: Seen): Seen {
  if (outcome !== 'refused' && outcome !== 'unavailable') return { outcome, status, headers };
  expect(headers['Vary']).toMatch(/^Origin\b/);
  const fixed = outcome === 'unavailable' ? ['Vary', 'Cors-Refused'] : ['Vary'];
  const rest = Object.entries(headers).filter(([name]) => !fixed.includes(name));
  return { outcome, status, headers: Object.fromEntries(rest) };
}

test('authorizer and middleware give every request the same outcome, status and CORS headers', async () => {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(world, async ({ rules, settings: given, entries, oauth, available, requests }) => {
      const table = await createTable(engine.endpoint);
      for (const { pattern, status, shared } of entries) {
        await table.putEntry(pattern, { status: { S: status }, allowSharedOrigin: { BOOL: shared } });
      }
      const key = { pk: { S: SETTINGS_KEY.pk }, sk: { S: SETTINGS_KEY.sk } };
      await table.putRaw({ ...key, enableCorsForOAuthEndpoints: { BOOL: oauth }, version: { N: '1' } });
      const functions = functionsOf({
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        [TABLE_NAME]: available ? table.name : 'no-such-table',
        [POLICY]: JSON.stringify(given),
        [ENDPOINTS]: JSON.stringify({ preset: 'none', rules }),
        [CACHE_TTL_SECONDS]: '0',
        [STALE_TTL_SECONDS]: '0',
      });
      for (const asked of requests) {
        const judged = comparable(await byAuthorizer(functions, asked));
        expect(comparable(await byMiddleware(functions, asked))).toEqual(judged);
        outcomes.set(judged.outcome, (outcomes.get(judged.outcome) ?? 0) + 1);
      }
      await table.drop();
    }),
    { numRuns: 30 },
  );
  // The law says little about requests that all end in one way.
  expect([...outcomes.keys()].sort()).toEqual(['answered', 'refused', 'unavailable', 'went on']);
  for (const count of outcomes.values()) expect(count).toBeGreaterThan(5);
}, 120_000);
