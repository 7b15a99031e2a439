import { REFUSALS } from '../../../lib/core';
import { CloudWatchQueries } from '../../../lambda/admin/queries/cloudwatch-queries';
import type { LogCalls } from '../../../lambda/admin/queries/log-calls';
import type { LogQueries } from '../../../lambda/admin/queries/log-queries';
import { RememberedQueries } from '../../../lambda/admin/queries/remembered-queries';
import { QUERY_SIGNING_KEY, type VerdictLogMode } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import { entryIn } from './support/bodies';
import { startTestLog, type TestLog } from './support/test-log';

let engine: Engine;
let log: TestLog;
const benches: AdminBench[] = [];

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(async () => {
  log = await startTestLog();
});

afterEach(async () => {
  await log.stop();
  for (const bench of benches.splice(0)) await bench.stop();
});

afterAll(() => engine.stop());

async function start(logs: LogQueries = log.queries, options = {}): Promise<AdminBench> {
  const bench = await startBench(engine.endpoint, { logs, ...options });
  benches.push(bench);
  return bench;
}

const HOUR = { minutes: 60, limit: 50 };

function ask(bench: AdminBench, json: object = HOUR): Promise<AdminAnswer> {
  return bench.call({ method: 'POST', path: '/refusals', json });
}

function read(bench: AdminBench, id: string): Promise<AdminAnswer> {
  return bench.call({ method: 'GET', path: `/refusals/${id}` });
}

async function items(bench: AdminBench, json?: object): Promise<Record<string, unknown>[]> {
  const { id } = (await ask(bench, json)).body as { id: string };
  const { status, body } = await read(bench, id);
  expect([status, body]).toMatchObject([200, { status: 'complete' }]);
  return (body as { items: Record<string, unknown>[] }).items;
}

function refuse(origin: string | undefined, more: object = {}): void {
  const line = { message: 'verdict', outcome: 'refuse', reason: 'origin_not_allowlisted', endpoint: '/data' };
  log.write({ ...line, origin, ...more });
}

async function add(bench: AdminBench, json: object): Promise<string> {
  return entryIn(await bench.call({ method: 'POST', path: '/allowlist', json }), 201).id;
}

test('a question is answered with an id, and where its answer is', async () => {
  const bench = await start();
  const { status, body, headers } = await bench.call({
    method: 'POST',
    path: '/refusals',
    json: HOUR,
    prefix: '/prod',
  });
  const { id } = body as { id: string };
  expect([status, headers['location']]).toEqual([202, `/prod/cors/v1/refusals/${id}`]);
  expect((await read(bench, id)).body).toEqual({
    status: 'complete',
    asOf: expect.any(String) as unknown,
    items: [],
  });
});

test('an item says who was refused, how often, when, why and where', async () => {
  const bench = await start();
  const before = new Date().toISOString();
  refuse('https://a.example');
  refuse('https://a.example');
  refuse('https://b.example', { outcome: 'allow', wouldRefuse: true });
  refuse(undefined, { reason: 'cross_site_read', endpoint: undefined });
  const [first, second, third, ...rest] = await items(bench);
  expect(rest).toEqual([]);
  expect(first).toEqual({
    origin: 'https://a.example',
    reason: 'origin_not_allowlisted',
    endpoint: '/data',
    count: 2,
    firstSeen: expect.any(String) as unknown,
    lastSeen: expect.any(String) as unknown,
    wouldRefuse: false,
    pattern: 'https://a.example',
  });
  expect(String(first?.['firstSeen']) >= before).toBe(true);
  expect(String(first?.['lastSeen']) >= String(first?.['firstSeen'])).toBe(true);
  expect(second).toMatchObject({ origin: 'https://b.example', wouldRefuse: true, count: 1 });
  expect(third).toMatchObject({ origin: '', endpoint: '', reason: 'cross_site_read', problem: 'empty' });
});

test('reason and limit narrow the answer', async () => {
  const bench = await start();
  for (const index of [1, 2, 3]) refuse(`https://${String(index)}.example`);
  refuse('https://closed.example', { reason: 'endpoint_closed' });
  const closed = await items(bench, { ...HOUR, reason: 'endpoint_closed' });
  expect(closed.map(({ origin }) => origin)).toEqual(['https://closed.example']);
  expect(await items(bench, { minutes: 60, limit: 2 })).toHaveLength(2);
});

describe('what can be done about an origin', () => {
  test.each<[string, object]>([
    ['https://app.example', { pattern: 'https://app.example' }],
    ['https://APP.example', {}],
    ['https://*.example.com', {}],
    ['null', { problem: 'null_origin' }],
    ['https://a.example, https://b.example', { problem: 'bad_character' }],
    ['http://app.example', { problem: 'insecure_scheme' }],
    ['https://app.example/', { problem: 'has_path' }],
    ['capacitor://localhost', { problem: 'shared_origin', pattern: 'capacitor://localhost' }],
    [
      'safari-web-extension://0A1B2C3D-0000-4000-8000-0123456789AB',
      { pattern: 'safari-web-extension://0a1b2c3d-0000-4000-8000-0123456789ab' },
    ],
  ])('%s', async (origin, expected) => {
    const bench = await start();
    refuse(origin);
    const [item] = await items(bench);
    const { pattern, problem } = item ?? {};
    expect(JSON.parse(JSON.stringify({ pattern, problem }))).toEqual(expected);
  });

  test('an active entry that matches is named, else any, the most specific one; a deleted one is not', async () => {
    const bench = await start();
    const wide = await add(bench, { pattern: 'https://*.example.com' });
    await add(bench, { pattern: 'https://*.shop.example.com', status: 'inactive' });
    const near = await add(bench, { pattern: 'https://*.pay.example.com' });
    const expiresAt = new Date(Date.now() + 60 * 60_000).toISOString();
    const off = await add(bench, { pattern: 'https://*.off.example', status: 'inactive' });
    const over = await add(bench, { pattern: 'https://over.example', expiresAt });
    const gone = await add(bench, { pattern: 'https://a.shop.example.com' });
    await bench.call({ method: 'DELETE', path: `/allowlist/${gone}`, ifMatch: '"1"' });
    for (const host of ['a.shop', 'b.shop', 'c', 'd.pay']) refuse(`https://${host}.example.com`);
    for (const host of ['example.com', 'a.off.example', 'over.example']) refuse(`https://${host}`);
    bench.now = Date.now() + 90 * 60_000;
    const listed = (await items(bench)).map((item) => [
      item['origin'],
      item['listed'] === undefined ? undefined : [item['listed'], item['listedStatus']],
    ]);
    expect(Object.fromEntries(listed)).toEqual({
      'https://a.shop.example.com': [wide, 'active'],
      'https://b.shop.example.com': [wide, 'active'],
      'https://c.example.com': [wide, 'active'],
      'https://d.pay.example.com': [near, 'active'],
      'https://a.off.example': [off, 'inactive'],
      'https://over.example': [over, 'expired'],
      'https://example.com': undefined,
    });
  });
});

describe('a question that is not acceptable is 422, with every fault', () => {
  test.each<[object, [string, string][]]>([
    [
      {},
      [
        ['/minutes', 'required'],
        ['/limit', 'required'],
      ],
    ],
    [
      { minutes: 0, limit: 0 },
      [
        ['/minutes', 'bad_value'],
        ['/limit', 'bad_value'],
      ],
    ],
    [
      { minutes: 1441, limit: 51 },
      [
        ['/minutes', 'bad_value'],
        ['/limit', 'bad_value'],
      ],
    ],
    [
      { minutes: 1.5, limit: '5' },
      [
        ['/minutes', 'bad_value'],
        ['/limit', 'wrong_type'],
      ],
    ],
    [{ ...HOUR, reason: 'origin_allowlisted' }, [['/reason', 'bad_value']]],
    [{ ...HOUR, reason: 'x" or 1 = 1 | limit 9' }, [['/reason', 'bad_value']]],
    [{ ...HOUR, query: 'fields @message' }, [['/query', 'unknown_field']]],
  ])('%j', async (json, expected) => {
    const { status, body } = await ask(await start(), json);
    const { errors } = body as { errors: { pointer: string; code: string }[] };
    expect([status, errors.map(({ pointer, code }) => [pointer, code])]).toEqual([422, expected]);
  });

  test.each<object>([
    { minutes: 1, limit: 1 },
    { minutes: 1440, limit: 50 },
    ...REFUSALS.map((reason) => ({ ...HOUR, reason })),
  ])('%j is fine', async (json) => {
    expect((await ask(await start(), json)).status).toBe(202);
  });
});

describe('an id', () => {
  test('that was changed, or is another kind of question, or is none of ours, is 404', async () => {
    const bench = await start();
    const { id } = (await ask(bench)).body as { id: string };
    const { queryId } = await log.calls.start({
      logGroupNames: ['evaluator'],
      queryString: 'filter reason = "x" | stats count(*) as n by origin | sort n desc | limit 5',
      startTime: 1,
      endTime: 2,
    });
    const other = id.startsWith('A') ? 'B' : 'A';
    const wrong = [
      `${other}${id.slice(1)}`,
      `${id.slice(0, -4)}AAAA`,
      `${id}A`,
      queryId ?? '',
      'x',
      'A'.repeat(600),
    ];
    for (const one of wrong) {
      expect([one, (await read(bench, one)).body]).toMatchObject([
        one,
        { status: 404, code: 'query_not_found' },
      ]);
    }
    const usage = await bench.call({ method: 'GET', path: `/usage/${id}` });
    expect([usage.status, usage.body]).toMatchObject([404, { code: 'query_not_found' }]);
    expect((await read(bench, id)).status).toBe(200);
  });

  test('is good for two hours', async () => {
    const bench = await start();
    const now = Date.now();
    bench.now = now;
    const { id } = (await ask(bench)).body as { id: string };
    bench.now = now + 2 * 60 * 60_000 - 1;
    expect((await read(bench, id)).status).toBe(200);
    bench.now = now + 2 * 60 * 60_000 + 10_000;
    expect((await read(bench, id)).status).toBe(404);
  });

  test('counts in every instance of the function, and in no other deployment', async () => {
    const bench = await start();
    const { id } = (await ask(bench)).body as { id: string };
    expect((await read(await start(), id)).status).toBe(404);
    const key = await bench.table.getRaw(QUERY_SIGNING_KEY);
    expect(Buffer.from(key?.['key']?.S ?? '', 'base64url')).toHaveLength(32);
    const list = await bench.call({ method: 'GET', path: '/allowlist' });
    expect(list.body).toEqual({ items: [] });
  });

  test('is not made by a key that somebody has shortened', async () => {
    const bench = await start();
    await bench.table.putRaw({ pk: { S: 'QUERY_SIGNING' }, sk: { S: 'QUERY_SIGNING' }, key: { S: 'AA' } });
    expect((await ask(bench)).status).toBe(500);
    expect(String(bench.failures[0])).toContain('QUERY_SIGNING');
  });
});

describe('a log that does not answer', () => {
  function failing(name: string): LogQueries {
    const fail = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { name }));
    return new CloudWatchQueries(
      ['evaluator'],
      () => Promise.resolve({ start: fail, results: fail }),
      Date.now,
    );
  }

  test.each([
    ['ResourceNotFoundException', 501, 'refusals_unavailable', undefined],
    ['LimitExceededException', 429, 'query_limit', '5'],
    ['ThrottlingException', 429, 'query_limit', '5'],
    ['AccessDeniedException', 503, 'log_unavailable', '1'],
    ['TimeoutError', 503, 'log_unavailable', '1'],
  ])('%s is %i', async (name, status, code, retryAfter) => {
    const answer = await ask(await start(failing(name)));
    expect([answer.status, answer.body, answer.headers['retry-after']]).toMatchObject([
      status,
      { code },
      retryAfter,
    ]);
  });

  test.each<[string, VerdictLogMode | undefined]>([
    ['refusals_unavailable', undefined],
    ['refusals_unavailable', 'refusals'],
    ['verdicts_not_logged', 'none'],
  ])('without a log group nobody is asked: %s with %s', async (code, verdictLog) => {
    const bench = await startBench(engine.endpoint, verdictLog === undefined ? {} : { verdictLog });
    benches.push(bench);
    for (const request of [
      { method: 'POST', path: '/refusals', json: HOUR },
      { method: 'GET', path: '/refusals/x' },
      { method: 'POST', path: '/usage', json: { days: 1 } },
      { method: 'GET', path: '/usage/x' },
    ]) {
      const { status, body } = await bench.call(request);
      expect([status, body]).toMatchObject([501, { code }]);
    }
  });

  test('log groups are asked where the evaluator writes no verdicts', async () => {
    refuse('https://a.example');
    const bench = await start(log.queries, { verdictLog: 'none' });
    expect(await items(bench)).toMatchObject([{ origin: 'https://a.example' }]);
  });

  test('the log group is gone', async () => {
    await log.stop();
    log = await startTestLog({ groups: ['gone'] });
    expect((await ask(await start())).body).toMatchObject({ code: 'refusals_unavailable' });
  });

  test('the table is gone', async () => {
    const bench = await start(log.queries, { proxy: 'http://127.0.0.1:9' });
    expect((await ask(bench)).body).toMatchObject({ code: 'store_unavailable' });
  });

  test.each([
    ['Scheduled', 'running'],
    ['Running', 'running'],
    ['Unknown', 'running'],
    ['Failed', 'failed'],
    ['Cancelled', 'failed'],
    ['Timeout', 'failed'],
  ] as const)('%s is %s, without items', async (state, status) => {
    const calls: LogCalls = {
      start: () => Promise.resolve({ queryId: 'q', $metadata: {} }),
      results: () =>
        Promise.resolve({
          status: state,
          results: [[{ field: 'reason', value: 'null_origin' }]],
          $metadata: {},
        }),
    };
    const bench = await start(new CloudWatchQueries(['x'], () => Promise.resolve(calls), Date.now));
    const { id } = (await ask(bench)).body as { id: string };
    expect((await read(bench, id)).body).toMatchObject({ status, items: [] });
  });

  test('times in the form of Insights are read too', async () => {
    const row = {
      origin: 'https://a.example',
      reason: 'null_origin',
      requests: '3',
      firstSeen: '2030-01-02 03:04:05.678',
      lastSeen: '1893553445678.0',
    };
    const calls: LogCalls = {
      start: () => Promise.resolve({ queryId: 'q', $metadata: {} }),
      results: () =>
        Promise.resolve({
          status: 'Complete',
          results: [Object.entries(row).map(([field, value]) => ({ field, value }))],
          $metadata: {},
        }),
    };
    const bench = await start(new CloudWatchQueries(['x'], () => Promise.resolve(calls), Date.now));
    expect(await items(bench)).toEqual([
      expect.objectContaining({
        firstSeen: '2030-01-02T03:04:05.678Z',
        lastSeen: '2030-01-02T03:04:05.678Z',
      }),
    ]);
  });
});

describe('what is remembered', () => {
  interface Counted {
    readonly queries: LogQueries;
    readonly started: unknown[];
    readonly reads: string[];
    now: number;
  }

  function counted(status: 'running' | 'complete' = 'complete'): Counted {
    const started: unknown[] = [];
    const reads: string[] = [];
    const inner: LogQueries = {
      start: (question) => Promise.resolve({ queryId: `q${String(started.push(question))}`, at: bench.now }),
      read: (id) => {
        reads.push(id);
        return Promise.resolve({ status, rows: [] });
      },
    };
    const bench = { started, reads, now: 0 };
    return Object.assign(bench, { queries: new RememberedQueries(inner, () => bench.now) });
  }

  test('is the same question for half a minute, and not another one', async () => {
    const bench = counted();
    const { queries } = bench;
    const question = { text: 'x', minutes: 5 };
    const first = { queryId: 'q1', at: 0 };
    expect(await Promise.all([queries.start(question), queries.start(question)])).toEqual([first, first]);
    bench.now = 29_999;
    expect(await queries.start({ ...question })).toEqual(first);
    expect(await queries.start({ text: 'x', minutes: 6 })).toEqual({ queryId: 'q2', at: 29_999 });
    expect(await queries.start({ text: 'y', minutes: 5 })).toEqual({ queryId: 'q3', at: 29_999 });
    bench.now = 30_000;
    expect(await queries.start(question)).toEqual({ queryId: 'q4', at: 30_000 });
    bench.now = 0;
    expect(await queries.start(question)).toEqual({ queryId: 'q5', at: 0 });
  });

  test('has the moment of its question, and not that of who asked again', async () => {
    let now = Date.now();
    const bench = await start(new RememberedQueries(log.queries, () => now));
    const asOf = async (): Promise<unknown> => {
      const { id } = (await ask(bench)).body as { id: string };
      return ((await read(bench, id)).body as { asOf: unknown }).asOf;
    };
    const before = new Date().toISOString();
    const first = String(await asOf());
    expect(first >= before && first <= new Date().toISOString()).toBe(true);
    expect(await asOf()).toBe(first);
    now += 30_000;
    expect(String(await asOf()) > first).toBe(true);
  });

  test('is a complete answer, and not one that is under way', async () => {
    const complete = counted();
    await complete.queries.read('a');
    await complete.queries.read('a');
    expect(complete.reads).toEqual(['a']);
    const running = counted('running');
    await running.queries.read('a');
    await running.queries.read('a');
    expect(running.reads).toEqual(['a', 'a']);
  });

  test('is no failure: the next call asks again', async () => {
    let calls = 0;
    const inner: LogQueries = {
      start: () =>
        ++calls === 1 ? Promise.reject(new Error('no')) : Promise.resolve({ queryId: 'q2', at: 0 }),
      read: () => Promise.reject(new Error('no')),
    };
    const queries = new RememberedQueries(inner, () => 0);
    await expect(queries.start({ text: 'x', minutes: 5 })).rejects.toThrow('no');
    expect(await queries.start({ text: 'x', minutes: 5 })).toEqual({ queryId: 'q2', at: 0 });
  });
});
