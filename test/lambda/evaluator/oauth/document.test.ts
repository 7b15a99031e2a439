import { SALESFORCE_ENDPOINTS } from '../../../../lib/core';
import { Gateway, LISTED, UNLISTED } from '../responder/support/gateway';
import { valuesOf } from '../responder/support/recording-upstream';
import { ENDPOINTS, FakeIssuer } from './support/fake-issuer';

let issuer: FakeIssuer;
beforeEach(async () => {
  issuer = await FakeIssuer.start();
});
afterEach(() => issuer.stop());

const PATH = '/.well-known/openid-configuration';
const OWN = 'https://login.example.com';

type Document = Readonly<Record<string, unknown>>;

async function served(pages: readonly string[] = [], fullPath = PATH): Promise<Document> {
  const answer = await issuer.gateway({ pages }).call({ path: PATH, fullPath });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body.toString()) as Document;
}

test('it names the endpoints of the gateway, and the issuer as tokens name it', async () => {
  expect(await served()).toEqual({
    issuer: issuer.issuer,
    authorization_endpoint: `${OWN}/services/oauth2/authorize`,
    token_endpoint: `${OWN}/services/oauth2/token`,
    introspection_endpoint: `${OWN}/services/oauth2/introspect`,
    revocation_endpoint: `${OWN}/services/oauth2/revoke`,
    userinfo_endpoint: `${OWN}/services/oauth2/userinfo`,
    jwks_uri: `${OWN}/services/oauth2/id/keys`,
  });
});

test('behind a stage, with it', async () => {
  const document = await served(['/realms'], `/prod${PATH}`);
  expect(document).toMatchObject({ token_endpoint: `${OWN}/prod/services/oauth2/token` });
});

test.each([
  // Members that are not endpoints stay as they are.
  ['scopes_supported', ['openid', 'BASE/scope'], ['openid', 'BASE/scope']],
  ['protected_resources', ['BASE/resource'], ['BASE/resource']],
  ['claims_parameter_supported', false, false],
  ['tenant_region_scope', 'EU', 'EU'],
  ['op_policy_uri', 'https://www.example.net/policy', 'https://www.example.net/policy'],
  // Pages that the gateway passes keep their path, on the own origin.
  ['end_session_endpoint', 'BASE/logout', `${OWN}/realms/x/logout`],
  ['check_session_iframe', 'BASE/logout/iframe?a=1#f', `${OWN}/realms/x/logout/iframe?a=1#f`],
  // Pages that the gateway does not pass are left out.
  ['registration_endpoint', 'BASE/register', undefined],
  ['device_authorization_endpoint', 'ROOT/device', undefined],
  ['op_tos_uri', 'BASE/terms', undefined],
  // So is what is only below a page: pages are closed to calls of other origins.
  ['pushed_authorization_request_endpoint', 'BASE/logout/par', undefined],
  ['challenge_endpoint', 'BASE/logout/challenge', undefined],
  ['op_policy_uri', 'BASE/logout/policy', `${OWN}/realms/x/logout/policy`],
  ['end_session_endpoint', 'BASE/logouts', undefined],
  // So are endpoints on other origins, and members that lead past the gateway.
  ['pushed_authorization_request_endpoint', 'https://evil.example.net/par', undefined],
  ['mtls_endpoint_aliases', { token_endpoint: 'BASE/token' }, undefined],
  ['signed_metadata', 'eyJhbGciOiJSUzI1NiJ9.e30.x', undefined],
])('%s: %j → %j', async (name, value, expected) => {
  issuer.metadata = { ...ENDPOINTS, [name]: value };
  const filled = JSON.parse(
    JSON.stringify([expected ?? null]).replaceAll('BASE', issuer.issuer),
  ) as unknown[];
  expect((await served(['/realms/x/logout']))[name] ?? null).toEqual(filled[0]);
});

test('an endpoint that the issuer lacks, or that is refused, is not promised', async () => {
  issuer.metadata = {
    ...ENDPOINTS,
    introspection_endpoint: undefined,
    token_endpoint: 'https://evil.example.net/t',
  };
  const document = await served();
  expect(Object.keys(document)).not.toContain('introspection_endpoint');
  expect(Object.keys(document)).not.toContain('token_endpoint');
});

test('an endpoint that is given is promised where the issuer does not name it', async () => {
  issuer.metadata = {};
  const gateway = issuer.gateway({ paths: { '/services/oauth2/introspect': '/i' } });
  const { body } = await gateway.call({ path: PATH });
  expect(JSON.parse(body.toString())).toMatchObject({
    introspection_endpoint: `${OWN}/services/oauth2/introspect`,
  });
});

test('the origin is the one that was asked', async () => {
  const gateway = issuer.gateway(
    {},
    { sameOriginAliases: ['http://localhost:8787', 'http://site.localhost:8787'] },
  );
  const { body } = await gateway.call({ path: PATH, domainName: 'site.localhost' });
  expect(JSON.parse(body.toString())).toMatchObject({
    token_endpoint: 'http://site.localhost:8787/services/oauth2/token',
  });
});

test('a host of the local gateway is where that serves it', async () => {
  const localOrigins = { 'login.example.com': 'http://login.example.com.localhost:8787' };
  const upstreams = { oauth: { issuer: issuer.issuer, paths: {}, pages: [] } };
  const gateway = new Gateway({ upstreams, localOrigins });
  const named = async (domainName: string): Promise<unknown> => {
    const { body } = await gateway.call({ path: PATH, domainName });
    return (JSON.parse(body.toString()) as Document)['token_endpoint'];
  };
  expect(await named('login.example.com')).toBe(
    'http://login.example.com.localhost:8787/services/oauth2/token',
  );
  expect(await named('other.example.com')).toBe('https://other.example.com/services/oauth2/token');
});

test('names that objects inherit are names like others', async () => {
  issuer.documentText = `{"issuer": "${issuer.issuer}", "__proto__": "x", "constructor": "y"}`;
  const document = await served();
  expect(Object.entries(document)).toEqual(
    expect.arrayContaining([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]),
  );
});

test('any page may read it; it may be cached as long as the one of the issuer', async () => {
  const { headers } = await issuer.gateway().call({ path: PATH, headers: { Origin: UNLISTED } });
  expect(headers.get('access-control-allow-origin')).toEqual(['*']);
  expect(headers.get('content-type')).toEqual(['application/json']);
  expect(headers.get('cache-control')).toEqual(['max-age=60']);
  // It names another document.
  expect(headers.has('etag')).toBe(false);
});

test('where the issuer says nothing of caching, nothing is said', async () => {
  issuer.documentHeaders = {};
  const { headers } = await issuer.gateway().call({ path: PATH });
  expect(headers.has('cache-control')).toBe(false);
});

test('an endpoint that the table has no path for is left out, also where a page covers it', async () => {
  const endpoints = SALESFORCE_ENDPOINTS.filter(({ role }) => role !== 'introspect');
  const { body } = await issuer.gateway({ pages: ['/realms/x/'] }, { endpoints }).call({ path: PATH });
  expect(JSON.parse(body.toString())).not.toHaveProperty('introspection_endpoint');
});

test('a path that names several is not published as a URL', async () => {
  const rule = { match: 'exact', access: 'public', methods: ['GET'], hostKinds: [] } as const;
  const endpoints = [
    { ...rule, path: PATH, role: 'openid-configuration' },
    { ...rule, path: '/v*/keys', role: 'jwks' },
    { ...rule, path: '/keys', role: 'jwks' },
    { ...rule, path: '/v*/me', role: 'userinfo' },
  ] as const;
  const gateway = issuer.gateway({}, { endpoints });
  const { body } = await gateway.call({ path: PATH });
  const document = JSON.parse(body.toString()) as Document;
  expect([document['jwks_uri'], document['userinfo_endpoint']]).toEqual([`${OWN}/keys`, undefined]);
  expect((await gateway.call({ path: '/v2.0/me' })).status).toBe(200);
  expect(issuer.calls.map(({ target }) => target)).toEqual(['/realms/x/protocol/userinfo']);
});

test('HEAD is answered without a body', async () => {
  const answer = await issuer.gateway().call({ method: 'HEAD', path: PATH });
  expect([answer.status, answer.body.length]).toEqual([200, 0]);
  expect(issuer.upstream.requests.map(({ method }) => method)).toEqual(['GET']);
});

test('other methods are for the issuer to refuse', async () => {
  issuer.status = 405;
  const answer = await issuer.gateway().call({ method: 'POST', path: PATH });
  const posted = issuer.upstream.requests.find(({ method }) => method === 'POST');
  expect([answer.status, posted?.target]).toEqual([405, '/realms/x/.well-known/openid-configuration']);
});

test('without a host for its endpoints there is no document', async () => {
  const gateway = issuer.gateway();
  expect((await gateway.call({ path: PATH, domainName: undefined })).status).toBe(502);
  expect(gateway.failures.join()).toContain('does not name the host');
});

test('an issuer without a document: 502 that any page can read', async () => {
  issuer.documentStatus = 500;
  const { status, headers } = await issuer.gateway().call({ path: PATH, headers: { Origin: UNLISTED } });
  expect([status, headers.get('access-control-allow-origin')]).toEqual([502, ['*']]);
});

describe('roles beyond those of every client', () => {
  const rule = { match: 'exact', access: 'oauth', methods: ['POST'], hostKinds: ['my-domain'] } as const;
  const ROLES = {
    'end-session': 'end_session_endpoint',
    'device-authorization': 'device_authorization_endpoint',
    'pushed-authorization': 'pushed_authorization_request_endpoint',
    registration: 'registration_endpoint',
    'backchannel-authentication': 'backchannel_authentication_endpoint',
  } as const;
  const endpoints = [
    { ...rule, path: PATH, access: 'public', role: 'openid-configuration' },
    ...(Object.keys(ROLES) as (keyof typeof ROLES)[]).map((role) => ({
      ...rule,
      path: `/own/${role}`,
      role,
    })),
  ] as const;

  test.each(Object.entries(ROLES))(
    '%s is advertised where the issuer has it, and works there',
    async (role, member) => {
      issuer.metadata = { [member]: `BASE/theirs/${role}` };
      const gateway = issuer.gateway({}, { endpoints });
      const document = JSON.parse((await gateway.call({ path: PATH })).body.toString()) as Document;
      expect(document).toEqual({ issuer: issuer.issuer, [member]: `${OWN}/own/${role}` });
      const answer = await gateway.call({
        method: 'POST',
        path: `/own/${role}`,
        headers: { Origin: LISTED },
      });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, [LISTED]]);
      expect(issuer.calls.map(({ target }) => target)).toEqual([`/realms/x/theirs/${role}`]);
    },
  );

  test('what the issuer has not got is neither advertised nor sent', async () => {
    issuer.metadata = {};
    const gateway = issuer.gateway({}, { endpoints });
    expect(JSON.parse((await gateway.call({ path: PATH })).body.toString())).toEqual({
      issuer: issuer.issuer,
    });
    for (const role of Object.keys(ROLES)) {
      expect((await gateway.call({ method: 'POST', path: `/own/${role}` })).status).toBe(404);
    }
    expect(issuer.calls).toEqual([]);
  });
});

describe('endpoints on the paths of the table', () => {
  const rule = { match: 'exact', access: 'public', methods: ['GET', 'POST'], hostKinds: [] } as const;
  const endpoints = [
    { ...rule, path: PATH, role: 'openid-configuration' },
    { ...rule, path: '/realms/x/protocol/token', role: 'token' },
    { ...rule, path: '/realms/x/protocol/userinfo', role: 'userinfo' },
    { ...rule, path: '/realms/{name}/protocol/certs', role: 'jwks' },
  ] as const;

  test('nothing is discovered to send a request', async () => {
    issuer.documentStatus = 500;
    const gateway = issuer.gateway({ ownPaths: true }, { endpoints });
    for (const path of ['/realms/x/protocol/token', '/realms/y/protocol/certs']) {
      expect((await gateway.call({ method: 'POST', path, query: { a: ['1'] } })).status).toBe(200);
    }
    expect(issuer.reads).toBe(0);
    expect(issuer.calls.map(({ target }) => target)).toEqual([
      '/realms/x/protocol/token?a=1',
      '/realms/y/protocol/certs?a=1',
    ]);
  });

  test('advertised is what the issuer says of the same path; another path is in the log', async () => {
    issuer.metadata = { token_endpoint: 'BASE/protocol/token', userinfo_endpoint: 'BASE/moved' };
    const gateway = issuer.gateway({ ownPaths: true }, { endpoints });
    const { body } = await gateway.call({ path: PATH });
    expect(JSON.parse(body.toString())).toEqual({
      issuer: issuer.issuer,
      token_endpoint: `${OWN}/realms/x/protocol/token`,
    });
    expect(gateway.failures.join()).toContain('/realms/x/moved');
  });

  test('what `paths` names is sent there all the same', async () => {
    const paths = { '/realms/x/protocol/token': '/t?p=1' };
    const gateway = issuer.gateway({ ownPaths: true, paths }, { endpoints });
    await gateway.call({ method: 'POST', path: '/realms/x/protocol/token' });
    expect(issuer.calls.map(({ target }) => target)).toEqual(['/t?p=1']);
  });

  test('pages that stay at the issuer are named as it names them', async () => {
    issuer.metadata = {
      ...ENDPOINTS,
      end_session_endpoint: 'BASE/logout',
      registration_endpoint: 'BASE/reg',
    };
    const gateway = issuer.gateway({ ownPaths: true, pagesAtIssuer: true }, { endpoints });
    const { body } = await gateway.call({ path: PATH });
    expect(JSON.parse(body.toString())).toEqual({
      issuer: issuer.issuer,
      authorization_endpoint: `${issuer.issuer}/protocol/auth`,
      end_session_endpoint: `${issuer.issuer}/logout`,
      token_endpoint: `${OWN}/realms/x/protocol/token`,
      userinfo_endpoint: `${OWN}/realms/x/protocol/userinfo`,
    });
  });
});

test('an issuer that needs `Origin` gets it from allowed pages too', async () => {
  const headers = { Origin: LISTED };
  for (const keepsOrigin of [true, false]) {
    await issuer.gateway({ keepsOrigin }).call({ method: 'POST', path: '/services/oauth2/token', headers });
  }
  expect(issuer.calls.map((call) => valuesOf(call, 'origin'))).toEqual([[LISTED], []]);
});
