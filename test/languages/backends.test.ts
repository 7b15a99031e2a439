import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TABLE_NAME } from '../../lib/contract';
import { startEngine, type Engine } from '../lambda/store/support/engine';
import { createTable, type TestTable } from '../lambda/store/support/table';
import { DISCOVERY, environment, LISTED, SESSION, UNLISTED } from '../lambda/support/judging';
import { authorizedEvent, authorizerEvent, type Asked } from '../lambda/support/events';
import { runShipped, type Invocation } from '../lambda/support/shipped';
import { PROGRAMS, type Program } from './support/backends/programs';

/*
 * A backend in another language sets the headers that withCors sets. The shipped evaluator judges each request as API Gateway
 * would ask it to, and its context goes to the programs of examples/backends and to a function with withCors.
 */

const from = (origin: string, more: Asked = {}): Asked => ({ ...more, headers: [['Origin', origin]] });

const REQUESTS: Readonly<Record<string, Asked>> = {
  'a listed origin': from(LISTED, { path: '/services/data/v60.0/query' }),
  'a listed origin, with credentials': from(LISTED, { path: SESSION, method: 'POST' }),
  'a public endpoint': from(UNLISTED, { path: DISCOVERY }),
  'no origin': { path: '/services/data/v60.0/query' },
  'a read by a page of the same site': {
    path: SESSION,
    headers: [['Sec-Fetch-Site', 'same-site']],
  },
};

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let engine: Engine;
let table: TestTable;
let folder = '';
let events: readonly unknown[] = [];
let expected: readonly Answer[] = [];

beforeAll(async () => {
  engine = await startEngine();
  table = await createTable(engine.endpoint);
  await table.putEntry(LISTED);
  folder = mkdtempSync(join(tmpdir(), 'backends-'));
  const variables = {
    ...environment({ crossSiteReads: 'refuse' }),
    [TABLE_NAME]: table.name,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  };
  const asked = Object.values(REQUESTS);
  const judged = await runShipped('evaluator', variables, asked.map(authorizerEvent));
  events = asked.map((one, index) => authorizedEvent(one, contextOf(judged.invocations[index])));
  const echoed = await runShipped('echo', variables, events);
  expected = echoed.invocations.map(({ result }) => result as unknown as Answer);
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await table.drop();
  await engine.stop();
});

function contextOf(invocation: Invocation | undefined): Readonly<Record<string, unknown>> {
  const { context } = (invocation?.result ?? {}) as { readonly context?: Readonly<Record<string, unknown>> };
  if (context === undefined) throw new Error('the evaluator has reached no verdict');
  return context;
}

/** The headers that a verdict decides. The function with withCors has a `Vary` of its own, which is put behind. */
function corsHeaders({ headers }: Answer): Readonly<Record<string, string>> {
  const decided = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => /^(vary|access-control-.*)$/.test(name));
  return Object.fromEntries(
    decided.map(([name, value]) => [name, value.replace(/(^|, )Accept-Encoding($|, )/, '')]),
  );
}

test('the requests differ in what a page may read', () => {
  const kinds = new Set(expected.map((answer) => JSON.stringify(corsHeaders(answer))));
  expect(kinds.size).toBeGreaterThanOrEqual(4);
});

describe.each(Object.keys(PROGRAMS))('a backend in %s', (language) => {
  let answers: readonly Answer[] = [];

  beforeAll(async () => {
    const program: Program = await PROGRAMS[language]!(folder);
    answers = (await program(events)) as Answer[];
  }, 170_000);

  test.each(Object.keys(REQUESTS))('%s: its CORS headers are those of withCors', (name) => {
    const index = Object.keys(REQUESTS).indexOf(name);
    const answer = answers[index]!;
    expect(answer.statusCode).toBe(200);
    expect(corsHeaders(answer)).toEqual(corsHeaders(expected[index]!));
    expect(JSON.parse(answer.body)).toEqual(JSON.parse(expected[index]!.body));
  });
});
