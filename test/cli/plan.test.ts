import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../cli/api/shapes';
import { send } from '../support/http-client';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { startAdminProxy, type AdminProxy } from './support/admin-proxy';
import { cliOf, runCli, type CliOptions, type CliRun } from './support/run-cli';

/*
 * `origins plan` and `origins apply`, as they ship, against the local gateway.
 */

let local: LocalProcess;
let proxy: AdminProxy;
let folder: string;
let cli: (...args: readonly string[]) => Promise<CliRun>;

beforeAll(async () => {
  local = await startLocalProcess();
  proxy = await startAdminProxy(local.ready.admin);
  folder = mkdtempSync(join(tmpdir(), 'cli-plan-'));
  cli = cliOf(local.ready.admin);
}, 60_000);

afterAll(async () => {
  await proxy.close();
  await local.stop();
  rmSync(folder, { recursive: true });
});

/** Writes a list, and gives its path. */
function fileOf(name: string, entries: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ entries }));
  return path;
}

/** The actions of a plan, by pattern. */
function actionsOf(run: CliRun): Readonly<Record<string, string>> {
  const { changes } = run.json() as Plan;
  return Object.fromEntries(changes.map(({ pattern = '', action }) => [pattern, action]));
}

const viaProxy = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
  runCli(args, { ...options, env: { CORS_ADMIN_URL: proxy.url } });

test('a list is planned, applied, and applied again without a change', async () => {
  const list = join(folder, 'list.yaml');
  writeFileSync(
    list,
    'entries:\n  - pattern: https://*.shop.example\n    name: Shop\n  - pattern: https://PAY.shop.example:443\n',
  );
  const plan = ['origins', 'plan', '-f', list, '--owner', 'shop'];
  const apply = ['origins', 'apply', '-f', list, '--owner', 'shop'];

  const shown = await cli(...plan);
  expect(shown.status).toBe(2);
  expect(shown.stdout).toContain(
    '+ create    https://*.shop.example  name: (none) → Shop, owner: (none) → shop',
  );
  expect(shown.stdout).toContain('  gets access: https://*.shop.example\n');
  expect(shown.stdout).toContain('Plan: 0 to delete, 2 to create, 0 to change, 0 to restore, 0 unchanged.');

  expect(await cli(...plan, '--fail-on-new-access')).toMatchObject({ status: 8 });
  expect(await cli(...apply, '--fail-on-new-access', '--yes')).toMatchObject({ status: 8 });
  expect(await cli(...apply)).toMatchObject({ status: 3 });
  expect(actionsOf(await cli(...plan, '--json'))['https://pay.shop.example']).toBe('create');

  expect(await cli(...apply, '--yes')).toMatchObject({ status: 0, stdout: 'Applied 2 of 2 changes.\n' });
  const again = await cli(...apply);
  expect(again).toMatchObject({ status: 0, stderr: '' });
  expect(again.stdout).toMatch(/^No changes\.\n/);
  expect(await cli(...plan, '--fail-on-new-access')).toMatchObject({ status: 0 });
}, 60_000);

test('ownership is a fence: lines of others, entries of others and of nobody stop a run before its first write', async () => {
  await cli('origins', 'add', 'https://hand.own.example', '--yes');
  await cli('origins', 'add', 'https://their.own.example', '--owner', 'they', '--yes');
  const mine = { pattern: 'https://mine.own.example' };
  const [hand, their] = [{ pattern: 'https://hand.own.example' }, { pattern: 'https://their.own.example' }];
  const own = ['--owner', 'me', '--yes', '--json'] as const;

  const foreign = await cli(
    'origins',
    'apply',
    '-f',
    fileOf('o1.json', [{ ...mine, owner: 'they' }]),
    ...own,
  );
  expect(foreign).toMatchObject({ status: 3 });
  const both = fileOf('o2.json', [mine, hand, their]);
  const stopped = await cli('origins', 'apply', '-f', both, ...own);
  expect(stopped).toMatchObject({ status: 5 });
  expect(stopped.stderr).toContain('--adopt');
  expect(actionsOf(stopped)).toEqual({
    [mine.pattern]: 'create',
    [hand.pattern]: 'conflict',
    [their.pattern]: 'conflict',
  });
  expect((await cli('origins', 'show', mine.pattern)).status).toBe(1);

  // The run that adopts an entry does not prune it; the next one does.
  const adopting = await cli('origins', 'apply', '-f', both, ...own, '--adopt', '--prune');
  expect(adopting.json()).toMatchObject({ written: 3, summary: { create: 1, update: 2, delete: 0 } });
  const fewer = fileOf('o3.json', [mine]);
  expect((await cli('origins', 'apply', '-f', fewer, ...own)).json()).toMatchObject({ written: 0 });
  const pruned = await cli('origins', 'apply', '-f', fewer, ...own, '--prune');
  expect(actionsOf(pruned)).toEqual({
    [mine.pattern]: 'none',
    [hand.pattern]: 'delete',
    [their.pattern]: 'delete',
  });
  expect((await cli('origins', 'plan', '-f', both, ...own.slice(0, 2), '--json')).json()).toMatchObject({
    summary: { restore: 2, none: 1 },
  });
}, 60_000);

test.each<[string, readonly string[], string]>([
  ['a prune without an owner', ['--prune'], '--owner'],
  ['an adoption without an owner', ['--adopt'], '--owner'],
])('%s is a mistake', async (_name, args, named) => {
  const run = await cli('origins', 'plan', '-f', fileOf('p.json', []), ...args);
  expect(run.status).toBe(3);
  expect(run.stderr).toContain(named);
});

test.each<[string, string, string, string]>([
  ['a mistake in JSON', 'bad.json', '{"entries": [', 'bad.json'],
  ['a mistake in YAML', 'bad.yaml', 'entries: [', 'bad.yaml'],
  ['a list without entries', 'none.yaml', 'origins: []', '"origins"'],
  ['a page of an export', 'page.json', '{"entries": [], "cursor": "x"}', 'origins export'],
  ['other XML', 'other.xml', '<Package/>', 'CorsWhitelistOrigin'],
  ['XML with a document type', 'type.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'markup'],
])('%s is said, with the place', async (_name, file, text, named) => {
  writeFileSync(join(folder, file), text);
  const run = await cli('origins', 'plan', '-f', join(folder, file));
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(run.stderr).toContain(named);
});

test('a line that cannot be written is named with its place, its fault and what was probably meant', async () => {
  const list = fileOf('faulty.json', [
    { pattern: 'https://ok.faulty.example' },
    { pattern: 'https://a.faulty.example/' },
  ]);
  const run = await cli('origins', 'apply', '-f', list, '--yes');
  expect(run.status).toBe(3);
  expect(run.stdout).toMatch(
    /! invalid .*faulty\.json, entry 2: pattern: .*\(fix: https:\/\/a\.faulty\.example\)/,
  );
  expect((await cli('origins', 'show', 'https://ok.faulty.example')).status).toBe(1);
}, 30_000);

test('a list that has changed since the plan stops, and says who changed what', async () => {
  const pattern = 'https://stale.example';
  await cli('origins', 'add', pattern, '--name', 'A', '--yes');
  const list = fileOf('stale.json', [{ pattern, name: 'B' }]);
  proxy.before = async (_method, path) => {
    if (!path.endsWith('/import')) return;
    proxy.before = () => undefined;
    await cli('origins', 'update', pattern, '--name', 'C', '--yes');
  };
  const run = await viaProxy(['origins', 'apply', '-f', list, '--yes', '--json']);
  expect(run.status).toBe(5);
  expect(run.json()).toMatchObject({ written: 0, stale: [{ pattern }] });
  expect(run.stderr).toMatch(/https:\/\/stale\.example: update at \S+ by local; name: A → C/);
  expect((await cli('origins', 'show', pattern, '--json')).json()).toMatchObject({ entry: { name: 'C' } });
}, 30_000);

test('a second run with the same file at the same time is no conflict', async () => {
  const list = fileOf('twice.json', [{ pattern: 'https://twice.example', name: 'T' }]);
  proxy.before = async (_method, path) => {
    if (!path.endsWith('/import')) return;
    proxy.before = () => undefined;
    await cli('origins', 'apply', '-f', list, '--yes');
  };
  expect(await viaProxy(['origins', 'apply', '-f', list, '--yes'])).toMatchObject({ status: 0 });
}, 30_000);

test('a deletion that somebody else has changed meanwhile stops too', async () => {
  const pattern = 'https://kept.prune.example';
  await cli('origins', 'add', pattern, '--owner', 'pruner', '--yes');
  proxy.before = async (method) => {
    if (method !== 'DELETE') return;
    proxy.before = () => undefined;
    await cli('origins', 'update', pattern, '--description', 'still needed', '--yes');
  };
  const prune = ['origins', 'apply', '-f', fileOf('empty.json', []), '--owner', 'pruner', '--prune', '--yes'];
  const run = await viaProxy(prune);
  expect(run.status).toBe(5);
  expect(run.stderr).toContain('still needed');
}, 30_000);

test('a run that is ended in the middle is finished by the next one', async () => {
  const entries = Array.from({ length: 120 }, (_, i) => ({ pattern: `https://n${String(i)}.ended.example` }));
  const args = [
    'origins',
    'apply',
    '-f',
    fileOf('ended.json', entries),
    '--owner',
    'ended',
    '--yes',
    '--json',
  ];
  let child: ChildProcess | undefined;
  let calls = 0;
  proxy.before = (_method, path) => {
    if (path.endsWith('/import') && ++calls === 7) child?.kill('SIGKILL');
  };
  const ended = await viaProxy(args, { onStart: (started) => (child = started) });
  proxy.before = () => undefined;
  expect(ended.status).toBeNull();
  const rest = await cli(...args);
  expect(rest.status).toBe(0);
  const { written } = rest.json() as { written: number };
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(120);
  expect((await cli(...args)).json()).toMatchObject({ written: 0, summary: { none: 120 } });
}, 60_000);

test('more lines than the admin API plans are planned here, and the result is the same', async () => {
  const entries = Array.from({ length: 1100 }, (_, i) => ({
    pattern: `https://m${String(i)}.many.example`,
    name: `N${String(i)}`,
  }));
  const list = fileOf('many.json', entries);
  const planned: string[] = [];
  proxy.before = (_method, path) => void planned.push(path);
  const first = await viaProxy(['origins', 'apply', '-f', list, '--owner', 'many', '--yes', '--json']);
  expect(first.json()).toMatchObject({ written: 1100, summary: { create: 1100 } });
  expect(planned.filter((path) => path.endsWith('/plan'))).toEqual([]);
  const plan = ['origins', 'plan', '-f', list, '--owner', 'many', '--json'];
  expect((await cli(...plan)).status).toBe(0);
  await cli('origins', 'remove', 'https://m7.many.example', 'https://m8.many.example', '--yes');
  await cli('origins', 'update', 'https://m9.many.example', '--name', 'Other', '--yes');
  expect((await cli(...plan)).json()).toMatchObject({
    summary: { restore: 2, update: 1, none: 1097 },
    access: { gained: [{ pattern: 'https://m7.many.example' }, { pattern: 'https://m8.many.example' }] },
  });
  proxy.before = () => undefined;
}, 120_000);

describe('metadata of Salesforce', () => {
  const metadata = (pattern: string, name = ''): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<CorsWhitelistOrigin xmlns="http://soap.sforce.com/2006/04/metadata">\n` +
    `    ${name}<urlPattern>${pattern}</urlPattern>\n</CorsWhitelistOrigin>\n`;

  test('a folder is a list: names of files are names, what metadata does not say stays, and the setting is offered', async () => {
    const app = join(folder, 'force-app/main/default');
    mkdirSync(join(app, 'corsWhitelistOrigins'), { recursive: true });
    mkdirSync(join(app, 'settings'));
    const origins = join(app, 'corsWhitelistOrigins');
    writeFileSync(
      join(origins, 'Portal.corsWhitelistOrigin-meta.xml'),
      metadata('https://portal.sf.example'),
    );
    writeFileSync(
      join(origins, 'Shop.corsWhitelistOrigin'),
      metadata('https://shop.sf.example', '<developerName>The_Shop</developerName>'),
    );
    writeFileSync(
      join(app, 'settings/Security.settings-meta.xml'),
      '<SecuritySettings><sessionSettings><enableOauthCorsPolicy>true</enableOauthCorsPolicy></sessionSettings></SecuritySettings>',
    );
    await cli('origins', 'add', 'https://shop.sf.example', '--expires-at', '2099-01-01T00:00:00Z', '--yes');
    const args = ['origins', 'apply', '-f', app, '--yes'];
    const run = await cli(...args);
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).toContain('settings set oauth=on');
    expect((await cli('origins', 'show', 'https://portal.sf.example', '--json')).json()).toMatchObject({
      entry: { name: 'Portal' },
    });
    expect((await cli('origins', 'show', 'https://shop.sf.example', '--json')).json()).toMatchObject({
      entry: { name: 'The_Shop', expiresAt: '2099-01-01T00:00:00.000Z' },
    });
    expect((await cli(...args, '--json')).json()).toMatchObject({ written: 0 });
  }, 60_000);

  test('an export in XML is read from the standard input, and changes nothing', async () => {
    const { stdout } = await cli('origins', 'export', '--format', 'xml');
    const run = await runCli(['origins', 'plan', '-f', '-', '--json'], {
      env: { CORS_ADMIN_URL: local.ready.admin },
      input: stdout,
    });
    const { access, summary } = run.json() as Plan;
    expect({ status: run.status, access }).toEqual({
      status: run.status,
      access: { gained: [], lost: [], prolonged: [], shortened: [] },
    });
    expect(summary.create + summary.restore + summary.delete + summary.invalid).toBe(0);
  }, 60_000);
});

test('an export that is applied changes nothing, also with entries that have expired', async () => {
  await cli('origins', 'add', 'https://off.same.example', '--description', 'a\n\tb: "c" # d', '--yes');
  await cli('origins', 'deactivate', 'https://off.same.example', '--yes');
  const soon = new Date(Date.now() + 1500).toISOString();
  await send({
    url: `${local.ready.admin}/cors/v1/allowlist`,
    method: 'POST',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ pattern: 'https://gone.same.example', expiresAt: soon }),
  });
  while (Date.now() < Date.parse(soon)) await new Promise((next) => setTimeout(next, 50));
  for (const args of [[], ['--full'], ['--format', 'yaml']]) {
    const { stdout } = await cli('origins', 'export', ...args);
    const run = await runCli(['origins', 'plan', '-f', '-', '--json'], {
      env: { CORS_ADMIN_URL: local.ready.admin },
      input: stdout,
    });
    expect({ args, status: run.status, stderr: run.stderr }).toEqual({ args, status: 0, stderr: '' });
  }
}, 60_000);
