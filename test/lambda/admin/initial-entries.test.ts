import type { EntryItem, InitialEntry } from '../../../lib/contract';
import { entryKey, SETTINGS_KEY } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { FaultProxy } from '../store/support/fault-proxy';
import { BY, type DeploymentBench, STACK_ID, startDeploymentBench } from './support/deployment-bench';

jest.setTimeout(120_000);

const A = 'https://a.example';
const B = 'https://b.example';
const C = 'https://*.c.example';
const ADMIN = { by: 'administrator', at: Date.parse('2030-04-01T00:00:00.000Z') };
const DAY = 24 * 60 * 60 * 1000;

let engine: Engine;
let proxy: FaultProxy;
let bench: DeploymentBench;

beforeAll(async () => {
  engine = await startEngine();
  proxy = await FaultProxy.start(engine.endpoint);
});

beforeEach(async () => {
  bench = await startDeploymentBench(engine.endpoint, proxy.endpoint);
  bench.held = [{ pattern: A, name: 'A', description: 'one' }, { pattern: B }];
});

afterEach(async () => {
  proxy.heal();
  await bench.stop();
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

function found(pattern: string): Promise<EntryItem | undefined> {
  return bench.entries.get(pattern, bench.now);
}

describe('a new stack', () => {
  test('gets its entries, and the history and the audit log say who made them', async () => {
    const answer = await bench.deploy({});
    expect(answer).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'cors-initial-entries',
      StackId: STACK_ID,
      RequestId: 'request-1',
      LogicalResourceId: 'Entries',
    });
    const at = '2030-05-01T12:00:00.000Z';
    expect(await found(A)).toMatchObject({
      ...entryKey(A),
      name: 'A',
      description: 'one',
      status: 'active',
      version: 1,
      createdAt: at,
      createdBy: BY,
      updatedBy: BY,
      history: [{ at, by: BY, action: 'create' }],
    });
    expect(bench.audits).toHaveLength(2);
    expect(bench.audits).toContainEqual(
      expect.objectContaining({ requestId: 'request-1', by: BY, action: 'create', target: 'entry' }),
    );
    expect(bench.summaries).toEqual([{ created: 2, kept: 0, deleted: [], expired: [] }]);
  });

  test('gets every field of an entry as the admin API would store it', async () => {
    const entry: InitialEntry = {
      pattern: 'https://*.github.io',
      name: 'Pages',
      description: 'two\nlines',
      expiresAt: '2031-01-01T00:00:00.000Z',
      allowSharedOrigin: true,
    };
    bench.held = [entry];
    await bench.deploy({});
    const { pattern, ...fields } = entry;
    await bench.entries.create('https://twin.example', fields, ADMIN);
    const [made, twin] = [await found(pattern), await found('https://twin.example')];
    for (const name of ['name', 'description', 'expiresAt', 'allowSharedOrigin', 'status', 'ttl'] as const) {
      expect(made?.[name]).toEqual(twin?.[name]);
    }
  });

  test('answers the presigned URL without a media type, which is not in its signature', async () => {
    await bench.deploy({});
    expect(bench.requests[0]?.headers['content-type']).toBeUndefined();
  });

  test('called twice with one event changes nothing the second time', async () => {
    const event = bench.eventOf({});
    await bench.call(event);
    const before = await bench.table.getRaw(entryKey(A));
    await bench.call(event);
    expect(await bench.table.getRaw(entryKey(A))).toEqual(before);
    expect(bench.summaries.at(-1)).toEqual({ created: 0, kept: 2, deleted: [], expired: [] });
    expect(bench.audits).toHaveLength(2);
  });

  test('does not get an entry that is over already', async () => {
    bench.held = [{ pattern: A, expiresAt: '2030-05-01T12:00:00.000Z' }, { pattern: B }];
    expect((await bench.deploy({})).Status).toBe('SUCCESS');
    expect(await found(A)).toBeUndefined();
    expect(bench.summaries).toEqual([{ created: 1, kept: 0, deleted: [], expired: [A] }]);
  });
});

describe('what an administrator has touched stays as it is', () => {
  const edited = { name: 'Mine', expiresAt: '2030-04-15T00:00:00.000Z' };

  test.each<[string, () => Promise<unknown>]>([
    ['an entry of his own', () => bench.entries.create(A, { name: 'His' }, ADMIN)],
    ['an inactive entry', () => bench.entries.create(A, { status: 'inactive' }, ADMIN)],
    ['an expired entry', () => bench.entries.create(A, edited, ADMIN)],
    [
      'an entry that was edited',
      async () => {
        await bench.deploy({});
        await bench.entries.update(A, edited, 1, ADMIN);
      },
    ],
    [
      'a deleted entry',
      async () => {
        await bench.deploy({});
        await bench.entries.remove(A, 1, ADMIN);
      },
    ],
    ['a row that nobody can read', () => bench.table.putRaw({ ...keyOf(A), status: { N: '1' } })],
  ])('%s', async (_, touch) => {
    await touch();
    const before = await bench.table.getRaw(entryKey(A));
    const answers = [
      await bench.deploy({}),
      await bench.deploy({ before: { patterns: [] } }),
      await bench.deploy({ before: { patterns: [A, B] } }),
      await bench.deploy({ before: { patterns: [A, B], table: 'another' } }),
      await bench.deploy({ type: 'Delete' }),
    ];
    expect(answers.map(({ Status }) => Status)).toEqual(Array(5).fill('SUCCESS'));
    expect(await bench.table.getRaw(entryKey(A))).toEqual(before);
  });

  test('a deletion is said in the log', async () => {
    await bench.deploy({});
    await bench.entries.remove(A, 1, ADMIN);
    await bench.deploy({});
    expect(bench.summaries.at(-1)).toEqual({ created: 0, kept: 1, deleted: [A], expired: [] });
  });
});

describe('an update', () => {
  test('creates what the code names for the first time', async () => {
    await bench.deploy({});
    bench.held = [{ pattern: A }, { pattern: B }, { pattern: C }];
    await bench.deploy({ before: { patterns: [A, B] } });
    expect((await found(C))?.createdBy).toBe(BY);
    expect(bench.summaries.at(-1)).toEqual({ created: 1, kept: 0, deleted: [], expired: [] });
  });

  test('does not bring back what was deleted so long ago that the table has forgotten it', async () => {
    await bench.deploy({});
    await bench.entries.remove(A, 1, ADMIN);
    bench.now += 100 * DAY;
    bench.held = [{ pattern: A }, { pattern: B }, { pattern: C }];
    await bench.deploy({ before: { patterns: [A, B] } });
    expect(await found(A)).toBeUndefined();
    expect(await found(C)).toBeDefined();
  });

  test('fills a table that has taken the place of another', async () => {
    await bench.deploy({ before: { patterns: [A, B], table: 'another' } });
    expect(await found(A)).toBeDefined();
    expect(await found(B)).toBeDefined();
  });

  test('that repeats a failed one does its work', async () => {
    await bench.deploy({ before: { patterns: [A, B] } });
    expect(await found(A)).toBeDefined();
  });

  test('that takes an entry out of the code leaves it on the list', async () => {
    await bench.deploy({});
    bench.held = [{ pattern: B }];
    expect((await bench.deploy({ before: { patterns: [A, B] } })).Status).toBe('SUCCESS');
    expect((await found(A))?.status).toBe('active');
  });

  test('that is rolled back needs nothing of the table, also when the function holds the later entries still', async () => {
    await bench.deploy({});
    bench.held = [{ pattern: A }, { pattern: B }, { pattern: C }];
    proxy.spoil('denied');
    const before = { patterns: [A, B, C], oauth: true };
    expect((await bench.deploy({ patterns: [A, B], oauth: true, before })).Status).toBe('SUCCESS');
  });

  test('keeps the physical id that it was given', async () => {
    const event = { PhysicalResourceId: 'older' };
    expect((await bench.deploy({ before: { patterns: [] }, event })).PhysicalResourceId).toBe('older');
  });

  test('of which the function holds nothing is told to be made again', async () => {
    const answer = await bench.deploy({ patterns: [A, C], before: { patterns: [A] } });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(C) as string });
  });
});

describe('the settings', () => {
  const on = { enableCorsForOAuthEndpoints: true };

  test('are written where nobody has written them, with one audit line', async () => {
    bench.held = [];
    await bench.deploy({ oauth: true });
    await bench.deploy({ oauth: true });
    const by = { by: BY, action: 'create' };
    expect(await bench.settings.read()).toMatchObject({ ...on, version: 1, updatedBy: BY, history: [by] });
    expect(bench.audits).toEqual([expect.objectContaining({ ...by, target: 'settings' })]);
  });

  test('are not written where the code does not ask for it', async () => {
    await bench.deploy({});
    expect(await bench.settings.read()).toBeUndefined();
  });

  test('are written by the update that asks for it first', async () => {
    await bench.deploy({ before: { patterns: [A, B] }, oauth: true });
    expect(await bench.settings.read()).toMatchObject(on);
  });

  test('stay off where an administrator has switched them off', async () => {
    await bench.deploy({ oauth: true });
    await bench.settings.write(false, 1, ADMIN);
    const before = await bench.settings.read();
    await bench.deploy({ oauth: true });
    await bench.deploy({ oauth: true, before: { patterns: [] } });
    expect(await bench.settings.read()).toEqual(before);
  });

  test('that nobody can read stay as they are', async () => {
    const { pk, sk } = SETTINGS_KEY;
    const row = { pk: { S: pk }, sk: { S: sk }, enableCorsForOAuthEndpoints: { S: 'no' } };
    await bench.table.putRaw(row);
    expect((await bench.deploy({ oauth: true })).Status).toBe('SUCCESS');
    expect(await bench.table.getRaw(SETTINGS_KEY)).toEqual(row);
  });
});

describe('a table that does not answer', () => {
  beforeEach(() => {
    bench.retryMillis = 1500;
  });

  test.each(['denied', 'error', 'throttling', 'hang', 'reset', 'garbage'] as const)(
    '%s: the deployment fails in time, with a sentence',
    async (fault) => {
      proxy.spoil(fault);
      const begun = performance.now();
      const { Status, Reason = '' } = await bench.deploy({ oauth: true });
      // The function has 90 seconds.
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect(Status).toBe('FAILED');
      expect(Reason).toMatch(/^The table of the CORS allowlist could not be written \(.+\), .+ 2 seconds\. /);
      expect(Reason).toContain('Of 2 new initial origins, 0 are settled');
      expect(Reason).not.toMatch(/\n|secret|http|\bat /);
      expect(bench.failures).toHaveLength(1);
    },
  );

  test('settings that cannot be written fail it too', async () => {
    bench.held = [];
    proxy.spoil('denied');
    expect((await bench.deploy({ oauth: true })).Status).toBe('FAILED');
  });

  test('for a while delays the deployment', async () => {
    bench.retryMillis = 20_000;
    proxy.spoil('denied', 8);
    expect((await bench.deploy({ oauth: true })).Status).toBe('SUCCESS');
    expect(await found(A)).toBeDefined();
    expect(await bench.settings.read()).toMatchObject({ enableCorsForOAuthEndpoints: true });
  });

  test('whose answers are lost makes no second entry and no second version', async () => {
    bench.retryMillis = 20_000;
    proxy.spoil('lost-answer', 3, 'PutItem');
    expect((await bench.deploy({})).Status).toBe('SUCCESS');
    expect(await found(A)).toMatchObject({ version: 1, createdBy: BY });
  });

  test('in the middle of it: what is written stays, and the next deployment does the rest', async () => {
    bench.held = Array.from({ length: 100 }, (_, index) => ({ pattern: `https://n${index}.example` }));
    bench.retryMillis = 3000;
    const enough = proxy.count('PutItem') + 40;
    const watch = setInterval(() => {
      if (proxy.count('PutItem') >= enough) proxy.spoil('denied');
    }, 1);
    const { Status, Reason = '' } = await bench.deploy({});
    clearInterval(watch);
    expect(Status).toBe('FAILED');
    const settled = Number(/Of 100 new initial origins, (\d+) are settled/.exec(Reason)?.[1]);
    expect(bench.audits).toHaveLength(settled);
    expect(settled).toBeGreaterThan(0);
    proxy.heal();
    bench.retryMillis = 20_000;
    expect((await bench.deploy({})).Status).toBe('SUCCESS');
    expect(bench.summaries).toEqual([{ created: 100 - settled, kept: settled, deleted: [], expired: [] }]);
  });

  test('is nothing to a deletion', async () => {
    proxy.spoil('denied');
    expect((await bench.deploy({ type: 'Delete' })).Status).toBe('SUCCESS');
  });
});

test('five hundred entries of the greatest length are written within the time of one event', async () => {
  const long = (count: number): string => '😀'.repeat(count);
  bench.held = Array.from({ length: 500 }, (_, index) => ({
    pattern: `https://*.${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.n${index}.${'d'.repeat(40)}.example:65535`,
    name: long(80),
    description: long(255),
    expiresAt: '2099-12-31T23:59:59.000Z',
  }));
  const event = bench.eventOf({});
  expect(JSON.stringify(event).length).toBeLessThan(1_000_000 / 2);
  expect((await bench.deploy({})).Status).toBe('SUCCESS');
  expect(bench.summaries).toEqual([{ created: 500, kept: 0, deleted: [], expired: [] }]);
  expect(bench.audits).toHaveLength(500);
});

describe('an event that is none', () => {
  test.each<[string, Record<string, unknown>]>([
    ['another request type', { RequestType: 'Import' }],
    ['no request type', { RequestType: undefined }],
    ['no properties', { ResourceProperties: undefined }],
    ['patterns that are no list', { ResourceProperties: { TableName: 't', Patterns: A } }],
    ['a pattern that is no text', { ResourceProperties: { TableName: 't', Patterns: [1] } }],
    ['no table', { ResourceProperties: { Patterns: [] } }],
    ['an update of nothing', { RequestType: 'Update' }],
  ])('%s is answered with a sentence', async (_, event) => {
    const { Status, Reason = '' } = await bench.deploy({ event });
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/^The deployment and the function .+\. Deploy again\.$/);
    expect(await found(A)).toBeUndefined();
  });

  test.each(['not JSON', '{}', '[{"pattern": 1}]', '[{"pattern": "https://a.example", "status": "active"}]'])(
    'a file %j is answered with a sentence',
    async (held) => {
      bench.held = held;
      const answer = await bench.deploy({ patterns: [A] });
      expect(answer).toMatchObject({
        Status: 'FAILED',
        Reason: expect.stringMatching(/^The .+\.$/) as string,
      });
    },
  );

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'event'],
    ['no URL', { RequestType: 'Create' }],
    ['a URL of another kind', { ResponseURL: 'file:///etc/passwd' }],
    ['a URL of another host', { ResponseURL: 'https://evil.example.net/answer' }],
  ])('%s has nobody to be answered', async (_, event) => {
    await expect(bench.call(event)).rejects.toThrow('must be');
    expect(bench.requests).toEqual([]);
  });
});

describe('a response URL that takes no answer', () => {
  test('for a while gets it again', async () => {
    bench.spoilt.push(
      (response) => response.writeHead(503).end(),
      (response) => response.destroy(),
    );
    expect((await bench.deploy({})).Status).toBe('SUCCESS');
    expect(bench.requests).toHaveLength(3);
  });

  test('ever makes the call fail without its secret, so that Lambda calls again', async () => {
    for (let attempt = 0; attempt < 5; attempt++) bench.spoilt.push((response) => response.destroy());
    await expect(bench.deploy({})).rejects.toMatchObject({
      name: 'AnswerLostError',
      message: expect.not.stringContaining('secret') as string,
    });
  });

  test('and redirects is not followed', async () => {
    bench.spoilt.push((response) => response.writeHead(307, { Location: '/elsewhere' }).end());
    expect((await bench.deploy({})).Status).toBe('SUCCESS');
    expect(bench.requests).toHaveLength(2);
  });
});

function keyOf(pattern: string): { pk: { S: string }; sk: { S: string } } {
  const { pk, sk } = entryKey(pattern);
  return { pk: { S: pk }, sk: { S: sk } };
}
