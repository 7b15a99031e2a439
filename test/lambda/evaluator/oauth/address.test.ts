import { ConfigurationError } from '../../../../lambda/shared/configuration/configuration';
import { LISTED } from '../responder/support/gateway';
import { valuesOf } from '../responder/support/recording-upstream';
import { FakeIssuer } from './support/fake-issuer';

/** The gateway's own origin, by which the issuer calls itself. */
const OWN = 'https://login.example.com';
const NAME = `${OWN}/realms/x`;
const OAUTH = '/services/oauth2';
const METADATA = {
  issuer: NAME,
  authorization_endpoint: `${NAME}/protocol/auth`,
  token_endpoint: `${NAME}/protocol/token?p=policy`,
  userinfo_endpoint: 'BASE/protocol/userinfo',
  jwks_uri: 'https://elsewhere.example.net/keys',
  end_session_endpoint: `${NAME}/logout`,
  registration_endpoint: `${NAME}/register`,
};

let issuer: FakeIssuer;
beforeEach(async () => {
  issuer = await FakeIssuer.start();
  issuer.metadata = METADATA;
});
afterEach(() => issuer.stop());

const gateway = (pages: readonly string[] = ['/realms/x/logout', '/realms/x/login']) =>
  issuer.gateway({ issuer: NAME, address: issuer.upstream.url, pages });

test.each([
  ['an endpoint on the public name', 'POST', `${OAUTH}/token`, '/realms/x/protocol/token?p=policy'],
  ['an endpoint on the address', 'GET', `${OAUTH}/userinfo`, '/realms/x/protocol/userinfo'],
  ['a page', 'GET', '/realms/x/login/form', '/realms/x/login/form'],
])('%s is reached at the address', async (_, method, path, target) => {
  const { status } = await gateway().call({ method, path });
  expect([status, issuer.calls.map((call) => call.target)]).toEqual([200, [target]]);
});

test('the document is read below the path of the issuer, and says its name', async () => {
  const path = '/.well-known/openid-configuration';
  const { status, body } = await gateway().call({ path });
  expect(status).toBe(200);
  expect(issuer.upstream.requests.map(({ target }) => target)).toEqual([`/realms/x${path}`]);
  expect(JSON.parse(body.toString())).toEqual({
    issuer: NAME,
    authorization_endpoint: `${OWN}${OAUTH}/authorize`,
    token_endpoint: `${OWN}${OAUTH}/token`,
    userinfo_endpoint: `${OWN}${OAUTH}/userinfo`,
    end_session_endpoint: `${OWN}/realms/x/logout`,
  });
});

test('an endpoint on a third origin is still refused', async () => {
  const { status } = await gateway().call({ path: `${OAUTH}/id/keys` });
  expect([status, issuer.calls]).toEqual([502, []]);
});

test.each([
  ['the address, of a page', 'ROOT/realms/x/login?a=1', `${OWN}/realms/x/login?a=1`],
  ['the public name, of a page', `${NAME}/login?a=1`, `${NAME}/login?a=1`],
  ['the public name, of an endpoint', `${NAME}/protocol/auth?a=1`, `${OWN}${OAUTH}/authorize?a=1`],
  ['a client', 'https://app.example/callback?code=1', 'https://app.example/callback?code=1'],
])('a redirect to %s leads a browser through the gateway', async (_, sent, seen) => {
  issuer.status = 302;
  issuer.headers = ['Location', sent];
  const { headers } = await gateway().call({
    path: `${OAUTH}/authorize`,
    headers: { 'Sec-Fetch-Mode': 'navigate' },
  });
  expect(headers.get('location')).toEqual([seen]);
});

test('a cookie for the public name stays for it, and one for the address becomes the own host’s', async () => {
  issuer.headers = [
    'Set-Cookie',
    'a=1; Domain=login.example.com; Path=/realms/x/login',
    'Set-Cookie',
    'b=2; Domain=127.0.0.1',
  ];
  const { headers } = await gateway().call({ path: '/realms/x/login' });
  const [first, second] = headers.get('set-cookie') ?? [];
  expect(first).toContain('Domain=login.example.com');
  expect(second).not.toContain('Domain');
});

test('an allowed page gets its answer, with the upstream’s own Host', async () => {
  const { status, headers } = await gateway().call({
    method: 'GET',
    path: `${OAUTH}/userinfo`,
    headers: { Origin: LISTED },
  });
  expect([status, headers.get('access-control-allow-origin')]).toEqual([200, [LISTED]]);
  expect(valuesOf(issuer.calls[0]!, 'host')).toEqual([new URL(issuer.upstream.url).host]);
});

test('a document that names the address and not the public name is not that of the issuer', async () => {
  issuer.metadata = { ...METADATA, issuer: 'BASE' };
  const { status } = await gateway().call({ method: 'POST', path: `${OAUTH}/token` });
  expect(status).toBe(502);
});

test('an address with a path ends the start', () => {
  expect(() => issuer.gateway({ issuer: NAME, address: `${issuer.upstream.url}/base` })).toThrow(
    ConfigurationError,
  );
});
