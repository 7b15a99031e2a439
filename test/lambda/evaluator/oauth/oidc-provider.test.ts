import { createHash, randomBytes } from 'node:crypto';
import { Gateway, LISTED, UNLISTED, type Answer } from '../responder/support/gateway';
import { Browser } from './support/browser';
import { CLIENT_ID, OidcProvider, REDIRECT_URI } from './support/oidc-provider';

/* A real issuer behind the gateway: a client that knows the gateway alone signs in with the authorization-code flow. */

const OWN = 'https://login.example.com';

let provider: OidcProvider;
let gateway: Gateway;
let metadata: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  provider = await OidcProvider.start();
  const pages = ['/interaction', '/auth', '/session/end'];
  gateway = new Gateway({ upstreams: { oauth: { issuer: provider.issuer, paths: {}, pages } } });
  const answer = await fetchFrom('/.well-known/openid-configuration', UNLISTED);
  metadata = JSON.parse(answer.body.toString()) as typeof metadata;
});
afterAll(() => provider.stop());

function fetchFrom(path: string, origin: string, authorization?: string): Promise<Answer> {
  const headers = {
    Origin: origin,
    'Sec-Fetch-Mode': 'cors',
    ...(authorization && { Authorization: authorization }),
  };
  return gateway.call({ path, headers });
}

/** The path on the gateway of an endpoint that its document names. */
function endpoint(member: string): string {
  const url = new URL(String(metadata[member]));
  expect(url.origin).toBe(OWN);
  return url.pathname;
}

function post(member: string, form: Readonly<Record<string, string>>, origin = LISTED): Promise<Answer> {
  const headers = { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from(new URLSearchParams(form).toString());
  return gateway.call({ method: 'POST', path: endpoint(member), headers, body });
}

function json({ body }: Answer): Record<string, unknown> {
  return JSON.parse(body.toString()) as Record<string, unknown>;
}

async function signIn(): Promise<{
  readonly code: string;
  readonly verifier: string;
  readonly browser: Browser;
}> {
  const verifier = randomBytes(32).toString('base64url');
  const authorize = new URL(String(metadata['authorization_endpoint']));
  authorize.search = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid',
    state: 'a b+c',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const browser = new Browser(gateway);
  const login = await browser.open(authorize.href);
  expect(login.pathname).toMatch(/^\/interaction\//);
  const consent = await browser.submit({ login: 'somebody', password: 'anything' });
  expect(consent.pathname).toMatch(/^\/interaction\//);
  const back = await browser.submit({});
  expect(`${back.origin}${back.pathname}`).toBe(REDIRECT_URI);
  expect([back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual(['a b+c', provider.issuer]);
  return { code: String(back.searchParams.get('code')), verifier, browser };
}

const exchanged = ({ code, verifier }: { code: string; verifier: string }): Record<string, string> => ({
  grant_type: 'authorization_code',
  client_id: CLIENT_ID,
  redirect_uri: REDIRECT_URI,
  code,
  code_verifier: verifier,
});

test('the document names the gateway everywhere but in the issuer', () => {
  expect(metadata['issuer']).toBe(provider.issuer);
  const rest = JSON.stringify({ ...metadata, issuer: undefined });
  expect(rest).not.toContain(provider.issuer);
  expect(metadata).toMatchObject({
    authorization_endpoint: `${OWN}/services/oauth2/authorize`,
    token_endpoint: `${OWN}/services/oauth2/token`,
    revocation_endpoint: `${OWN}/services/oauth2/revoke`,
    introspection_endpoint: `${OWN}/services/oauth2/introspect`,
    userinfo_endpoint: `${OWN}/services/oauth2/userinfo`,
    jwks_uri: `${OWN}/services/oauth2/id/keys`,
    end_session_endpoint: `${OWN}/session/end`,
  });
});

test('authorization code with PKCE: sign in, token, userinfo, keys, revoke', async () => {
  const session = await signIn();
  const outside = session.browser.visited.filter((url) => !url.startsWith(`${OWN}/`));
  expect(outside).toEqual([expect.stringContaining(`${REDIRECT_URI}?`)]);

  const token = await post('token_endpoint', exchanged(session));
  expect([token.status, token.headers.get('access-control-allow-origin')]).toEqual([200, [LISTED]]);
  const { access_token: accessToken, id_token: idToken } = json(token);
  const [head = '', claims = ''] = String(idToken).split('.');
  const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(decode(claims)).toMatchObject({ iss: metadata['issuer'], aud: CLIENT_ID, sub: 'somebody' });

  const keys = await fetchFrom(endpoint('jwks_uri'), UNLISTED);
  expect(keys.headers.get('access-control-allow-origin')).toEqual(['*']);
  expect(json(keys)['keys']).toContainEqual(
    expect.objectContaining({ kid: (decode(head) as { kid: string }).kid }),
  );

  const userinfo = (): Promise<Answer> =>
    fetchFrom(endpoint('userinfo_endpoint'), LISTED, `Bearer ${String(accessToken)}`);
  const user = await userinfo();
  expect([user.status, json(user), user.headers.get('access-control-allow-origin')]).toEqual([
    200,
    { sub: 'somebody' },
    [LISTED],
  ]);

  const revoked = await post('revocation_endpoint', { client_id: CLIENT_ID, token: String(accessToken) });
  expect([revoked.status, revoked.headers.get('access-control-allow-origin')]).toEqual([200, [LISTED]]);
  const after = await userinfo();
  expect([after.status, after.headers.get('access-control-allow-origin')]).toEqual([401, [LISTED]]);
  expect(after.headers.get('www-authenticate')?.[0]).toContain('invalid_token');
});

test('who is signed in is not asked again: the cookies came back', async () => {
  const { browser } = await signIn();
  const again = new URL(String(metadata['authorization_endpoint']));
  again.search = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid',
    code_challenge: createHash('sha256').update('x'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = await browser.open(again.href);
  expect(`${back.origin}${back.pathname}`).toBe(REDIRECT_URI);
});

test('a wrong code: an error of the issuer that the page can read', async () => {
  const answer = await post('token_endpoint', exchanged({ code: 'wrong', verifier: 'v'.repeat(43) }));
  expect([answer.status, json(answer)['error']]).toEqual([400, 'invalid_grant']);
  expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
});

test('a wrong verifier too', async () => {
  const { code } = await signIn();
  const answer = await post('token_endpoint', exchanged({ code, verifier: 'v'.repeat(43) }));
  expect([answer.status, json(answer)['error']]).toEqual([400, 'invalid_grant']);
});

test('an origin that is not listed: refused, and the issuer hears nothing', async () => {
  await provider.requests();
  const answer = await post('token_endpoint', exchanged({ code: 'any', verifier: 'v'.repeat(43) }), UNLISTED);
  expect([answer.status, json(answer)['code']]).toEqual([403, 'origin_not_allowlisted']);
  expect(await provider.requests()).toEqual([]);
});

test('the logout page of the document works', async () => {
  const logout = await new Browser(gateway).open(String(metadata['end_session_endpoint']));
  expect(logout.href).toBe(`${OWN}/session/end`);
});
