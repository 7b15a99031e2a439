import { problem, startStubApi, type StubAnswer } from './support/stub-api';
import { runCli, type CliRun } from './support/run-cli';

/*
 * The commands that ask the log. Its answers come from a stand-in, because what they are about takes days.
 */

const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

const entry = (name: string, created: number, owner?: string): object => ({
  id: Buffer.from(`https://${name}.example`).toString('base64url'),
  pattern: `https://${name}.example`,
  status: 'active',
  effectiveStatus: 'active',
  version: 3,
  createdAt: ago(created),
  createdBy: 'x',
  updatedAt: ago(created),
  updatedBy: 'x',
  ...(owner === undefined ? {} : { owner }),
});

/** Answers like an admin API whose log reaches back so many days. */
async function withLog(
  since: number | undefined,
  test: (cli: (...args: readonly string[]) => Promise<CliRun>, deleted: readonly string[]) => Promise<void>,
): Promise<void> {
  const deleted: string[] = [];
  let polls = 0;
  const stub = await startStubApi((method, path): StubAnswer => {
    if (method === 'DELETE') {
      const pattern = Buffer.from(path.split('/').at(-1) ?? '', 'base64url').toString();
      if (pattern.includes('changed')) return problem(412, 'stale_version');
      deleted.push(pattern);
      return { status: 200, body: entry('x', 1) };
    }
    if (path === '/cors/v1/usage' || path === '/cors/v1/refusals') return { status: 202, body: { id: 'q' } };
    if (path.startsWith('/cors/v1/usage/')) {
      if (++polls === 1) return { status: 200, body: { status: 'running', items: [] } };
      const items = [
        { pattern: 'https://used.example', id: 'u', lastUsed: ago(2) },
        { pattern: 'https://once.example', id: 'o', lastUsed: ago(60) },
      ];
      return {
        status: 200,
        body: { status: 'complete', items, ...(since === undefined ? {} : { since: ago(since) }) },
      };
    }
    if (path.startsWith('/cors/v1/allowlist/export')) {
      const names = [
        entry('used', 300),
        entry('once', 300),
        entry('never', 300, 'shop'),
        entry('young', 5),
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

test('entries that nobody used are shown; young ones and used ones are not', async () => {
  await withLog(90, async (cli) => {
    const run = await cli('origins', 'stale', '--days', '30', '--json');
    expect(run.json()).toMatchObject({
      days: 30,
      knownDays: 30,
      stale: [
        { entry: { pattern: 'https://once.example' } },
        { entry: { pattern: 'https://never.example' } },
        { entry: { pattern: 'https://changed.example' } },
      ],
    });
    const { stdout } = await cli('origins', 'stale', '--days', '30', '--owner', 'shop');
    expect(stdout).toMatch(/^https:\/\/never\.example +active +shop +\S+ +not in this time$/m);
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
  async (since) => {
    await withLog(since, async (cli, deleted) => {
      const run = await cli('origins', 'stale', '--days', '30', '--remove', '--yes');
      expect(run.status).toBe(1);
      expect(run.stderr).toContain(`reaches back ${String(since ?? 0)} days`);
      expect(deleted).toEqual([]);
      expect((await cli('origins', 'stale', '--days', '30')).stdout).toContain('may have been used before');
    });
  },
  30_000,
);

test.each<[string, readonly string[]]>([
  ['a time that is too long', ['refusals', '--since', '2d']],
  ['a number that is none', ['refusals', '--limit', '0']],
  ['too many days', ['origins', 'stale', '--days', '91']],
])('%s is a mistake: %j', async (_name, args) => {
  expect(await runCli(args)).toMatchObject({ status: 3, stdout: '' });
});

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
