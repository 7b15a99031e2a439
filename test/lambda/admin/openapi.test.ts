import { ADMIN_BASE_PATH, ADMIN_ROUTES, type AdminRoute } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';

jest.setTimeout(60_000);

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, unknown>>; readonly headers?: object }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly security?: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly additionalProperties?: unknown; readonly required?: string[] }>
    >;
    readonly securitySchemes?: object;
  };
}

let engine: Engine;
let bench: AdminBench;
let document: Document;

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
  document = await describeApi(bench);
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

async function describeApi(of: AdminBench, prefix = '', claims?: object): Promise<Document> {
  const call = {
    method: 'GET',
    path: '/openapi.json',
    prefix,
    ...(claims === undefined ? {} : { claims: { ...claims } }),
  };
  const answer = await of.call(call);
  expect(answer.status).toBe(200);
  return answer.body as Document;
}

function operation({ method, path }: AdminRoute): Described {
  return document.paths[ADMIN_BASE_PATH + path]![method.toLowerCase()]!;
}

test('is OpenAPI 3.1 of every route and no other', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(
    ADMIN_ROUTES.map(({ method, path }) => `${method} ${ADMIN_BASE_PATH}${path}`).sort(),
  );
});

test('each operation has an id of its own', () => {
  const ids = ADMIN_ROUTES.map((route) => operation(route).operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(ADMIN_ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s documents who, what and how it can end',
  (_, route) => {
    const { responses, parameters = [], requestBody } = operation(route);
    const takesBody = /PUT|POST|PATCH/.test(route.method) && !route.path.endsWith('/restore');
    const isChange = /PUT|PATCH|DELETE/.test(route.method) || route.path.endsWith('/restore');
    const statuses = ['400', '401', '403', '429', '500', '502', '503', '504'];
    if (takesBody) statuses.push('413', '415', '422');
    if (isChange) statuses.push('412', '428');
    if (route.path.includes('{id}')) statuses.push('404');
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(statuses));
    for (const [status, { content }] of Object.entries(responses)) {
      if (status >= '400') expect(Object.keys(content)).toEqual(['application/problem+json']);
    }
    expect(requestBody !== undefined).toBe(takesBody);
    const ifMatch = parameters.find(({ name }) => name === 'If-Match');
    expect(ifMatch?.required).toBe(isChange ? true : undefined);
  },
);

test('a patch has a media type of its own, and takes that of JSON', () => {
  const route = ADMIN_ROUTES.find(({ method }) => method === 'PATCH')!;
  expect(Object.keys(operation(route).requestBody!.content)).toEqual([
    'application/merge-patch+json',
    'application/json',
  ]);
});

test('an import can be XML, an export too', () => {
  const route = (path: string): AdminRoute => ADMIN_ROUTES.find((one) => one.path === path)!;
  const { requestBody } = operation(route('/allowlist/import'));
  expect(Object.keys(requestBody!.content)).toEqual(['application/json', 'application/xml', 'text/xml']);
  const { responses } = operation(route('/allowlist/export'));
  expect(Object.keys(responses['200']!.content)).toEqual(['application/json', 'application/xml']);
});

test('bodies that are sent have no room for unknown fields', () => {
  const { schemas } = document.components;
  for (const name of [
    'NewEntry',
    'EntryUpdate',
    'EntryPatch',
    'ImportLine',
    'Import',
    'SettingsUpdate',
    'Simulation',
  ]) {
    expect(schemas[name]).toMatchObject({ additionalProperties: false });
  }
  expect(schemas['NewEntry']?.required).toEqual(['pattern']);
  expect(schemas['Simulation']?.required).toEqual(['origin', 'url', 'method']);
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name!,
  );
  expect(references.length).toBeGreaterThan(10);
  for (const name of references) expect(document.components.schemas).toHaveProperty(name);
});

test('names the server by the stage of the request', async () => {
  expect(document.servers).toEqual([{ url: '/' }]);
  expect((await describeApi(bench, '/prod')).servers).toEqual([{ url: '/prod' }]);
});

test('describes tokens where callers have some', async () => {
  expect(document).not.toHaveProperty('security');
  const auth = {
    mode: 'cognito',
    viewAllowlistGroup: 'v',
    manageAllowlistGroup: 'a',
    manageSettingsGroup: 'b',
  } as const;
  const other = await startBench(engine.endpoint, { auth });
  const claims = { sub: '1', token_use: 'id', 'cognito:username': 'x', 'cognito:groups': 'a' };
  const { security, components } = await describeApi(other, '', claims);
  expect(security).toEqual([{ userPool: [] }]);
  expect(components.securitySchemes).toEqual({
    userPool: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  });
  await other.stop();
});
