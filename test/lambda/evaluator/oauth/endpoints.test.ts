import { LISTED } from '../responder/support/gateway';
import { valuesOf } from '../responder/support/recording-upstream';
import { SALESFORCE_ENDPOINTS } from '../../../../lib/core';
import { ENDPOINTS, FakeIssuer } from './support/fake-issuer';

let issuer: FakeIssuer;
beforeEach(async () => {
  issuer = await FakeIssuer.start();
});
afterEach(() => issuer.stop());

const OAUTH = '/services/oauth2';

describe('where the paths of the endpoint table go', () => {
  test.each([
    ['GET', `${OAUTH}/authorize`, '/realms/x/protocol/auth'],
    ['POST', `${OAUTH}/authorize`, '/realms/x/protocol/auth'],
    ['POST', `${OAUTH}/token`, '/realms/x/protocol/token'],
    ['POST', `${OAUTH}/introspect`, '/realms/x/protocol/token/introspect'],
    ['POST', `${OAUTH}/revoke`, '/realms/x/protocol/revoke'],
    ['GET', `${OAUTH}/userinfo`, '/realms/x/protocol/userinfo'],
    ['GET', `${OAUTH}/id/keys`, '/realms/x/protocol/certs'],
  ])('%s %s → %s, from the discovery document', async (method, path, sent) => {
    const answer = await issuer.gateway().call({ method, path, query: { a: ['1', '2'] } });
    expect([answer.status, issuer.calls.map(({ target }) => target)]).toEqual([200, [`${sent}?a=1&a=2`]]);
    expect(issuer.calls[0]!.method).toBe(method);
  });

  test.each([
    ['what is given', { [`${OAUTH}/token`]: '/other/token' }, `${OAUTH}/token`, '/other/token'],
    [
      'a query of its own',
      { [`${OAUTH}/token`]: '/t?policy=p%201' },
      `${OAUTH}/token`,
      '/t?policy=p%201&a=1',
    ],
    [
      'a rule without a role',
      { [`${OAUTH}/pkce/generator`]: '/pkce' },
      `${OAUTH}/pkce/generator`,
      '/pkce?a=1',
    ],
  ])('%s counts', async (_name, paths, path, sent) => {
    await issuer.gateway({ paths }).call({ method: 'POST', path, query: { a: ['1'] } });
    expect(issuer.calls.map(({ target }) => target)).toEqual([sent.includes('?') ? sent : `${sent}?a=1`]);
  });

  test('an endpoint that the document gives a query keeps it', async () => {
    issuer.metadata = { ...ENDPOINTS, token_endpoint: 'BASE/token?p=policy' };
    await issuer.gateway().call({ method: 'POST', path: `${OAUTH}/token`, query: { a: ['1'] } });
    expect(issuer.calls.map(({ target }) => target)).toEqual(['/realms/x/token?p=policy&a=1']);
  });

  test('where everything is given, no document is read', async () => {
    const roles = SALESFORCE_ENDPOINTS.filter(
      ({ role }) => role !== undefined && role !== 'openid-configuration',
    );
    const paths = Object.fromEntries(roles.map(({ path, role }) => [path, `/given/${String(role)}`]));
    await issuer.gateway({ paths }).call({ method: 'POST', path: `${OAUTH}/token` });
    expect([issuer.reads, issuer.calls.map(({ target }) => target)]).toEqual([0, ['/given/token']]);
  });

  test('pages pass as they are; what is beside them does not', async () => {
    const gateway = issuer.gateway({ pages: ['/interaction', '/realms/x/login/'] });
    for (const path of ['/interaction', '/interaction/abc', '/realms/x/login', '/realms/x/login/y']) {
      expect((await gateway.call({ path, query: { a: ['1'] } })).status).toBe(200);
    }
    for (const path of [
      '/interactions',
      '/realms/x/admin',
      '/interaction/../admin',
      '/realms/x/protocol/token',
    ]) {
      expect((await gateway.call({ path })).status).toBe(404);
    }
    expect(issuer.calls.map(({ target }) => target)).toEqual([
      '/interaction?a=1',
      '/interaction/abc?a=1',
      '/realms/x/login?a=1',
      '/realms/x/login/y?a=1',
    ]);
  });

  test.each([
    ['a role without an endpoint', `${OAUTH}/introspect`],
    ['a path that has no role', '/services/auth/headless/forgot_password'],
    ['a path below an endpoint', `${OAUTH}/token/x`],
    ['a path that no rule names', '/elsewhere'],
  ])('%s: 404', async (_name, path) => {
    issuer.metadata = { token_endpoint: ENDPOINTS.token_endpoint };
    const answer = await issuer.gateway().call({ path });
    expect([answer.status, issuer.calls]).toEqual([404, []]);
  });

  test('what is given does not hide what is discovered', async () => {
    await issuer.gateway({ paths: { [`${OAUTH}/token`]: '/t' } }).call({ path: `${OAUTH}/userinfo` });
    expect(issuer.calls.map(({ target }) => target)).toEqual(['/realms/x/protocol/userinfo']);
  });

  test.each([null, undefined])('an endpoint that is %p in the document does not exist', async (endpoint) => {
    issuer.metadata = { ...ENDPOINTS, token_endpoint: endpoint };
    expect((await issuer.gateway().call({ method: 'POST', path: `${OAUTH}/token` })).status).toBe(404);
  });

  describe('a prefix rule', () => {
    const rule = { match: 'prefix', access: 'public', methods: ['POST'], hostKinds: [] } as const;
    test.each<[string, string, string, string]>([
      ['its own path', '/t', '/reg?x=1', '/reg?x=1&a=1'],
      ['what is below it', '/t/client-1', '/reg?x=1', '/reg/client-1?a=1'],
      ['an escape below it', '/t/client%20one', '/reg', '/reg/client%20one?a=1'],
      ['an issuer path that ends with a slash', '/t/x', '/reg/', '/reg/x?a=1'],
      ['the root of the issuer', '/t/x/y', '/', '/x/y?a=1'],
    ])('leads to the issuer’s path, and what is below leads below: %s', async (_, path, target, sent) => {
      const endpoints = [{ ...rule, path: '/t', role: 'registration' }] as const;
      const gateway = issuer.gateway({ paths: { '/t': target } }, { endpoints });
      await gateway.call({ method: 'POST', path, query: { a: ['1'] } });
      expect(issuer.calls.map((call) => call.target)).toEqual([sent]);
    });

    test('also with a parameter in it, and with an endpoint from the document', async () => {
      issuer.metadata = { registration_endpoint: 'BASE/reg' };
      const endpoints = [{ ...rule, path: '/{tenant}/reg', role: 'registration' }] as const;
      await issuer.gateway({}, { endpoints }).call({ method: 'POST', path: '/long-name/reg/client' });
      expect(issuer.calls.map((call) => call.target)).toEqual(['/realms/x/reg/client']);
    });

    test('a path that climbs out goes nowhere', async () => {
      const endpoints = [{ ...rule, path: '/t', role: 'registration' }] as const;
      const gateway = issuer.gateway({ paths: { '/t': '/reg' } }, { endpoints });
      for (const path of ['/t/..', '/t/../admin', '/t/%2e%2e/admin', '/t/a/../../b']) {
        expect((await gateway.call({ method: 'POST', path })).status).toBe(404);
      }
      expect(issuer.calls).toEqual([]);
    });

    test('a place below the issuer’s path is the same place below the rule', async () => {
      issuer.metadata = { registration_endpoint: 'BASE/reg' };
      issuer.status = 201;
      issuer.headers = ['Location', 'BASE/reg/client-1?v=1'];
      const endpoints = [{ ...rule, path: '/t', role: 'registration' }] as const;
      const answer = await issuer.gateway({}, { endpoints }).call({ method: 'POST', path: '/t' });
      expect(answer.headers.get('location')).toEqual(['https://login.example.com/t/client-1?v=1']);
    });
  });

  test("a path of the table without a role is not the issuer's", async () => {
    const http = [{ path: '/', match: 'prefix', url: `${issuer.upstream.url}/backend` }] as const;
    await issuer.gateway({}, {}, { http }).call({ path: '/services/data' });
    expect(issuer.calls.map(({ target }) => target)).toEqual(['/backend/services/data']);
  });

  test('a backend that names the very path is nearer than the issuer, a prefix is not', async () => {
    const url = `${issuer.upstream.url}/backend`;
    const http = [
      { path: '/', match: 'prefix', url },
      { path: `${OAUTH}/userinfo`, match: 'exact', url },
    ] as const;
    const gateway = issuer.gateway({}, {}, { http });
    await gateway.call({ path: `${OAUTH}/userinfo` });
    await gateway.call({ method: 'POST', path: `${OAUTH}/token` });
    await gateway.call({ path: '/else' });
    expect(issuer.calls.map(({ target }) => target)).toEqual([
      '/backend/services/oauth2/userinfo',
      '/realms/x/protocol/token',
      '/backend/else',
    ]);
  });

  test('the verdict is on the answer, whatever the issuer thinks of CORS', async () => {
    issuer.status = 400;
    issuer.headers = [
      'Access-Control-Allow-Origin',
      '*',
      'Vary',
      'Cookie',
      'Content-Type',
      'application/json',
    ];
    const answer = await issuer
      .gateway()
      .call({ method: 'POST', path: `${OAUTH}/token`, headers: { Origin: LISTED } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
    expect(answer.headers.get('vary')).toEqual(['Cookie, Origin']);
  });
});

describe('Origin at the issuer', () => {
  test('what the allowlist let in is not held against a list of the issuer', async () => {
    const headers = { Origin: LISTED, 'X-Other': '1' };
    await issuer.gateway().call({ method: 'POST', path: `${OAUTH}/token`, headers });
    expect(valuesOf(issuer.calls[0]!, 'origin')).toEqual([]);
    expect(valuesOf(issuer.calls[0]!, 'x-other')).toEqual(['1']);
  });

  test('a form post of a page keeps it, so that a forged one can be told', async () => {
    const headers = { Origin: 'https://login.example.com' };
    await issuer.gateway({ pages: ['/login'] }).call({ method: 'POST', path: '/login', headers });
    expect(valuesOf(issuer.calls[0]!, 'origin')).toEqual(['https://login.example.com']);
  });
});

test('an issuer may name further headers that it must not get', async () => {
  const issuer = await FakeIssuer.start();
  const gateway = issuer.gateway({ droppedHeaders: ['X-Realm'] });
  await gateway.call({
    method: 'POST',
    path: '/services/oauth2/token',
    headers: { 'X.Realm': 'a', 'X-Kept': 'b' },
  });
  const names = issuer.calls[0]!.rawHeaders.filter((_, index) => index % 2 === 0);
  expect([names.includes('X-Kept'), names.includes('X.Realm')]).toEqual([true, false]);
  await issuer.stop();
});

test('an issuer gets fixed headers with every request, whatever a client sends under their names', async () => {
  const issuer = await FakeIssuer.start();
  const gateway = issuer.gateway({ headers: { 'cname-api-key': 'of the gateway' } });
  const headers = { 'Cname-Api-Key': 'a', CNAME_API_KEY: 'b', 'cname.api.key': 'c', 'X-Kept': 'd' };
  await gateway.call({ method: 'POST', path: '/services/oauth2/token', headers });
  const seen = issuer.upstream.requests.map((request) => [
    request.target.includes('/.well-known/'),
    valuesOf(request, 'cname-api-key'),
    request.rawHeaders.filter((text) => /^cname/i.test(text)).length,
  ]);
  expect(seen).toEqual([
    [true, ['of the gateway'], 1],
    [false, ['of the gateway'], 1],
  ]);
  await issuer.stop();
});
