import { z } from 'zod';
import { createClient, etagOf, type Client } from '../../../console/api/client';
import { Transport } from '../../../console/api/transport';
import { startEngine, type Engine } from '../store/support/engine';
import { startBench, type AdminBench } from './support/admin-bench';
import { startTestLog, type TestLog } from './support/test-log';

/* Every call of the page is one that the API describes, and so is every answer to it; over the real functions. */

type Json = Readonly<Record<string, unknown>>;

interface Described {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Json;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const BASE = 'https://api.example/cors/v1';
const NEW = { pattern: 'https://new.example.com', name: 'New', owner: 'team' };
const METADATA =
  '<?xml version="1.0"?><CorsWhitelistOrigin xmlns="http://soap.sforce.com/2006/04/metadata"><urlPattern>https://xml.example.com</urlPattern></CorsWhitelistOrigin>';

let engine: Engine;
let log: TestLog;
let bench: AdminBench;
let document: Document;
let client: Client;
/** The operations that were called, and what was not as described. */
let called: string[] = [];
let faults: string[] = [];

beforeAll(async () => {
  engine = await startEngine();
  log = await startTestLog();
  bench = await startBench(engine.endpoint, { logs: log.queries });
  document = (await bench.call({ method: 'GET', path: '/openapi.json' })).body as Document;
  client = createClient(
    new Transport({
      base: BASE,
      header: 'Authorization',
      authorization: () => Promise.resolve(undefined),
      renew: () => Promise.resolve(false),
      ended: () => new Error('ended'),
      onState: () => undefined,
      fetch: (input, init) =>
        answer(new Request(input, init)).catch((error: unknown) => {
          // The transport takes it for a line that is down.
          faults.push(String(error));
          throw error;
        }),
    }),
  );
}, 60_000);

beforeEach(() => {
  called = [];
  faults = [];
});

afterAll(async () => {
  await bench.stop();
  await log.stop();
  await engine.stop();
});

/** Hands a call to the functions, and compares both ends with the description. */
async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const path = pathname.slice('/cors/v1'.length);
  const body = await request.text();
  const headers = Object.fromEntries(request.headers);
  const described = operation(request.method, path);
  const query = Object.fromEntries(searchParams);
  checkRequest(described, query, headers, body);
  const result = await bench.call({
    method: request.method,
    path,
    query,
    headers,
    ...(body === '' ? {} : { body }),
  });
  checkAnswer(described, result.status, result.headers['content-type'] ?? '', result.text);
  return new Response(result.text, { status: result.status, headers: result.headers });
}

/** The operation of a path; a fixed segment goes before a parameter. */
function operation(method: string, path: string): Described {
  const segments = `/cors/v1${path}`.split('/');
  const found = Object.keys(document.paths)
    .filter((template) => {
      const parts = template.split('/');
      return (
        parts.length === segments.length &&
        parts.every((part, at) => part === segments[at] || part.startsWith('{'))
      );
    })
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .flatMap((template) => document.paths[template]?.[method.toLowerCase()] ?? []);
  const [described] = found;
  if (described === undefined) throw new Error(`no operation ${method} ${path}`);
  called.push(`${method} ${path.replace(/\/[A-Za-z0-9_.-]{16,}/, '/{id}')}`);
  return described;
}

function checkRequest(
  { parameters = [], requestBody }: Described,
  query: Json,
  headers: Json,
  body: string,
): void {
  for (const [name, value] of Object.entries(query)) {
    const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
    if (parameter === undefined) faults.push(`query ${name} is not described`);
    else check(`query ${name}`, parameter.schema, isNumber(parameter.schema) ? Number(value) : value);
  }
  for (const { name, required } of parameters.filter((one) => one.in === 'header')) {
    if (required === true && headers[name.toLowerCase()] === undefined) faults.push(`${name} is missing`);
  }
  if (body === '') return;
  const type = String(headers['content-type']);
  const media = requestBody?.content[type];
  if (media === undefined) faults.push(`a body of ${type} is not described`);
  else if (type.includes('json')) check('body', media.schema, JSON.parse(body));
}

function isNumber({ type }: Json): boolean {
  return type === 'integer' || type === 'number';
}

function checkAnswer({ responses }: Described, status: number, type: string, text: string): void {
  const media = responses[String(status)]?.content?.[type.replace(/;.*/, '')];
  if (media === undefined) faults.push(`an answer ${String(status)} of ${type} is not described`);
  else if (type.includes('json')) check(`answer ${String(status)}`, media.schema, JSON.parse(text));
}

function check(what: string, schema: Json, value: unknown): void {
  const result = z
    .fromJSONSchema(resolved(schema) as Parameters<typeof z.fromJSONSchema>[0])
    .safeParse(value);
  if (!result.success) faults.push(`${what}: ${z.prettifyError(result.error)}`);
}

/** A schema with what it refers to in its place; without `not`, which zod does not read, and which the real function has judged. */
function resolved(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(resolved);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref } = schema as { readonly $ref?: string };
  if ($ref !== undefined) return resolved(document.components.schemas[$ref.split('/').at(-1) ?? '']);
  const rest = Object.entries(schema).filter(([key]) => key !== 'not');
  return Object.fromEntries(rest.map(([key, value]) => [key, resolved(value)]));
}

/** One walk for each function of the client; all of them, because the compiler wants every name. */
const WALKS: Readonly<Record<keyof Client, () => Promise<unknown>>> = {
  list: async () => {
    await client.create({ pattern: 'https://list.example.com' });
    await client.list({});
    const { cursor } = await client.list({ limit: 1, contains: 'example', owner: 'team', status: 'active' });
    await client.list({ limit: 1, changedSince: '2030-01-01T00:00:00Z', sort: '-updatedAt' });
    return client.list({ sort: 'expiresAt', cursor, status: 'deleted' }).catch(() => undefined);
  },
  create: () => client.create({ ...NEW, expiresAt: '2090-01-01T00:00:00Z', status: 'inactive' }),
  read: async () => client.read(await made('https://read.example.com')),
  patch: async () => {
    const id = await made('https://patch.example.com');
    const { etag } = await client.patch(id, { name: 'Other', owner: null }, '"1"');
    await client.patch(id, { status: 'inactive' }, etag);
    // Somebody else was faster: the page shows what the problem says.
    await client.patch(id, { name: 'Late' }, '"1"').catch(() => undefined);
  },
  remove: async () => client.remove(await made('https://remove.example.com'), '"1"'),
  restore: async () => {
    const id = await made('https://restore.example.com');
    const { value } = await client.remove(id, '"1"');
    return client.restore(id, etagOf(value));
  },
  import: async () => {
    await client.import({ json: [NEW, { pattern: 'nonsense' }] }, 'upsert', true);
    await client.import({ json: [NEW] }, 'create', false);
    await client.import({ xml: METADATA }, 'upsert', true);
  },
  plan: () => client.plan([NEW, { pattern: 'https://*.github.io' }], 'upsert'),
  export: async () => {
    await client.export('json');
    await client.export('xml');
  },
  settings: () => client.settings(),
  saveSettings: async () => {
    const { etag } = await client.settings();
    await client.saveSettings(true, etag);
  },
  evaluate: async () => {
    const url = 'https://abcde12345.execute-api.eu-west-1.amazonaws.com/services/data';
    await client.evaluate({ origin: 'https://app.example.com', url, method: 'GET' });
    await client.evaluate({ origin: null, url, method: 'POST', headers: { 'X-Custom': 'a' } });
  },
  askRefusals: () => client.askRefusals({ minutes: 60, limit: 50 }),
  refusals: async () => client.refusals(await client.askRefusals({ minutes: 15, limit: 10 })),
  askUsage: () => client.askUsage(30),
  usage: async () => client.usage(await client.askUsage(7)),
};

async function made(pattern: string): Promise<string> {
  return (await client.create({ pattern })).value.id;
}

test.each(Object.keys(WALKS) as (keyof Client)[])(
  '%s calls and reads what the API describes',
  async (name) => {
    await WALKS[name]();
    expect(called).not.toEqual([]);
    expect(faults).toEqual([]);
  },
);
