import { FRESH_MILLIS, RETRY_MILLIS, STALE_MILLIS } from '../../../../lambda/evaluator/oauth/discovery';
import { LISTED, type Gateway } from '../responder/support/gateway';
import { ENDPOINTS, FakeIssuer } from './support/fake-issuer';

let issuer: FakeIssuer;
let gateway: Gateway;
beforeEach(async () => {
  issuer = await FakeIssuer.start();
  gateway = issuer.gateway();
});
afterEach(() => issuer.stop());

const TOKEN = { method: 'POST', path: '/services/oauth2/token' };

async function statusAfter(millis: number): Promise<number> {
  gateway.later = millis;
  return (await gateway.call(TOKEN)).status;
}

describe('how often the document is read', () => {
  test('once, for all who wait', async () => {
    issuer.documentDelay = 30;
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.call(TOKEN)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([issuer.reads, issuer.calls.length]).toEqual([1, 20]);
  });

  test('again after a while', async () => {
    await statusAfter(0);
    await statusAfter(FRESH_MILLIS - 1_000);
    expect(issuer.reads).toBe(1);
    issuer.metadata = { token_endpoint: 'BASE/moved' };
    await statusAfter(FRESH_MILLIS + 1_000);
    expect([issuer.reads, issuer.calls.at(-1)!.target]).toEqual([2, '/realms/x/moved']);
  });

  test('a failure is remembered for a moment only', async () => {
    issuer.documentStatus = 500;
    expect(await statusAfter(0)).toBe(502);
    expect(await statusAfter(RETRY_MILLIS - 1_000)).toBe(502);
    expect(issuer.reads).toBe(1);
    issuer.documentStatus = 200;
    expect(await statusAfter(RETRY_MILLIS + 1_000)).toBe(200);
  });

  test('an issuer that loses its document for a time is still served', async () => {
    expect(await statusAfter(0)).toBe(200);
    issuer.documentStatus = 500;
    expect(await statusAfter(FRESH_MILLIS + 1_000)).toBe(200);
    expect(await statusAfter(FRESH_MILLIS + STALE_MILLIS - 1_000)).toBe(200);
    expect(await statusAfter(FRESH_MILLIS + STALE_MILLIS + RETRY_MILLIS + 1_000)).toBe(502);
    issuer.documentStatus = 200;
    expect(await statusAfter(FRESH_MILLIS + STALE_MILLIS + 3 * RETRY_MILLIS)).toBe(200);
  });
});

describe('a clock that is set back', () => {
  test('does not keep a failure alive', async () => {
    issuer.documentStatus = 500;
    expect(await statusAfter(24 * STALE_MILLIS)).toBe(502);
    issuer.documentStatus = 200;
    expect(await statusAfter(0)).toBe(200);
  });

  test('does not keep an old document alive', async () => {
    await statusAfter(24 * STALE_MILLIS);
    issuer.metadata = { token_endpoint: 'BASE/moved' };
    await statusAfter(0);
    expect([issuer.reads, issuer.calls.at(-1)!.target]).toEqual([2, '/realms/x/moved']);
  });
});

describe('where it is read', () => {
  test('below the path of the issuer; where nothing is there, at the place of RFC 8414', async () => {
    issuer.documentStatus = 404;
    expect(await statusAfter(0)).toBe(502);
    expect(issuer.upstream.requests.map(({ target }) => target)).toEqual([
      '/realms/x/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/realms/x',
    ]);
  });

  test('where the configuration says', async () => {
    gateway = issuer.gateway({
      paths: { '/.well-known/openid-configuration': '/other/.well-known/doc?v=2' },
    });
    expect(await statusAfter(0)).toBe(200);
    expect(issuer.upstream.requests[0]!.target).toBe('/other/.well-known/doc?v=2');
  });

  test('with the host of the issuer, and without anything of the request', async () => {
    await gateway.call({ ...TOKEN, headers: { Authorization: 'Bearer x', Cookie: 'a=1', Origin: LISTED } });
    const names = issuer.upstream.requests[0]!.rawHeaders.filter((_, index) => index % 2 === 0);
    expect(names.sort()).toEqual(['Accept', 'Connection', 'Host']);
  });
});

describe('a document that cannot be used: 502, and the log says why', () => {
  const huge = JSON.stringify({ issuer: 'x'.repeat(300_000) });

  test.each([
    [
      'another issuer',
      { issuer: 'https://evil.example.net' },
      /names the issuer "https:\/\/evil.example.net", configured/,
    ],
    ['no issuer', { issuer: undefined }, /names the issuer undefined/],
    ['an issuer that is no text', { issuer: ['BASE'] }, /names the issuer \[/],
    ['no JSON', 'nonsense', /is not JSON/],
    ['no object', '[]', /is not an object/],
    ['null', 'null', /is not an object/],
    ['a document past its limit', huge, /too large/],
  ])('%s', async (_name, document, log) => {
    if (typeof document === 'string') issuer.documentText = document;
    else issuer.metadata = { ...ENDPOINTS, ...document };
    expect(await statusAfter(0)).toBe(502);
    expect(gateway.failures.join('\n')).toMatch(log);
    expect(gateway.failures[0]).toContain(
      `the discovery document of the issuer ${issuer.issuer} cannot be used: `,
    );
    expect(issuer.calls).toEqual([]);
  });

  test.each([301, 401, 500, 204])('status %i', async (status) => {
    issuer.documentStatus = status;
    expect(await statusAfter(0)).toBe(502);
    expect(gateway.failures.join('\n')).toContain(`status ${String(status)}`);
  });

  test('a terminating slash does not make another issuer', async () => {
    issuer.metadata = { ...ENDPOINTS, issuer: 'BASE/' };
    expect(await statusAfter(0)).toBe(200);
  });

  test('one that comes too late: 504, within the time of one upstream', async () => {
    issuer.documentDelay = 1_000;
    gateway = issuer.gateway({}, {}, { timeoutMillis: 100 });
    expect(await statusAfter(0)).toBe(504);
  });

  test('one that never comes leaves time for a request that can go without it', async () => {
    issuer.documentDelay = 60_000;
    const paths = { '/services/oauth2/token': '/t' };
    gateway = issuer.gateway({ paths }, {}, { timeoutMillis: 1_000 });
    expect(await statusAfter(0)).toBe(200);
    expect(issuer.calls.map(({ target }) => target)).toEqual(['/t']);
  });

  test('what does not need it works: a given endpoint, a page', async () => {
    issuer.documentStatus = 500;
    gateway = issuer.gateway({ paths: { '/services/oauth2/token': '/t' }, pages: ['/login'] });
    expect(await statusAfter(0)).toBe(200);
    expect((await gateway.call({ path: '/login' })).status).toBe(200);
    expect((await gateway.call({ path: '/services/oauth2/userinfo' })).status).toBe(502);
  });
});

describe('an endpoint that is not on the origin of the issuer is refused', () => {
  test.each([
    ['another host', 'https://evil.example.net/token'],
    ['another scheme', 'https://AUTHORITY/token'],
    ['another port', 'http://127.0.0.1:1/token'],
    ['a user', 'http://user@AUTHORITY/token'],
    ['a name that begins alike', 'ROOT.evil.example.net/token'],
    ['a path alone', '/token'],
    ['a fragment', 'ROOT/token#x'],
    ['no text', 7],
    ['nonsense', 'http://['],
  ])('%s', async (_name, endpoint) => {
    issuer.metadata = { ...ENDPOINTS, token_endpoint: endpoint };
    expect(await statusAfter(0)).toBe(502);
    expect(gateway.failures[0]).toMatch(
      /^nothing is sent for \/services\/oauth2\/token: .*the endpoint of role token is not on the origin of http:/,
    );
    expect(issuer.calls).toEqual([]);
    // The others work.
    expect((await gateway.call({ path: '/services/oauth2/userinfo' })).status).toBe(200);
  });

  test('where another is given, that one counts and nobody complains', async () => {
    issuer.metadata = { ...ENDPOINTS, token_endpoint: 'https://evil.example.net/token' };
    gateway = issuer.gateway({ paths: { '/services/oauth2/token': '/t' } });
    expect([await statusAfter(0), gateway.failures, issuer.calls.map(({ target }) => target)]).toEqual([
      200,
      [],
      ['/t'],
    ]);
  });
});
