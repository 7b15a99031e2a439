import { ENDPOINTS, FakeIssuer } from './support/fake-issuer';

let issuer: FakeIssuer;
beforeEach(async () => {
  issuer = await FakeIssuer.start();
  issuer.status = 302;
});
afterEach(() => issuer.stop());

const OWN = 'https://login.example.com';
const AUTHORIZE = '/services/oauth2/authorize';
const PAGES = ['/realms/x/login', '/realms/x/logout'];

async function headerOf(
  name: string,
  value: string,
  path: string,
  prefix: string,
): Promise<string | undefined> {
  issuer.headers = [name, value];
  const gateway = issuer.gateway({ pages: PAGES });
  const { headers } = await gateway.call({ path, fullPath: `${prefix}${path}` });
  return headers.get(name.toLowerCase())?.[0];
}

describe('redirects of the issuer lead through the gateway', () => {
  test.each([
    // To its own endpoints: by their public paths, wherever they are said to be.
    ['', AUTHORIZE, 'BASE/protocol/auth?client_id=a', `${OWN}${AUTHORIZE}?client_id=a`],
    ['', AUTHORIZE, '/realms/x/protocol/auth?a=1', `${AUTHORIZE}?a=1`],
    ['', '/realms/x/login', '/realms/x/protocol/auth', AUTHORIZE],
    ['', '/realms/x/login', `${OWN}/realms/x/protocol/auth`, `${OWN}${AUTHORIZE}`],
    ['/prod', AUTHORIZE, 'BASE/protocol/auth', `${OWN}/prod${AUTHORIZE}`],
    ['/prod', AUTHORIZE, `${OWN}/prod/realms/x/protocol/auth`, `${OWN}/prod${AUTHORIZE}`],
    // To its pages: they keep their paths.
    ['', AUTHORIZE, 'BASE/login/1?x#f', `${OWN}/realms/x/login/1?x#f`],
    ['', AUTHORIZE, '/realms/x/login/1', '/realms/x/login/1'],
    ['/prod', AUTHORIZE, '/realms/x/login/1', '/prod/realms/x/login/1'],
    ['/prod', AUTHORIZE, `${OWN}/realms/x/login/1`, `${OWN}/prod/realms/x/login/1`],
    // A reference that is relative to an endpoint is not relative to its public path.
    ['', AUTHORIZE, '../login/1', '/realms/x/login/1'],
    ['', AUTHORIZE, '?again', '?again'],
    ['', '/realms/x/login/1', '2', '2'],
    // A path that the gateway does not pass leads to its 404, so that the host of the issuer is not named.
    ['', AUTHORIZE, 'BASE/account', `${OWN}/realms/x/account`],
    // References to other origins are left byte for byte.
    [
      '',
      AUTHORIZE,
      'https://app.example.org/cb?code=a&iss=BASE',
      'https://app.example.org/cb?code=a&iss=BASE',
    ],
    ['', AUTHORIZE, `${OWN}/console/cb?code=a`, `${OWN}/console/cb?code=a`],
    ['/prod', AUTHORIZE, `${OWN}/console/cb?code=a`, `${OWN}/console/cb?code=a`],
  ])('%s%s: %s → %s', async (prefix, path, location, seen) => {
    const expected = seen.replace('BASE', issuer.issuer);
    expect(await headerOf('Location', location, path, prefix)).toBe(expected);
  });

  test('a query that the endpoint always has is not told', async () => {
    issuer.metadata = { ...ENDPOINTS, authorization_endpoint: 'BASE/protocol/auth?p=x' };
    const of = (query: string): Promise<string | undefined> =>
      headerOf('Location', `/realms/x/protocol/auth${query}`, '/realms/x/login', '');
    expect(await of('?p=x&a=1')).toBe(`${AUTHORIZE}?a=1`);
    expect(await of('?p=x')).toBe(AUTHORIZE);
    expect(await of('?p=xy')).toBe(`${AUTHORIZE}?p=xy`);
  });
});

describe('cookies of the issuer come back to where it looks for them', () => {
  test('for an endpoint that has the same path on both sides: that path', async () => {
    issuer.metadata = { authorization_endpoint: `ROOT${AUTHORIZE}` };
    expect(await headerOf('Set-Cookie', `a=1; Path=${AUTHORIZE}`, AUTHORIZE, '')).toBe(
      `a=1; Path=${AUTHORIZE}`,
    );
  });

  test.each([
    // Only for pages: the same path, behind the stage.
    ['', AUTHORIZE, 'a=1; Path=/realms/x/login', 'a=1; Path=/realms/x/login'],
    ['/prod', AUTHORIZE, 'a=1; Path=/realms/x/login; Secure', 'a=1; Secure; Path=/prod/realms/x/login'],
    // For moved endpoints and for pages: only `/` covers both.
    ['', AUTHORIZE, 'a=1; Path=/realms/x/; HttpOnly', 'a=1; HttpOnly; Path=/'],
    ['', '/realms/x/login', 'a=1; Path=/realms/x', 'a=1; Path=/'],
    ['/prod', AUTHORIZE, 'a=1; Path=/realms/x/', 'a=1; Path=/prod'],
    ['', AUTHORIZE, 'a=1; Path=/realms/x/protocol/auth', 'a=1; Path=/'],
    ['', AUTHORIZE, 'a=1; Path=/', 'a=1; Path=/'],
    // Without a path it is for the folder of the endpoint, which clients do not know.
    ['', AUTHORIZE, 'a=1', 'a=1; Path=/'],
    ['', '/realms/x/login/1', 'a=1', 'a=1'],
    ['', AUTHORIZE, '__Host-a=1; Path=/; Secure', '__Host-a=1; Path=/; Secure'],
    ['', AUTHORIZE, 'a=1; Path=/; Domain=127.0.0.1', 'a=1; Path=/'],
  ])('%s%s: %s → %s', async (prefix, path, cookie, seen) => {
    expect(await headerOf('Set-Cookie', cookie, path, prefix)).toBe(seen);
  });
});
