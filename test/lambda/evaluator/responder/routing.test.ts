import { ConfigurationError } from '../../../../lambda/shared/configuration/configuration';
import type { ApiCall } from '../../../../lambda/shared/event/api-call';
import type { HttpUpstream, Upstreams } from '../../../../lib/contract';
import { Gateway, LISTED, UNLISTED } from './support/gateway';
import { RecordingUpstream } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());
beforeEach(() => {
  upstream.reset();
});

/** One backend a row, told apart by its base path. */
const ROWS = [
  ['/open', 'prefix'],
  ['/open/a', 'prefix'],
  ['/open/a', 'exact'],
  ['/open/a/b/c', 'prefix'],
  ['/services/data', 'prefix'],
  ['/services/data/v*/jobs', 'prefix'],
  ['/services/data/v*/jobs/ingest', 'exact'],
] as const;

function backends(rows: readonly (readonly [string, 'exact' | 'prefix'])[]): readonly HttpUpstream[] {
  return rows.map(([path, match], index) => ({ path, match, url: `${upstream.url}/row${String(index)}` }));
}

describe('which backend a path goes to', () => {
  test.each([
    ['/open', 0],
    ['/open/', 0],
    ['/open/b', 0],
    ['/open/a', 2],
    ['/open/a/', 1],
    ['/open/a/b', 1],
    ['/open/a/b/c', 3],
    ['/open/a/b/c/d', 3],
    ['/services/data', 4],
    ['/services/data/v60.0', 4],
    ['/services/data/v60.0/jobs', 5],
    ['/services/data/v60.0/jobs/ingest', 6],
    ['/services/data/v60.0/jobs/ingest/1', 5],
    ['/services/data/v60/jobs', 4],
    ['/services/data/v*/jobs', 4],
    ['/opener', undefined],
    ['/Open', undefined],
    ['/', undefined],
    ['/services', undefined],
    ['/services/v60.0', undefined],
  ])('%s → row %s', async (path, row) => {
    const answer = await new Gateway({ upstreams: { http: backends(ROWS) } }).call({ path });
    if (row === undefined) {
      expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 404, code: 'no_backend' });
      expect(upstream.requests).toEqual([]);
    } else {
      expect(upstream.request.target).toBe(`/row${String(row)}${path}`);
    }
  });

  test.each([
    '/open/a',
    '/open/a/b',
    '/open/a/b/c',
    '/services/data/v60.0/jobs/ingest',
    '/services/data/v60.0',
  ])('their order in the configuration does not matter to %s', async (path) => {
    const http = backends(ROWS);
    await new Gateway({ upstreams: { http } }).call({ path });
    await new Gateway({ upstreams: { http: [...http].reverse() } }).call({ path });
    expect(upstream.requests[1]!.target).toBe(upstream.requests[0]!.target);
  });

  test('a prefix of the root takes everything', async () => {
    await new Gateway({ upstreams: { http: backends([['/', 'prefix']]) } }).call({ path: '/any/thing' });
    expect(upstream.request.target).toBe('/row0/any/thing');
  });

  test('a path without one: 404 that an allowed page can read', async () => {
    const answer = await new Gateway().call({ path: '/data/x', headers: { Origin: LISTED } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
    expect(answer.headers.get('cache-control')).toEqual(['no-store']);
  });
});

describe('a configuration that cannot work stops at start', () => {
  const good: Upstreams = { http: [], timeoutMillis: 1_000 };
  const oauth = { issuer: 'https://issuer.example', paths: {}, pages: [] };
  const http = (url: string, path = '/open'): Partial<Upstreams> => ({
    http: [{ path, match: 'prefix', url }],
  });

  test.each([
    ['http[0].url', http('')],
    ['http[0].url', http('backend.example')],
    ['http[0].url', http('ftp://backend.example')],
    ['http[0].url', http('https://user@backend.example')],
    ['http[0].url', http('https://user:secret@backend.example')],
    ['http[0].url', http('https://backend.example/?a=1')],
    ['http[0].url', http('https://backend.example/#a')],
    ['http[0].url', http('https://backend.example:99999')],
    ['http[0].path', http('https://backend.example', 'open')],
    ['timeoutMillis', { timeoutMillis: 0 }],
    ['timeoutMillis', { timeoutMillis: 1.5 }],
    ['timeoutMillis', { timeoutMillis: 28_001 }],
    ['oauth.issuer', { oauth: { ...oauth, issuer: 'issuer.example' } }],
    ['oauth.issuer', { oauth: { ...oauth, issuer: 'https://issuer.example?x=1' } }],
    ['oauth.pages[1]', { oauth: { ...oauth, pages: ['/ok', 'login'] } }],
    [
      'oauth.paths["/services/oauth2/token"]',
      { oauth: { ...oauth, paths: { '/services/oauth2/token': 'token' } } },
    ],
    [
      'oauth.paths["/services/oauth2/token"]',
      { oauth: { ...oauth, paths: { '/services/oauth2/token': '//evil.example.net/token' } } },
    ],
    [
      'oauth.paths["/services/oauth2/token"]',
      { oauth: { ...oauth, paths: { '/services/oauth2/token': '/token#x' } } },
    ],
    ['oauth.paths["/nowhere"]', { oauth: { ...oauth, paths: { '/nowhere': '/token' } } }],
  ] as const)('%s', (field, upstreams) => {
    const start = (): unknown => new Gateway({ upstreams: { ...good, ...upstreams } });
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(`environment variable CORS_UPSTREAMS: ${field} is `);
  });

  test.each([
    [1, 'http://localhost:3000'],
    [28_000, 'https://[::1]:8443/base/'],
  ])('at the limits it works', (timeoutMillis, url) => {
    expect(() => new Gateway({ upstreams: { ...http(url), timeoutMillis } })).not.toThrow();
  });
});

test('an unforeseen error: 500 that an allowed page can read, and the error only in the log', async () => {
  const http = backends([['/data', 'prefix']]);
  const gateway = new Gateway({ upstreams: { http } });
  gateway.distort = (call) => Object.create(call, { query: { value: [null] } }) as ApiCall;
  const answer = await gateway.call({ path: '/data', headers: { Origin: LISTED } });
  expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([
    500,
    { code: 'internal_error' },
  ]);
  expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
  expect(gateway.failures).toEqual([expect.stringContaining('not iterable')]);
});

describe('client secrets', () => {
  const TOKEN = { path: '/services/oauth2/token', method: 'POST' };
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const WITH_SECRET = Buffer.from('grant_type=client_credentials&client_secret=s3cret');

  function gateway(clientSecrets: 'report' | 'block'): Gateway {
    const http = backends([['/services/oauth2/token', 'exact']]);
    return new Gateway({ clientSecrets, upstreams: { http } });
  }

  test('report: seen, and forwarded', async () => {
    const tested = gateway('report');
    const answer = await tested.call({ ...TOKEN, headers: { ...FORM, Origin: LISTED }, body: WITH_SECRET });
    expect([answer.status, tested.secretsSeen, upstream.requests.length]).toEqual([200, 1, 1]);
    expect(upstream.request.body.equals(WITH_SECRET)).toBe(true);
  });

  test('block: 400 that the page can read, and the upstream hears nothing', async () => {
    const tested = gateway('block');
    const answer = await tested.call({ ...TOKEN, headers: { ...FORM, Origin: LISTED }, body: WITH_SECRET });
    expect([answer.status, tested.secretsSeen, upstream.requests.length]).toEqual([400, 1, 0]);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: 'invalid_request' });
    expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
  });

  test.each([
    ['without Origin', {}],
    ['from the own origin', { Origin: 'https://login.example.com' }],
  ])('block, %s: a server or an own page may', async (_name, headers) => {
    const tested = gateway('block');
    const answer = await tested.call({ ...TOKEN, headers: { ...FORM, ...headers }, body: WITH_SECRET });
    expect([answer.status, tested.secretsSeen]).toEqual([200, 0]);
  });

  test('a refused origin is refused before anybody looks', async () => {
    const tested = gateway('block');
    const answer = await tested.call({ ...TOKEN, headers: { ...FORM, Origin: UNLISTED }, body: WITH_SECRET });
    expect([answer.status, tested.secretsSeen]).toEqual([403, 0]);
  });
});
