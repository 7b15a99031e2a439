import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { cliOf, type CliRun } from './support/run-cli';

/*
 * The commands of the list, the settings and the simulator, as they ship, against the local gateway.
 */

const ORIGIN = 'https://app.example.com';

let local: LocalProcess;
let folder: string;
let cli: (...args: readonly string[]) => Promise<CliRun>;

beforeAll(async () => {
  local = await startLocalProcess();
  folder = mkdtempSync(join(tmpdir(), 'cli-origins-'));
  cli = cliOf(local.ready.admin);
}, 60_000);

afterAll(async () => {
  await local.stop();
  rmSync(folder, { recursive: true });
});

/** The only entry in the result of a command. */
async function entryOf(run: Promise<CliRun>): Promise<Record<string, unknown>> {
  const { entry } = (await run).json() as { entry: Record<string, unknown> };
  return entry;
}

test('an entry is added, shown, changed, switched off and on, deleted and restored', async () => {
  const added = await cli('origins', 'add', ORIGIN, '--name', 'Portal', '--owner', 'shop', '--yes', '--json');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  expect(added.json()).toMatchObject({ schemaVersion: 1, outcome: 'added', entry: { pattern: ORIGIN } });

  const shown = await cli('origins', 'show', 'https://APP.example.com:443');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^https:\/\/app\.example\.com\n {2}name +Portal$/m);
  expect(shown.stdout).toMatch(/create {2}local {2}name: \(none\) → Portal/);

  const id = String((await entryOf(cli('origins', 'show', ORIGIN, '--json')))['id']);
  const updated = cli(
    'origins',
    'update',
    id,
    '--name',
    '',
    '--expires-at',
    '2099-01-01T00:00:00Z',
    '--yes',
    '--json',
  );
  const entry = await entryOf(updated);
  expect(entry).toMatchObject({ owner: 'shop', expiresAt: '2099-01-01T00:00:00.000Z', version: 2 });
  expect(entry['name']).toBeUndefined();

  for (const [command, status] of [
    ['deactivate', 'inactive'],
    ['activate', 'active'],
    ['remove', 'deleted'],
    ['restore', 'active'],
  ] as const) {
    expect(await cli('origins', command, ORIGIN, '--yes')).toMatchObject({ status: 0 });
    expect(await entryOf(cli('origins', 'show', ORIGIN, '--json'))).toMatchObject({
      effectiveStatus: status,
    });
    const again = await cli('origins', command, ORIGIN, '--yes', '--json');
    expect(again.json()).toMatchObject({ results: [{ outcome: 'unchanged', pattern: ORIGIN }] });
  }
}, 60_000);

test('a command of many shows them before it asks, and stops before its first write at an entry of somebody else', async () => {
  for (const name of ['one', 'two']) {
    await cli('origins', 'add', `https://${name}.many.example`, '--owner', name, '--yes');
  }
  const both = ['https://one.many.example', 'https://two.many.example'];
  const shown = await cli('origins', 'remove', ...both);
  expect(shown.status).toBe(3);
  expect(shown.stderr).toContain('  Delete https://one.many.example\n  Delete https://two.many.example\n');
  const foreign = await cli('origins', 'remove', ...both, '--owner', 'one', '--yes');
  expect(foreign).toMatchObject({ status: 5, stdout: '' });
  expect(foreign.stderr).toMatch(/two\.many\.example belongs to two/);
  const listed = await cli('origins', 'list', '--contains', 'many.example', '--json');
  expect(listed.json()).toMatchObject({
    entries: both.map((pattern) => ({ pattern, effectiveStatus: 'active' })),
  });
  expect(await cli('origins', 'remove', ...both, '--yes')).toMatchObject({
    status: 0,
    stdout: 'Deleted https://one.many.example\nDeleted https://two.many.example\n',
  });
}, 60_000);

describe('add for a pipeline', () => {
  const preview = 'https://pr-7.preview.example.com';
  const add = (...args: readonly string[]): Promise<CliRun> =>
    cli('origins', 'add', preview, '--owner', 'shop#7', '--extend', '--yes', '--json', ...args);

  test('adds, extends, shortens never, and brings a deleted entry back', async () => {
    expect((await add('--expires-in', '1d')).json()).toMatchObject({ outcome: 'added' });
    expect((await add('--expires-in', '7d')).json()).toMatchObject({ outcome: 'extended' });
    expect((await add('--expires-in', '1h')).json()).toMatchObject({ outcome: 'unchanged' });
    await cli('origins', 'remove', preview, '--owner', 'shop#7', '--yes');
    const back = await add('--expires-in', '2d');
    expect(back.json()).toMatchObject({ outcome: 'restored', entry: { effectiveStatus: 'active' } });
    const { entry } = back.json() as { entry: { expiresAt: string } };
    expect(Math.abs(Date.parse(entry.expiresAt) - Date.now() - 2 * 86_400_000)).toBeLessThan(60_000);
  }, 60_000);

  test('leaves an entry of somebody else, and one that a person switched off, alone', async () => {
    const other = await cli('origins', 'add', preview, '--owner', 'shop#8', '--extend', '--yes');
    expect(other.status).toBe(5);
    expect(other.stderr).toMatch(/belongs to shop#7/);
    await cli('origins', 'deactivate', preview, '--yes');
    expect(await add('--expires-in', '30d')).toMatchObject({ status: 5 });
  }, 60_000);

  test('a removal of what is not on the list is done', async () => {
    const gone = await cli(
      'origins',
      'remove',
      'https://pr-8.preview.example.com',
      '--owner',
      'shop#8',
      '--yes',
    );
    expect(gone).toMatchObject({ status: 0, stdout: 'Not on the list: https://pr-8.preview.example.com\n' });
  });
});

test('an entry that is not there, and one that differs, are named', async () => {
  const absent = 'https://absent.example';
  for (const args of [
    ['show', absent],
    ['update', absent, '--name', 'x', '--yes'],
    ['activate', absent, '--yes'],
    ['restore', absent, '--yes'],
  ]) {
    const run = await cli('origins', ...args);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain(`There is no entry ${absent}.`);
  }
  const pattern = 'https://differs.example';
  await cli('origins', 'add', pattern, '--name', 'One', '--yes');
  const other = await cli('origins', 'add', pattern, '--name', 'Two', '--owner', 'me', '--yes');
  expect(other.status).toBe(5);
  expect(other.stderr).toContain('name: One → Two, owner: (none) → me');
}, 30_000);

test('a mistake in a file says how it is mended', async () => {
  const file = join(folder, 'mistakes.yaml');
  writeFileSync(
    file,
    '- https://text.mistake.example\n- pattern: https://time.mistake.example\n  expiresAt: 2030-01-01\n- pattern: https://differs.example\n',
  );
  const { status, stdout } = await cli('origins', 'plan', '-f', file, '--owner', 'mistakes');
  expect(status).toBe(3);
  expect(stdout).toMatch(/entry 1: The value must be an object\. \(fix: pattern: https:\/\/\S+\)/);
  expect(stdout).toMatch(/entry 2: expiresAt: .*\(fix: expiresAt: 2030-05-01T12:00:00Z\)/);
  expect(stdout).toMatch(/^! conflict .*entry 3: .*--adopt/m);
}, 30_000);

test('the list has its filters, and says so when it is empty', async () => {
  await cli('origins', 'add', 'https://a.filter.example', '--owner', 'x y', '--yes');
  const found = await cli('origins', 'list', '--owner', 'x y', '--limit', '1');
  expect(found.stdout.split('\n')[0]).toMatch(/^PATTERN +NAME +STATUS +EXPIRES +OWNER +CHANGED +BY$/);
  expect(found.stdout.split('\n')[1]).toMatch(/^https:\/\/a\.filter\.example +active +x y +\S+Z +local$/);
  expect((await cli('origins', 'list', '--owner', 'nobody')).stdout).toBe('There are no entries.\n');
}, 30_000);

test('an export is written in each format', async () => {
  const file = join(folder, 'list.yaml');
  expect(await cli('origins', 'export', '--format', 'yaml', '-o', file, '--owner', 'x y')).toMatchObject({
    status: 0,
    stdout: `1 entry written to ${file}\n`,
  });
  expect(readFileSync(file, 'utf8')).toBe(
    'entries:\n  - pattern: https://a.filter.example\n    owner: x y\n',
  );
  const versioned = await cli('origins', 'export', '--owner', 'x y', '--json');
  expect(versioned.json()).toMatchObject({ schemaVersion: 1, entries: [{ owner: 'x y' }] });
  const again = join(folder, 'versioned.json');
  writeFileSync(again, versioned.stdout);
  expect(await cli('origins', 'plan', '-f', again)).toMatchObject({ status: 0 });
  const json = (await cli('origins', 'export', '--owner', 'x y')).json();
  expect(json).toEqual({ entries: [{ pattern: 'https://a.filter.example', owner: 'x y' }] });
  const xml = await cli('origins', 'export', '--format', 'xml');
  expect(xml.stdout).toMatch(
    /^<\?xml .*<urlPattern>https:\/\/a\.filter\.example<\/urlPattern>.*<\/CorsWhitelistOrigins>\n$/s,
  );
}, 30_000);

test('an export is applied over what changed since; with the versions of the entries it is a conflict', async () => {
  const pattern = 'https://restored.example';
  const owner = ['--owner', 'restore'];
  await cli('origins', 'add', pattern, '--name', 'Before', ...owner, '--yes');
  const [plain, full] = [join(folder, 'plain.json'), join(folder, 'full.json')];
  await cli('origins', 'export', ...owner, '-o', plain);
  await cli('origins', 'export', ...owner, '--full', '-o', full);
  await cli('origins', 'update', pattern, '--name', 'Since', '--yes');
  expect(await cli('origins', 'apply', '-f', full, '--yes')).toMatchObject({ status: 5 });
  expect(await cli('origins', 'apply', '-f', plain, '--yes')).toMatchObject({ status: 0 });
  expect(await entryOf(cli('origins', 'show', pattern, '--json'))).toMatchObject({ name: 'Before' });
}, 30_000);

test('settings are read and written once', async () => {
  expect((await cli('settings', 'get')).stdout).toContain('Enable CORS for OAuth endpoints  off');
  expect(await cli('settings', 'set', 'oauth=on')).toMatchObject({ status: 3 });
  expect((await cli('settings', 'set', 'oauth=on', '--yes', '--json')).json()).toMatchObject({
    outcome: 'updated',
    settings: { enableCorsForOAuthEndpoints: true, version: 1 },
  });
  const again = await cli('settings', 'set', 'oauth=on', '--json');
  expect(again.json()).toMatchObject({ outcome: 'unchanged' });
  expect(again.stderr).toBe('It was on already.\n');
  expect((await cli('settings', 'get')).stdout).toMatch(
    /^history\n {2}\S+Z {2}create {2}local {2}.* → true$/m,
  );
}, 30_000);

describe('evaluate', () => {
  const url = 'http://localhost:8787/services/oauth2/userinfo';

  test.each<[string, readonly string[], number]>([
    ['is as expected', ['https://unlisted.example', url, '--expect', 'refuse'], 0],
    ['is not as expected', ['https://unlisted.example', url, '--expect', 'allow'], 7],
    ['of a request without an origin', ['-', url, '--expect', 'pass'], 0],
    ['with an expectation that is none', ['-', url, '--expect', 'maybe'], 3],
    ['without a URL', ['-'], 3],
  ])('%s: %j', async (_name, args, status) => {
    expect(await cli('evaluate', ...args)).toMatchObject({ status });
  });

  test('says why, what the browser does, and what mends it', async () => {
    const { stdout } = await cli('evaluate', 'https://unlisted.example', url, '--method', 'DELETE');
    expect(stdout).toMatch(/^refuse\n {2}reason +origin_not_allowlisted$/m);
    expect(stdout).toMatch(/browser +blocked: /);
    expect(stdout).toMatch(/fix +Add an entry with the pattern https:\/\/unlisted\.example\./);
  });

  test('an origin without its scheme is judged as it is, and the right form is named', async () => {
    const run = await cli('evaluate', 'unlisted.example', url);
    expect(run.stdout).toMatch(/malformed_origin/);
    expect(run.stderr).toContain('https://unlisted.example');
  });

  test('a recording is judged request by request; its secrets stay where they are', async () => {
    const file = join(folder, 'session.har');
    const request = (origin: string, target: string): object => ({
      request: {
        method: 'GET',
        url: target,
        headers: [
          { name: 'Origin', value: origin },
          { name: 'Cookie', value: 'session=secret-cookie' },
          { name: 'Authorization', value: 'Bearer secret-token' },
          { name: ':method', value: 'GET' },
        ],
      },
    });
    const entries = [
      request('https://a.filter.example', `${url}?code=secret-query`),
      request('https://unlisted.example', url),
      request('https://unlisted.example', `${url}?again`),
      request('https://unlisted.example', 'https://cdn.example/app.js'),
      { request: { method: 'GET', url: 'data:text/plain,x', headers: [] } },
    ];
    writeFileSync(file, JSON.stringify({ log: { entries } }));
    const run = await cli('evaluate', '--from-har', file, '--host', 'localhost', '--json');
    expect(run.json()).toMatchObject({ summary: { requests: 3, different: 2, notJudged: 0 } });
    expect(run.stdout).not.toContain('secret-');
    const { stdout } = await cli('evaluate', '--from-har', file, '--host', 'localhost:8787');
    expect(stdout).toMatch(
      /^GET +http:\/\/localhost:8787\S+ +https:\/\/unlisted\.example +2 +The preflight is refused/m,
    );
    const all = await cli('evaluate', '--from-har', file, '--expect', 'allow');
    expect(all.status).toBe(7);
    expect(all.stderr).toMatch(/2 hosts; --host/);
    const nowhere = await cli('evaluate', '--from-har', file, '--host', 'nowhere.example');
    expect(nowhere).toMatchObject({ status: 3, stdout: '' });
    expect((await cli('evaluate', '--from-har', join(folder, 'list.yaml'))).status).toBe(3);
  }, 30_000);
});

describe('a pattern that is refused before anybody is asked', () => {
  test.each<[pattern: string, code: string, fix: string | undefined]>([
    ['https://app.example.com/', 'has_path', 'https://app.example.com'],
    ['https://*.co.uk/', 'has_path', undefined],
    ['https://*.amazonaws.com:0443', 'bad_port', undefined],
  ])('%s (%s) has the suggestion %j, which the admin API would take', async (pattern, code, fix) => {
    const { status, stdout } = await cli('origins', 'add', pattern, '--json');
    const { error } = JSON.parse(stdout) as { error: { code: string; fix?: string } };
    expect([status, error.code, error.fix]).toEqual([3, code, fix]);
  });
});
