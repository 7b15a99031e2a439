import fc from 'fast-check';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, type BenchOptions, startBench } from './support/admin-bench';
import { entryIn, evaluationIn, importIn, outcomeOf, settingsIn } from './support/bodies';
import type { Evaluation } from '../../../lambda/admin/schema/evaluate';

jest.setTimeout(120_000);

const HOST = 'https://login.example.com';
const DATA = `${HOST}/services/data/v60.0/query`;
const TOKEN = `${HOST}/services/oauth2/token`;
const LIGHTNING = `${HOST}/lightning/lightning.out.js`;

let engine: Engine;
const benches: AdminBench[] = [];

beforeAll(async () => {
  engine = await startEngine();
});

afterAll(async () => {
  for (const bench of benches) await bench.stop();
  await engine.stop();
});

async function start(options: BenchOptions = {}): Promise<AdminBench> {
  const bench = await startBench(engine.endpoint, options);
  benches.push(bench);
  return bench;
}

type Question = {
  readonly origin?: string | null;
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function ask(bench: AdminBench, question: Question): ReturnType<AdminBench['call']> {
  const json = { origin: 'https://app.example', url: DATA, method: 'GET', ...question };
  return bench.call({ method: 'POST', path: '/evaluate', json });
}

async function evaluate(bench: AdminBench, question: Question): Promise<Evaluation> {
  return evaluationIn(await ask(bench, question));
}

async function add(bench: AdminBench, json: object): Promise<string> {
  return entryIn(await bench.call({ method: 'POST', path: '/allowlist', json }), 201).id;
}

async function switchOAuth(bench: AdminBench, enableCorsForOAuthEndpoints: boolean): Promise<void> {
  const { version } = settingsIn(await bench.call({ method: 'GET', path: '/settings' }));
  const request = { method: 'PUT', path: '/settings', ifMatch: `"${version}"` };
  settingsIn(await bench.call({ ...request, json: { enableCorsForOAuthEndpoints } }));
}

describe('verdicts', () => {
  let bench: AdminBench;

  beforeAll(async () => {
    bench = await start({ gateway: { apiId: 'api123', stage: 'prod' } });
    await add(bench, { pattern: 'https://app.example', name: 'App' });
    await add(bench, { pattern: 'https://*.sites.example' });
  });

  test('an allowed request', async () => {
    const verdict = await evaluate(bench, {});
    expect(verdict).toMatchObject({
      outcome: 'allow',
      reason: 'origin_allowlisted',
      wouldRefuse: false,
      rule: { path: '/services/data', match: 'prefix', access: 'allowlist' },
      entry: { pattern: 'https://app.example', name: 'App', effectiveStatus: 'active', version: 1 },
      headers: { 'Access-Control-Allow-Origin': 'https://app.example', Vary: 'Origin' },
    });
    expect(verdict).not.toHaveProperty('status');
    expect(verdict).not.toHaveProperty('fix');
    expect(verdict.trace.map(({ step }) => step)).toContain('allowlist');
  });

  test('an allowed preflight', async () => {
    const headers = { 'Access-Control-Request-Method': 'PUT', 'access-control-request-headers': 'x-a, x-b' };
    expect(await evaluate(bench, { method: 'OPTIONS', headers })).toMatchObject({
      outcome: 'allow',
      status: 204,
      headers: {
        'Access-Control-Allow-Origin': 'https://app.example',
        'Access-Control-Allow-Headers': 'x-a, x-b',
        'Access-Control-Max-Age': '7200',
        'Cache-Control': 'no-store',
      },
    });
  });

  test.each<[string, Question, object]>([
    ['no origin', { origin: null }, { outcome: 'pass', reason: 'not_cors', entry: null }],
    ['no origin, OPTIONS', { origin: null, method: 'OPTIONS' }, { outcome: 'pass', status: 204 }],
    ['a public endpoint', { url: `${HOST}/.well-known/openid-configuration` }, { reason: 'public_endpoint' }],
    [
      'a wildcard',
      { origin: 'https://a.b.sites.example' },
      { entry: { pattern: 'https://*.sites.example' } },
    ],
    ['the own origin', { origin: HOST }, { outcome: 'pass', reason: 'same_origin' }],
    ['another own origin', { origin: 'https://cdn.example.com' }, { outcome: 'pass', reason: 'same_origin' }],
    [
      'same-origin fetch',
      { origin: 'null', headers: { 'SEC-FETCH-SITE': 'same-origin' } },
      { reason: 'same_origin' },
    ],
    [
      'a navigation',
      {
        origin: 'null',
        url: `${HOST}/services/oauth2/authorize?x=1`,
        headers: { 'Sec-Fetch-Mode': 'navigate' },
      },
      { outcome: 'pass', reason: 'navigation' },
    ],
    ['the null origin', { origin: 'null' }, { outcome: 'refuse', status: 403, reason: 'null_origin' }],
    ['an empty origin', { origin: '' }, { reason: 'malformed_origin', status: 403 }],
    ['two origins', { origin: 'https://app.example, https://app.example' }, { reason: 'malformed_origin' }],
    [
      'white space, which HTTP would drop',
      { origin: ' https://app.example' },
      { reason: 'malformed_origin' },
    ],
    ['a closed path', { url: `${HOST}/secret` }, { reason: 'endpoint_closed', rule: null }],
    ['the root', { url: HOST }, { reason: 'endpoint_closed' }],
    ['a path that would be resolved', { url: `${HOST}/x/../services/data` }, { reason: 'endpoint_closed' }],
    ['an escaped slash', { url: `${HOST}/services%2Fdata` }, { reason: 'endpoint_closed' }],
    ['a query and a fragment', { url: `${DATA}?q=/../#x` }, { outcome: 'allow' }],
    ['a trailing slash', { url: `${HOST}/services/data/` }, { outcome: 'allow' }],
    ['an unknown host', { url: 'https://elsewhere.example/services/data' }, { reason: 'host_not_supported' }],
    ['the host in another case', { url: DATA.replace('login', 'LOGIN') }, { outcome: 'allow' }],
    ['any port', { url: DATA.replace('.com', '.com:8443') }, { outcome: 'allow' }],
    ['localhost with a port', { url: 'http://localhost:8787/services/data' }, { outcome: 'allow' }],
    [
      'a host of another kind',
      { url: 'https://community.example.com/partners/services/data' },
      { reason: 'host_not_supported' },
    ],
    ['a base path', { url: 'https://api.example.com/v1/services/data' }, { outcome: 'allow' }],
    ['OAuth, switched off', { url: TOKEN, method: 'POST' }, { reason: 'oauth_cors_disabled', status: 403 }],
    ['nobody', { origin: 'https://nobody.example' }, { reason: 'origin_not_allowlisted', status: 403 }],
    ['a method that is not listed', { method: 'BREW' }, { outcome: 'allow' }],
    [
      "the API's own host, with its stage",
      { url: 'https://api123.execute-api.eu-west-1.amazonaws.com/prod/services/data' },
      { outcome: 'allow' },
    ],
    [
      "the API's own host, the stage alone",
      { url: 'https://api123.execute-api.eu-west-1.amazonaws.com/prod' },
      { reason: 'endpoint_closed' },
    ],
    [
      'its host by a VPC endpoint, with its stage',
      { url: 'https://api123-vpce-0a1b2c.execute-api.eu-west-1.amazonaws.com/prod/services/data' },
      { outcome: 'allow' },
    ],
    [
      'the own host of another API',
      { url: 'https://other1.execute-api.eu-west-1.amazonaws.com/prod/services/data' },
      { outcome: 'refuse' },
    ],
  ])('%s', async (_, question, expected) => {
    expect(await evaluate(bench, question)).toMatchObject(expected);
  });

  test.each<[string, unknown, string]>([
    ['no origin field', { url: DATA, method: 'GET' }, '/origin required'],
    ['no text as origin', { origin: 1, url: DATA, method: 'GET' }, '/origin wrong_type'],
    [
      'an origin that is too long',
      { origin: 'x'.repeat(8193), url: DATA, method: 'GET' },
      '/origin too_long',
    ],
    ['nothing', {}, '/method required, /origin required, /url required'],
    ['an unknown field', { origin: null, url: DATA, method: 'GET', path: '/' }, '/path unknown_field'],
    ...[
      '/services/data',
      'login.example.com/services',
      'ftp://login.example.com/',
      'https://',
      'https:///services',
      'https://user@login.example.com/',
      'https://login.example.com:x/',
      'https://login.example.com/a b',
      'https://login.example.com/ü',
      'https://login.example.com/\u0000',
      'https://exa mple.com/',
      '',
      `https://login.example.com/${'a'.repeat(10_240)}`,
    ].map((url): [string, unknown, string] => [
      `the URL ${url.slice(0, 40)}`,
      { origin: null, url, method: 'GET' },
      expect.stringMatching(/^\/url (bad_url|too_long)/) as string,
    ]),
    [
      'another stage',
      { origin: null, url: 'https://api123.execute-api.eu-west-1.amazonaws.com/dev/x', method: 'GET' },
      '/url bad_url',
    ],
    ['a method with a space', { origin: null, url: DATA, method: 'GET /' }, '/method bad_format'],
    ['a method that is too long', { origin: null, url: DATA, method: 'M'.repeat(65) }, '/method too_long'],
    ['no method', { origin: null, url: DATA, method: '' }, '/method bad_format'],
    [
      'Origin among the headers',
      { origin: null, url: DATA, method: 'GET', headers: { oRigin: 'x' } },
      '/headers/oRigin bad_value',
    ],
    [
      'a header twice',
      { origin: null, url: DATA, method: 'GET', headers: { 'X-A': '1', 'x-a': '2' } },
      '/headers/x-a duplicate_field',
    ],
    [
      'a header that is no name',
      { origin: null, url: DATA, method: 'GET', headers: { 'a b': '1' } },
      '/headers/a b bad_format',
    ],
    [
      'a header value of two lines',
      { origin: null, url: DATA, method: 'GET', headers: { a: 'x\r\ny' } },
      '/headers/a bad_format',
    ],
    [
      'a header that is no text',
      { origin: null, url: DATA, method: 'GET', headers: { a: ['x'] } },
      '/headers/a wrong_type',
    ],
    [
      'too many headers',
      {
        origin: null,
        url: DATA,
        method: 'GET',
        headers: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`x-${i}`, ''])),
      },
      '/headers too_many',
    ],
  ])('refuses %s', async (_, json, errors) => {
    const outcome = outcomeOf(await bench.call({ method: 'POST', path: '/evaluate', json }));
    expect(outcome.replace('422 validation_failed, ', '')).toEqual(errors);
  });

  test('reads the table, and no cache', async () => {
    const question = { origin: 'https://now.example' };
    expect((await evaluate(bench, question)).outcome).toBe('refuse');
    const id = await add(bench, { pattern: 'https://now.example' });
    expect((await evaluate(bench, question)).outcome).toBe('allow');
    await bench.call({ method: 'DELETE', path: `/allowlist/${id}`, ifMatch: '"1"' });
    expect((await evaluate(bench, question)).outcome).toBe('refuse');
  });

  test('an entry ends in the second it says', async () => {
    await add(bench, { pattern: 'https://ends.example', expiresAt: '2090-01-01T00:00:00Z' });
    bench.now = Date.parse('2089-12-31T23:59:59.999Z');
    expect((await evaluate(bench, { origin: 'https://ends.example' })).outcome).toBe('allow');
    bench.now = Date.parse('2090-01-01T00:00:00Z');
    expect((await evaluate(bench, { origin: 'https://ends.example' })).outcome).toBe('refuse');
    bench.now = undefined;
  });
});

test('report mode lets pass, says that it would refuse, and still has a fix', async () => {
  const bench = await start({ policy: { enforcement: 'report' } });
  expect(await evaluate(bench, {})).toMatchObject({
    outcome: 'pass',
    reason: 'origin_not_allowlisted',
    wouldRefuse: true,
    fix: { kind: 'add_entry', pattern: 'https://app.example' },
  });
});

test('without a policy there is no simulator', async () => {
  const bench = await start({ policy: null });
  expect(outcomeOf(await ask(bench, {}))).toBe('501 simulator_unavailable');
});

describe('fix', () => {
  let bench: AdminBench;

  beforeAll(async () => {
    bench = await start();
  });

  test('adds the origin as an entry', async () => {
    expect((await evaluate(bench, { origin: 'https://new.example:8443' })).fix).toMatchObject({
      kind: 'add_entry',
      pattern: 'https://new.example:8443',
    });
  });

  test.each<[string, object, Question, RegExp]>([
    ['inactive', { status: 'inactive' }, {}, /active/],
    ['expired', { expiresAt: '2090-01-01T00:00:00Z' }, {}, /expiresAt/],
    ['without effect on credentials', { allowSharedOrigin: true }, { url: LIGHTNING }, /allowSharedOrigin/],
  ])('names the entry that is %s', async (name, fields, question, text) => {
    const origin = `https://${name.replace(/ /g, '-')}.example`;
    const id = await add(bench, { pattern: origin, ...fields });
    bench.now = Date.parse('2090-01-02T00:00:00Z');
    const { fix } = await evaluate(bench, { origin, ...question });
    bench.now = undefined;
    expect(fix).toMatchObject({ kind: 'activate_entry', id });
    expect(fix?.text).toMatch(text);
  });

  test('restores a deleted entry', async () => {
    const id = await add(bench, { pattern: 'https://*.gone.example' });
    await bench.call({ method: 'DELETE', path: `/allowlist/${id}`, ifMatch: '"1"' });
    expect((await evaluate(bench, { origin: 'https://a.gone.example' })).fix).toMatchObject({
      kind: 'activate_entry',
      id,
      text: expect.stringContaining('restore') as string,
    });
  });

  test.each(['deleted', 'inactive'])(
    'does not name a wildcard that is %s and refused by now',
    async (status) => {
      const one = await startBench(engine.endpoint);
      await one.table.putEntry('https://*.amazonaws.com', { status: { S: status }, version: { N: '1' } });
      const origin = 'https://x.amazonaws.com';
      expect((await evaluate(one, { origin })).fix).toMatchObject({ kind: 'add_entry', pattern: origin });
      await one.stop();
    },
  );

  test('prefers the exact entry to the wildcard', async () => {
    await add(bench, { pattern: 'https://*.both.example', status: 'inactive' });
    const id = await add(bench, { pattern: 'https://a.both.example', status: 'inactive' });
    expect((await evaluate(bench, { origin: 'https://a.both.example' })).fix).toMatchObject({ id });
  });

  test('a wildcard over a public suffix needs an exact entry beside it, where answers carry credentials', async () => {
    await add(bench, { pattern: 'https://*.github.io', allowSharedOrigin: true });
    const origin = 'https://me.github.io';
    expect((await evaluate(bench, { origin })).outcome).toBe('allow');
    const { fix } = await evaluate(bench, { origin, url: LIGHTNING });
    expect(fix).toMatchObject({ kind: 'add_entry', pattern: origin });
  });

  test.each([
    ['capacitor://localhost', 'capacitor://localhost'],
    [
      'moz-extension://1234ab56-78c9-1df2-3efg-4567891hi1j2',
      'moz-extension://1234ab56-78c9-1df2-3efg-4567891hi1j2',
    ],
    [
      'safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0',
      'safari-web-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    ],
    ['http://dev.localhost:3000', 'http://dev.localhost:3000'],
  ])('adds %s, and says when strangers can have it too', async (origin, pattern) => {
    const { fix } = await evaluate(bench, { origin });
    expect(fix).toMatchObject({ kind: 'add_entry', pattern });
    const allowSharedOrigin = fix?.text.includes('allowSharedOrigin: true');
    expect(allowSharedOrigin).toBe(origin.startsWith('capacitor:'));
    await add(bench, { pattern, allowSharedOrigin });
    expect((await evaluate(bench, { origin })).outcome).toBe('allow');
    const withCredentials = await evaluate(bench, { origin, url: LIGHTNING });
    expect(withCredentials).toMatchObject(
      allowSharedOrigin ? { outcome: 'refuse', fix: { kind: 'none' } } : { outcome: 'allow' },
    );
  });

  test('switches the setting, and allowlists the origin where that is needed too', async () => {
    await add(bench, { pattern: 'https://listed.example' });
    const id = await add(bench, { pattern: 'https://idle.example', status: 'inactive' });
    const fixOf = async (origin: string) =>
      (await evaluate(bench, { origin, url: TOKEN, method: 'POST' })).fix;
    expect(await fixOf('https://listed.example')).toEqual({
      kind: 'enable_oauth_cors',
      text: expect.stringContaining('enableCorsForOAuthEndpoints') as string,
    });
    expect(await fixOf('https://unlisted.example')).toMatchObject({
      kind: 'enable_oauth_cors',
      pattern: 'https://unlisted.example',
    });
    expect(await fixOf('https://idle.example')).toMatchObject({ kind: 'enable_oauth_cors', id });
    expect(await fixOf('http://plain.example')).toMatchObject({ kind: 'none' });
  });

  test.each<[string, Question, string]>([
    ['the null origin', { origin: 'null' }, 'null_origin'],
    ['nonsense', { origin: 'x' }, 'malformed_origin'],
    ['a closed path', { url: `${HOST}/secret` }, 'endpoint_closed'],
    [
      'a host of the wrong kind',
      { url: 'https://community.example.com/services/data' },
      'host_not_supported',
    ],
    [
      'an extension and an old version',
      { origin: `chrome-extension://${'a'.repeat(32)}`, url: `${HOST}/services/data/v52.0` },
      'api_version_too_old',
    ],
    ['plain http', { origin: 'http://plain.example' }, 'origin_not_allowlisted'],
  ])('has none for %s, and says why', async (_, question, reason) => {
    const verdict = await evaluate(bench, question);
    expect(verdict.reason).toBe(reason);
    expect(verdict.fix).toEqual({ kind: 'none', text: expect.stringMatching(/\w{3}/) as string });
  });

  test.each<[name: string, question: Question, says: RegExp]>([
    ['an ambiguous path', { url: `${HOST}/orders/a%2Fb` }, /ambiguous/],
    ['a path with a double escape', { url: `${HOST}/services/data/%252e` }, /ambiguous/],
    ['a path that no rule names', { url: `${HOST}/secret` }, /No rule .* names this path/],
    ['another spelling of a path', { url: `${HOST}/Services/oauth2/userinfo` }, /another spelling/],
    [
      'another spelling of the path prefix',
      { url: 'https://community.example.com/Partners/services/oauth2/userinfo' },
      /path prefix of the host/,
    ],
    ['the origin of a host with a trailing dot', { origin: 'https://app.example.com.' }, /trailing dot/],
    [
      'the form post of a SAML provider',
      { url: `${HOST}/saml/acs`, origin: 'https://idp.example', method: 'POST' },
      /page: true/,
    ],
    [
      'a form post with the origin null',
      {
        url: `${HOST}/services/oauth2/userinfo`,
        origin: 'null',
        method: 'POST',
        headers: { 'Sec-Fetch-Mode': 'navigate' },
      },
      /page: true/,
    ],
  ])('says of %s what is so', async (_, question, says) => {
    const verdict = await evaluate(bench, question);
    expect(verdict.fix).toEqual({ kind: 'none', text: expect.stringMatching(says) as string });
  });

  test.each<[name: string, question: Question]>([
    ['the fetch of a closed path', { url: `${HOST}/secret`, headers: { 'Sec-Fetch-Mode': 'cors' } }],
    ['a preflight', { url: `${HOST}/secret`, method: 'OPTIONS' }],
    ['an unlisted origin', { origin: 'https://unlisted.example', method: 'POST' }],
  ])('does not speak of pages to %s', async (_, question) => {
    const verdict = await evaluate(bench, question);
    expect(verdict.fix?.text).not.toContain('page: true');
  });

  test('law: whatever a fix says makes the verdict an allow', async () => {
    const hosts = fc.constantFrom('a.example', 'b.a.example', 'x.b.a.example', 'me.github.io', 'localhost');
    const origins = fc
      .tuple(fc.constantFrom('https', 'http'), hosts)
      .map(([scheme, host]) => `${scheme}://${host}`);
    const states = fc.array(
      fc.record({
        pattern: fc.constantFrom(
          'https://a.example',
          'https://*.a.example',
          'https://*.b.a.example',
          'https://*.github.io',
          'http://localhost',
        ),
        status: fc.constantFrom('active', 'inactive'),
        allowSharedOrigin: fc.boolean(),
        deleted: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    const urls = fc.constantFrom(DATA, TOKEN, LIGHTNING);
    await fc.assert(
      fc.asyncProperty(origins, urls, states, async (origin, url, entries) => {
        const world = await startBench(engine.endpoint);
        const lines = entries.map(({ pattern, status, allowSharedOrigin }) => ({
          pattern,
          status,
          allowSharedOrigin,
        }));
        importIn(
          await world.call({
            method: 'POST',
            path: '/allowlist/import',
            json: { mode: 'create', entries: lines },
          }),
        );
        for (const { pattern, deleted } of entries) {
          if (deleted) await world.entries.remove(pattern, 1, { by: 'test', at: Date.now() });
        }
        const { fix } = await evaluate(world, { origin, url });
        if (fix !== undefined && fix.kind !== 'none') {
          await apply(world, fix);
          expect(await evaluate(world, { origin, url })).toMatchObject({ outcome: 'allow' });
        }
        await world.stop();
      }),
      { numRuns: 25 },
    );
  });
});

/** Does what a fix says. */
async function apply(bench: AdminBench, fix: NonNullable<Evaluation['fix']>): Promise<void> {
  if (fix.kind === 'enable_oauth_cors') await switchOAuth(bench, true);
  if (fix.pattern !== undefined) await add(bench, { pattern: fix.pattern });
  if (fix.id === undefined) return;
  const path = `/allowlist/${fix.id}`;
  let entry = entryIn(await bench.call({ method: 'GET', path }));
  const ifMatch = (): { ifMatch: string } => ({ ifMatch: `"${entry.version}"` });
  if (entry.status === 'deleted') {
    entry = entryIn(await bench.call({ method: 'POST', path: `${path}/restore`, ...ifMatch() }));
  }
  const allowSharedOrigin = fix.text.includes('allowSharedOrigin') ? false : entry.allowSharedOrigin;
  entryIn(await bench.call({ method: 'PUT', path, json: { allowSharedOrigin }, ...ifMatch() }));
}
