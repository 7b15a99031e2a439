import fc from 'fast-check';
import { startLogs, type LogsServer } from '../../gateway';
import { QUERIED_FIELDS, refusalsQuery, USAGE_QUERY } from '../../lib/contract';
import { REFUSALS } from '../../lib/core';
import { parseQuery } from '../../gateway/logs/query';
import { KeptLines } from '../../gateway/logs/kept-lines';
import { runQuery } from '../../gateway/logs/run-query';
import { send, type PlainResponse } from '../support/http-client';

/*
 * The two actions of CloudWatch Logs on this machine: exact for the queries of the product, and loud for every other.
 */

const GROUP = '/aws/lambda/evaluator';
const servers: LogsServer[] = [];

afterAll(async () => {
  for (const server of servers) await server.close();
});

async function start(options: Partial<Parameters<typeof startLogs>[0]> = {}): Promise<LogsServer> {
  const server = await startLogs({ fields: QUERIED_FIELDS, logGroups: [GROUP], ...options });
  servers.push(server);
  return server;
}

function call(
  { url }: LogsServer,
  action: string,
  input: unknown,
  headers: readonly (readonly [string, string])[] = [],
): Promise<PlainResponse> {
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  const target = ['X-Amz-Target', `Logs_20140328.${action}`] as const;
  return send({ url, method: 'POST', body, headers: [target, ...headers] });
}

function question(more: object = {}): Record<string, unknown> {
  const now = Math.ceil(Date.now() / 1000);
  return {
    logGroupNames: [GROUP],
    queryString: refusalsQuery(),
    startTime: now - 60,
    endTime: now,
    ...more,
  };
}

async function ask(server: LogsServer, more: object = {}): Promise<Record<string, string>[]> {
  const { queryId } = (await call(server, 'StartQuery', question(more))).json() as { queryId: string };
  const answer = (await call(server, 'GetQueryResults', { queryId })).json() as {
    status: string;
    results: { field: string; value: string }[][];
  };
  expect(answer.status).toBe('Complete');
  return answer.results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));
}

function refusal(origin: string | undefined, more: object = {}): string {
  const line = { message: 'verdict', outcome: 'refuse', reason: 'origin_not_allowlisted', endpoint: '/data' };
  return JSON.stringify({ ...line, origin, ...more });
}

describe('the questions of the product', () => {
  test.each([refusalsQuery(), ...REFUSALS.map((reason) => refusalsQuery(reason)), USAGE_QUERY])(
    '%s',
    (text) => {
      const { conditions, groupBy } = parseQuery(text);
      for (const field of [...conditions.map((one) => one.field), ...groupBy]) {
        expect(QUERIED_FIELDS).toContain(field);
      }
    },
  );

  test('refused origins are counted, the most frequent first, and nothing else is', async () => {
    const server = await start();
    const before = Date.now();
    for (const origin of ['https://a.example', 'https://b.example', 'https://a.example']) {
      server.write(GROUP, refusal(origin));
    }
    server.write(GROUP, refusal('https://a.example', { outcome: 'allow', wouldRefuse: true }));
    server.write(GROUP, refusal('https://a.example', { reason: 'origin_allowlisted', outcome: 'allow' }));
    server.write(GROUP, refusal(undefined, { endpoint: undefined, reason: 'cross_site_read' }));
    server.write(GROUP, refusal('https://a.example', { message: 'another line' }));
    server.write(GROUP, 'no JSON');
    server.write(GROUP, '{"reason": "origin_not_allowlisted"}');
    server.write('/aws/lambda/other', refusal('https://other.example'));
    const rows = await ask(server);
    const group = (row: Record<string, string>): unknown => [
      row['origin'],
      row['reason'],
      row['endpoint'],
      row['outcome'],
      row['requests'],
    ];
    expect(rows.map(group)).toEqual([
      ['https://a.example', 'origin_not_allowlisted', '/data', 'refuse', '2'],
      ['https://b.example', 'origin_not_allowlisted', '/data', 'refuse', '1'],
      ['https://a.example', 'origin_not_allowlisted', '/data', 'allow', '1'],
      [undefined, 'cross_site_read', undefined, 'refuse', '1'],
    ]);
    for (const { firstSeen, lastSeen } of rows) {
      expect(Number(firstSeen)).toBeGreaterThanOrEqual(before);
      expect(Number(lastSeen)).toBeGreaterThanOrEqual(Number(firstSeen));
    }
    const one = await ask(server, { queryString: refusalsQuery('cross_site_read') });
    expect(one).toHaveLength(1);
    const both = await ask(server, { logGroupNames: [GROUP, '/aws/lambda/other'] });
    expect(both.map(({ origin }) => origin)).toContain('https://other.example');
  });

  test('a line outside of the time does not count', async () => {
    const server = await start();
    server.write(GROUP, refusal('https://a.example'));
    const now = Math.floor(Date.now() / 1000);
    expect(await ask(server, { startTime: now - 20, endTime: now - 10 })).toEqual([]);
    expect(await ask(server, { startTime: now + 10, endTime: now + 20 })).toEqual([]);
  });
});

const MANY = { numRuns: 200 };

test('an answer equals one by brute force, whatever the lines and the bound', () => {
  const origin = fc.constantFrom('a', 'b', 'c', 'd', undefined, 1, true, { x: 1 });
  const reason = fc.constantFrom('r', 's', undefined);
  const line = fc.record({ message: fc.constantFrom('verdict', 'other'), origin, reason });
  const query = parseQuery(
    'filter message = "verdict" and reason in ["r", "s"] | stats count(*) as n, min(@timestamp) as a, max(@timestamp) as z by origin, reason | sort n desc | limit 3',
  );
  const text = (value: string | number | boolean | object | undefined): string | undefined =>
    value === undefined || typeof value === 'object' ? undefined : String(value === true ? 1 : value);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.nat(60), fc.nat(60), (lines, from, to) => {
      const kept = new KeptLines(QUERIED_FIELDS, 100);
      lines.forEach((one, at) => kept.add(one, at));
      const groups = new Map<string, number[]>();
      lines.forEach(({ message, origin: sent, reason: why }, at) => {
        if (message !== 'verdict' || why === undefined || at < from || at > to) return;
        const key = JSON.stringify([text(sent) ?? null, why]);
        groups.set(key, [...(groups.get(key) ?? []), at]);
      });
      const { rows, matched } = runQuery(query, [kept], { from, to });
      const sizes = [...groups.values()].map(({ length }) => length).sort((a, b) => b - a);
      expect(matched).toBe(sizes.reduce((sum, size) => sum + size, 0));
      expect(rows).toHaveLength(Math.min(3, groups.size));
      rows.forEach((row, index) => {
        const found = Object.fromEntries(row.map(({ field, value }) => [field, value]));
        const times = groups.get(JSON.stringify([found['origin'] ?? null, found['reason']])) ?? [];
        expect(found).toMatchObject({
          n: String(sizes[index]),
          a: String(Math.min(...times)),
          z: String(Math.max(...times)),
        });
        expect(times).toHaveLength(sizes[index] ?? -1);
      });
    }),
    MANY,
  );
});

describe('the bound', () => {
  test('keeps the newest lines, and says when an answer lacks older ones', async () => {
    const notes: string[] = [];
    const server = await start({ maxLines: 10_000, onNote: (note) => notes.push(note) });
    for (let index = 0; index < 15_000; index += 1) server.write(GROUP, refusal('https://a.example'));
    expect((await ask(server))[0]?.['requests']).toBe('15000');
    expect(notes).toEqual([]);
    for (let index = 0; index < 15_000; index += 1) server.write(GROUP, refusal('https://a.example'));
    const kept = Number((await ask(server))[0]?.['requests']);
    expect(kept).toBeGreaterThanOrEqual(10_000);
    expect(kept).toBeLessThan(30_000);
    expect(notes).toEqual([expect.stringContaining(`${GROUP} keeps its newest 10000 lines`)]);
  });
});

describe('everything else is refused by name', () => {
  const rest = '| stats count(*) as n by origin | sort n desc | limit 5';

  test.each([
    'fields @timestamp, @message | limit 5',
    `filter reason like /x/ ${rest}`,
    `filter reason != "x" ${rest}`,
    `filter reason = "x" or origin = "y" ${rest}`,
    `filter reason = 'x' ${rest}`,
    `filter reason = "x ${rest}`,
    `filter reason = "x" | stats avg(latency) as n by origin | sort n desc | limit 5`,
    `filter reason = "x" | stats count(*) as n by bin(5m) | sort n desc | limit 5`,
    `filter reason = "x" | stats count(*) as n by origin | sort n desc`,
    `filter reason = "x" | stats count(*) as n by origin | sort m desc | limit 5`,
    `filter reason = "x" | stats count(*) as origin by origin | sort origin desc | limit 5`,
    `filter reason = "x" ${rest} | limit 5`,
    `filter reason = "x" | stats count(*) as n by origin | sort n desc | limit 10001`,
    `filter reason = "x" | stats count(*) as n by origin | sort n desc | limit 0`,
    `filter seat = "x" ${rest}`,
    `filter reason = "x" | stats count(*) as n by seat | sort n desc | limit 5`,
    '',
  ])('%s', async (queryString) => {
    const server = await start();
    server.write(GROUP, refusal('https://a.example'));
    const answer = await call(server, 'StartQuery', question({ queryString }));
    expect([answer.status, answer.json()]).toMatchObject([400, { __type: 'MalformedQueryException' }]);
  });

  test.each<[string, unknown, string]>([
    ['StartQuery', question({ logGroupNames: ['gone'] }), 'ResourceNotFoundException'],
    ['StartQuery', question({ logGroupNames: [] }), 'InvalidParameterException'],
    ['StartQuery', question({ logGroupNames: [1] }), 'InvalidParameterException'],
    ['StartQuery', question({ logGroupNames: Array(51).fill(GROUP) }), 'InvalidParameterException'],
    ['StartQuery', question({ startTime: 5, endTime: 5 }), 'InvalidParameterException'],
    ['StartQuery', question({ startTime: 'x' }), 'InvalidParameterException'],
    ['StartQuery', question({ queryString: 1 }), 'InvalidParameterException'],
    ['StartQuery', question({ queryLanguage: 'SQL' }), 'InvalidParameterException'],
    ['GetQueryResults', { queryId: 'unknown' }, 'ResourceNotFoundException'],
    ['DescribeLogGroups', {}, 'UnknownOperationException'],
    ['StartQuery', '[', 'SerializationException'],
  ])('%s %#', async (action, input, type) => {
    const answer = await call(await start(), action, input);
    expect([answer.status, answer.json()]).toMatchObject([400, { __type: type }]);
  });

  test.each([[[['Origin', 'https://evil.example']]], [[['Sec-Fetch-Site', 'cross-site']]]] as const)(
    'a request of a web page: %j',
    async (headers) => {
      const answer = await call(await start(), 'StartQuery', question(), headers);
      expect([answer.status, answer.json()]).toMatchObject([403, { __type: 'AccessDeniedException' }]);
      expect(answer.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
    },
  );

  test('a request to another host', async () => {
    const { url } = await start();
    expect((await send({ url, method: 'POST', body: '{}', host: 'evil.example' })).status).toBe(403);
  });
});
