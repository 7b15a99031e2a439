import { problem, startStubApi, type StubAnswer } from './support/stub-api';
import { runCli, type CliRun } from './support/run-cli';

/*
 * The commands that ask the log. Its answers come from a stand-in, because what they are about takes days.
 */

const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

const idOf = (name: string): string => Buffer.from(`https://${name}.example`).toString('base64url');

const entry = (name: string, changed: number, owner?: string): object => ({
  id: idOf(name),
  pattern: `https://${name}.example`,
  status: 'active',
  effectiveStatus: 'active',
  version: 3,
  createdAt: ago(300),
  createdBy: 'x',
  updatedAt: ago(changed),
  updatedBy: 'x',
  ...(owner === undefined ? {} : { owner }),
});

const AS_OF = '2030-01-02T03:04:05.678Z';

/** Days ago; nobody uses an entry in the first moments of a time of whole days. */
const DAILY_USES = [2.4, 3.4] as const;

/** Answers like an admin API whose log holds its first use so many days ago, and a few lately. */
async function withLog(
  first: number | undefined,
  test: (cli: (...args: readonly string[]) => Promise<CliRun>, deleted: readonly string[]) => Promise<void>,
): Promise<void> {
  const deleted: string[] = [];
  let polls = 0;
  let asked = 0;
  const stub = await startStubApi((method, path, _count, body): StubAnswer => {
    if (method === 'DELETE') {
      const pattern = Buffer.from(path.split('/').at(-1) ?? '', 'base64url').toString();
      if (pattern.includes('changed')) return problem(412, 'stale_version');
      deleted.push(pattern);
      return { status: 200, body: entry('x', 1) };
    }
    if (path === '/cors/v1/usage') {
      asked = (JSON.parse(body) as { days: number }).days;
      return { status: 202, body: { id: 'q' } };
    }
    if (path.startsWith('/cors/v1/usage/')) {
      if (++polls === 1) return { status: 200, body: { status: 'running', items: [] } };
      const items = [
        { pattern: 'https://used.example', id: idOf('used'), days: 2 },
        { pattern: 'https://once.example', id: idOf('once'), days: 60 },
      ].flatMap(({ days, ...item }) => (days <= asked ? [{ ...item, lastUsed: ago(days) }] : []));
      const uses = [first ?? asked + 1, ...DAILY_USES].filter((days) => days <= asked);
      const since = first === undefined ? {} : { since: ago(Math.max(...uses)) };
      return { status: 200, body: { status: 'complete', asOf: AS_OF, items, ...since } };
    }
    if (path.startsWith('/cors/v1/allowlist/export')) {
      const names = [
        entry('used', 300),
        entry('once', 300),
        entry('never', 300, 'shop'),
        entry('activated', 5),
        entry('changed', 300),
      ];
      return { status: 200, body: { entries: names } };
    }
    return problem(404, 'not_found');
  });
  try {
    await test((...args) => runCli(args, { env: { CORS_ADMIN_URL: stub.url } }), deleted);
  } finally {
    await stub.close();
  }
}

test('entries that nobody used are shown; used ones and those that were changed lately are not', async () => {
  await withLog(90, async (cli) => {
    const run = await cli('origins', 'stale', '--days', '30', '--json');
    expect(run.json()).toMatchObject({
      days: 30,
      asOf: AS_OF,
      knownDays: 90,
      stale: [
        { entry: { pattern: 'https://once.example' } },
        { entry: { pattern: 'https://never.example' } },
        { entry: { pattern: 'https://changed.example' } },
      ],
    });
    const { stdout } = await cli('origins', 'stale', '--days', '30', '--owner', 'shop');
    expect(stdout).toMatch(/^https:\/\/never\.example +active +shop +\S+ +no use in the log$/m);
    expect(stdout).not.toContain('once.example');
  });
}, 30_000);

test('they are deleted in one reviewed step; one that somebody changed meanwhile stays, and the end is 5', async () => {
  await withLog(90, async (cli, deleted) => {
    const unasked = await cli('origins', 'stale', '--days', '30', '--remove');
    expect(unasked.status).toBe(3);
    expect(unasked.stderr).toContain('https://never.example');
    expect(deleted).toEqual([]);
    const run = await cli('origins', 'stale', '--days', '30', '--remove', '--yes');
    expect(run.status).toBe(5);
    expect([...deleted].sort()).toEqual(['https://never.example', 'https://once.example']);
  });
}, 30_000);

test.each([[10], [undefined]])(
  'where the log reaches back %p days, nothing is deleted',
  async (first) => {
    await withLog(first, async (cli, deleted) => {
      const run = await cli('origins', 'stale', '--days', '30', '--remove', '--yes');
      expect(run.status).toBe(1);
      expect(deleted).toEqual([]);
      expect((await cli('origins', 'stale', '--days', '30', '--json')).json()).toMatchObject({
        knownDays: first ?? 0,
      });
    });
  },
  30_000,
);

test('the days that a refusal names are taken, and judged by all that the log holds', async () => {
  await withLog(32.5, async (cli, deleted) => {
    const refused = await cli('origins', 'stale', '--remove', '--yes');
    expect(refused.status).toBe(1);
    const fix = /--days (\d+)/.exec(refused.stderr)?.[1] ?? '';
    expect(fix).toBe('32');
    const run = await cli('origins', 'stale', '--days', fix, '--owner', 'shop', '--remove', '--yes');
    expect(run.status).toBe(0);
    expect(deleted).toEqual(['https://never.example']);
  });
}, 30_000);

test('an owner whom no entry names is said', async () => {
  await withLog(90, async (cli) => {
    const { status, stdout } = await cli('origins', 'stale', '--owner', 'nobody', '--remove', '--yes');
    expect(status).toBe(0);
    expect(stdout).toContain('nobody');
    expect(stdout).not.toContain('was used');
  });
}, 30_000);

test.each<[string, readonly string[]]>([
  ['a time that is too long', ['refusals', '--since', '2d']],
  ['a number that is none', ['refusals', '--limit', '0']],
  ['too many days', ['origins', 'stale', '--days', '91']],
])('%s is a mistake: %j', async (_name, args) => {
  expect(await runCli(args)).toMatchObject({ status: 3, stdout: '' });
});

test('a note says that an entry is on the list only where it helps', async () => {
  const seen = { endpoint: '/orders', count: 1, firstSeen: ago(0.01), lastSeen: ago(0.001) };
  const items = [
    ['a', 'origin_not_allowlisted', 'active'],
    ['b', 'origin_not_allowlisted', 'inactive'],
    ['c', 'origin_not_allowlisted', 'expired'],
    ['d', 'endpoint_closed', 'active'],
  ].map(([name = '', reason, listedStatus]) => ({
    ...seen,
    origin: `https://${name}.example`,
    reason,
    listed: idOf(name),
    listedStatus,
  }));
  const stub = await startStubApi((method) =>
    method === 'POST'
      ? { status: 202, body: { id: 'q' } }
      : { status: 200, body: { status: 'complete', asOf: AS_OF, items } },
  );
  const options = { env: { CORS_ADMIN_URL: stub.url } };
  const { stdout } = await runCli(['refusals'], options);
  expect(stdout.split('\n').filter((line) => line.includes('on the list'))).toEqual([
    expect.stringContaining('https://a.example'),
  ]);
  for (const name of ['b', 'c']) {
    const status = name === 'b' ? 'inactive' : 'expired';
    expect(stdout).toMatch(new RegExp(`https://${name}\\.example .*${status}`));
  }
  expect(stdout).toContain('2030-01-02T03:04:05Z');
  expect((await runCli(['refusals', '--json'], options)).json()).toMatchObject({ asOf: AS_OF });
  await stub.close();
}, 30_000);

test('the length of time that a mistake names is one that the command takes', async () => {
  const stub = await startStubApi((method) =>
    method === 'POST'
      ? { status: 202, body: { id: 'q' } }
      : { status: 200, body: { status: 'complete', items: [] } },
  );
  const options = { env: { CORS_ADMIN_URL: stub.url } };
  const mistake = await runCli(['refusals', '--since', '90s'], options);
  expect(mistake.status).toBe(3);
  const since = /--since (\d+[mhdw])\b/.exec(mistake.stderr)?.[1] ?? '';
  expect(await runCli(['refusals', '--since', since], options)).toMatchObject({ status: 0 });
  await stub.close();
}, 30_000);

test('refused origins are shown as text, with what stands against listing them', async () => {
  const seen = { firstSeen: ago(0.01), lastSeen: ago(0.001), endpoint: '/orders' };
  let asked: unknown;
  const stub = await startStubApi((method, path) => {
    asked = path;
    if (method === 'POST') return { status: 202, body: { id: 'q' } };
    const items = [
      {
        ...seen,
        origin: 'https://a.example',
        reason: 'origin_not_allowlisted',
        count: 7,
        pattern: 'https://a.example',
      },
      {
        ...seen,
        origin: 'https://\u001b[2Jx',
        reason: 'malformed_origin',
        count: 2,
        problem: 'bad_host',
        wouldRefuse: true,
      },
    ];
    return { status: 200, body: { status: 'complete', items } };
  });
  const cli = (...args: readonly string[]): Promise<CliRun> =>
    runCli(args, { env: { CORS_ADMIN_URL: stub.url } });
  const run = await cli('refusals', '--since', '24h');
  expect(asked).toBe('/cors/v1/refusals/q');
  expect(run.stdout).toMatch(/^7 +https:\/\/a\.example +origin_not_allowlisted +\/orders /m);
  expect(run.stdout).toContain('https://\\x1b[2Jx');
  expect(run.stdout).toContain('cannot be listed: bad_host');
  expect(run.stdout).toContain('proves nothing');
  expect((await cli('refusals', '--json')).json()).toMatchObject({
    minutes: 60,
    items: [{ count: 7 }, { count: 2 }],
  });
  await stub.close();
}, 30_000);
