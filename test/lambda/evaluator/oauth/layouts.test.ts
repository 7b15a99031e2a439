import { createHash, randomBytes } from 'node:crypto';
import { readPolicyDocument, readUpstreams } from '../../../../lambda/shared/configuration/configuration';
import { CorsEndpoints, CorsGateway, CorsHost, HostKind, OAuthRole } from '../../../../lib';
import { environmentOf, stackOf } from '../../../constructs/support/stack-of';
import { Gateway, LISTED, UNLISTED, type Answer } from '../responder/support/gateway';
import { Browser } from './support/browser';
import { ProofMaker } from './support/dpop';
import { CLIENT_ID, OidcProvider, REDIRECT_URI } from './support/oidc-provider';

/*
 * A real issuer that calls itself by the gateway's name, on the paths of products, behind a gateway as a deployment configures it. The
 * client is strict: it takes nothing but the issuer identifier, and signs DPoP proofs for the URLs that it asks.
 */

const OWN = 'https://login.example.com';
const FURTHER = [OAuthRole.DEVICE_AUTHORIZATION, OAuthRole.REGISTRATION, OAuthRole.INTROSPECT];
const OIDC = '/protocol/openid-connect';

interface Product {
  readonly name: string;
  readonly mount: string;
  readonly routes: Readonly<Record<string, string>>;
  readonly endpoints: CorsEndpoints;
  /** Paths of its own pages that are not those of the product. */
  readonly pages: readonly string[];
}

const PRODUCTS: readonly Product[] = [
  {
    name: 'keycloak',
    mount: '/realms/main',
    routes: {
      authorization: `${OIDC}/auth`,
      token: `${OIDC}/token`,
      jwks: `${OIDC}/certs`,
      userinfo: `${OIDC}/userinfo`,
      revocation: `${OIDC}/revoke`,
      introspection: `${OIDC}/token/introspect`,
      end_session: `${OIDC}/logout`,
      device_authorization: `${OIDC}/auth/device`,
      registration: '/clients-registrations/openid-connect',
    },
    endpoints: CorsEndpoints.keycloak({ realm: 'main', furtherRoles: FURTHER }),
    pages: [],
  },
  {
    name: 'auth0',
    mount: '',
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      jwks: '/.well-known/jwks.json',
      userinfo: '/userinfo',
      revocation: '/oauth/revoke',
      end_session: '/oidc/logout',
      device_authorization: '/oauth/device/code',
      registration: '/oidc/register',
    },
    endpoints: CorsEndpoints.auth0({
      furtherRoles: [OAuthRole.DEVICE_AUTHORIZATION, OAuthRole.REGISTRATION],
    }),
    pages: ['/interaction'],
  },
  {
    name: 'okta',
    mount: '/oauth2/default',
    routes: {
      authorization: '/v1/authorize',
      token: '/v1/token',
      jwks: '/v1/keys',
      userinfo: '/v1/userinfo',
      revocation: '/v1/revoke',
      introspection: '/v1/introspect',
      end_session: '/v1/logout',
      device_authorization: '/v1/device/authorize',
    },
    endpoints: CorsEndpoints.okta({
      authorizationServerId: 'default',
      furtherRoles: [OAuthRole.DEVICE_AUTHORIZATION, OAuthRole.INTROSPECT],
    }),
    pages: [],
  },
  {
    name: 'a discovery document',
    mount: '',
    routes: {},
    endpoints: CorsEndpoints.issuer({
      document: {
        issuer: OWN,
        authorization_endpoint: `${OWN}/auth`,
        token_endpoint: `${OWN}/token`,
        jwks_uri: `${OWN}/jwks`,
        userinfo_endpoint: `${OWN}/me`,
        revocation_endpoint: `${OWN}/token/revocation`,
        end_session_endpoint: `${OWN}/session/end`,
        introspection_endpoint: `${OWN}/token/introspection`,
        device_authorization_endpoint: `${OWN}/device/auth`,
        registration_endpoint: `${OWN}/reg`,
      },
      pages: ['/interaction', '/auth', '/session/end'],
      furtherRoles: FURTHER,
    }),
    pages: [],
  },
];

describe.each(PRODUCTS)('$name', ({ mount, routes, endpoints, pages }) => {
  const issuer = `${OWN}${mount}`;
  let provider: OidcProvider;
  let gateway: Gateway;
  let metadata: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    provider = await OidcProvider.start({ publicName: OWN, mount, routes, nonces: true });
    const built = stackOf(
      (stack) =>
        new CorsGateway(stack, 'Cors', {
          endpoints,
          hosts: [CorsHost.existing('login.example.com', HostKind.MY_DOMAIN)],
          oauthUpstream: { issuer, address: provider.address, pages: [...pages] },
          adminApi: false,
        }),
    );
    const environment = environmentOf(built);
    gateway = new Gateway({ policy: readPolicyDocument(environment), upstreams: readUpstreams(environment) });
    const { body } = await fetched('GET', `${issuer}/.well-known/openid-configuration`, { origin: UNLISTED });
    metadata = JSON.parse(body.toString()) as typeof metadata;
  });
  afterAll(() => provider.stop());

  interface Fetch {
    readonly origin?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly form?: Readonly<Record<string, string>>;
    readonly json?: unknown;
  }

  /** The request of a page to another origin. */
  function fetched(
    method: string,
    url: string,
    { origin = LISTED, headers, form, json }: Fetch = {},
  ): Promise<Answer> {
    const { origin: host, pathname: path } = new URL(url);
    expect(host).toBe(OWN);
    const type = form ? 'application/x-www-form-urlencoded' : json ? 'application/json' : undefined;
    const text = form ? new URLSearchParams(form).toString() : json ? JSON.stringify(json) : undefined;
    return gateway.call({
      method,
      path,
      headers: {
        Origin: origin,
        'Sec-Fetch-Mode': 'cors',
        ...headers,
        ...(type && { 'Content-Type': type }),
      },
      ...(text !== undefined && { body: Buffer.from(text) }),
    });
  }

  const endpoint = (member: string): string => String(metadata[member]);
  const json = ({ body }: Answer): Record<string, unknown> =>
    JSON.parse(body.toString()) as Record<string, unknown>;

  async function signIn(): Promise<Record<string, string>> {
    const verifier = randomBytes(32).toString('base64url');
    const authorize = new URL(endpoint('authorization_endpoint'));
    authorize.search = new URLSearchParams({
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const browser = new Browser(gateway);
    await browser.open(authorize.href);
    await browser.submit({ login: 'somebody', password: 'anything' });
    const back = await browser.submit({});
    expect(`${back.origin}${back.pathname}`).toBe(REDIRECT_URI);
    expect(back.searchParams.get('iss')).toBe(issuer);
    return {
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      code: String(back.searchParams.get('code')),
      code_verifier: verifier,
    };
  }

  test('the issuer is where its document was found, and its endpoints are on that origin', () => {
    expect(metadata['issuer']).toBe(issuer);
    const named = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name));
    expect(named.map(([name]) => name)).toEqual(
      expect.arrayContaining(['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']),
    );
    for (const [, url] of named) expect(String(url)).toMatch(/^https:\/\/login\.example\.com\//);
  });

  test('a client signs in with DPoP: nonces can be read, and proofs are for the URLs that it asks', async () => {
    const maker = new ProofMaker();
    const form = await signIn();
    const token = endpoint('token_endpoint');
    const ask = (nonce?: string, htu = token): Promise<Answer> => {
      const proof = maker.proof('POST', htu, nonce === undefined ? {} : { nonce });
      return fetched('POST', token, { form, headers: { DPoP: proof } });
    };
    const challenge = await ask();
    expect([challenge.status, json(challenge)['error']]).toEqual([400, 'use_dpop_nonce']);
    expect(challenge.headers.get('access-control-expose-headers')?.join()).toContain('DPoP-Nonce');
    const nonce = challenge.headers.get('dpop-nonce')?.[0] ?? '';
    expect(json(await ask(nonce, `${provider.address}${new URL(token).pathname}`))['error']).toBe(
      'invalid_dpop_proof',
    );
    const granted = json(await ask(nonce));
    expect(granted).toMatchObject({ token_type: 'DPoP' });
    const accessToken = String(granted['access_token']);
    const userinfo = endpoint('userinfo_endpoint');
    const read = (more: object): Promise<Answer> => {
      const proof = maker.proof('GET', userinfo, { accessToken, ...more });
      return fetched('GET', userinfo, { headers: { Authorization: `DPoP ${accessToken}`, DPoP: proof } });
    };
    const refused = await read({});
    // API Gateway gives `WWW-Authenticate` another name; the nonce keeps its own.
    expect([refused.status, refused.headers.get('www-authenticate')?.join()]).toEqual([
      401,
      expect.stringContaining('use_dpop_nonce'),
    ]);
    const next = refused.headers.get('dpop-nonce')?.[0] ?? '';
    expect(json(await read({ nonce: next }))).toEqual({ sub: 'somebody' });
  });

  test('what it names can be called by a listed page', async () => {
    for (const [name, url] of Object.entries(metadata)) {
      if (!name.endsWith('_endpoint') && name !== 'jwks_uri') continue;
      const isPage = /^(authorization|end_session)_/.test(name);
      const answer = isPage
        ? await gateway.call({
            path: new URL(String(url)).pathname,
            headers: { 'Sec-Fetch-Mode': 'navigate' },
          })
        : await fetched(/jwks|userinfo/.test(name) ? 'GET' : 'POST', String(url));
      expect([name, answer.verdict.outcome]).toEqual([name, isPage ? 'pass' : 'allow']);
      expect([name, answer.status]).not.toEqual([name, 404]);
    }
  });

  test('a device begins a log-in, and waits for it', async () => {
    const form = { client_id: CLIENT_ID, scope: 'openid' };
    const begun = json(await fetched('POST', endpoint('device_authorization_endpoint'), { form }));
    expect(String(begun['verification_uri'])).toMatch(/^https:\/\/login\.example\.com\//);
    const grant = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: CLIENT_ID,
      device_code: String(begun['device_code']),
    };
    const asked = await fetched('POST', endpoint('token_endpoint'), { form: grant });
    expect([asked.status, json(asked)['error']]).toEqual([400, 'authorization_pending']);
  });
});

test('a client registers itself, and reads its registration back', async () => {
  const mount = '/realms/main';
  const routes = { registration: '/clients-registrations/openid-connect' };
  const provider = await OidcProvider.start({ publicName: OWN, mount, routes });
  const endpoints = CorsEndpoints.keycloak({ realm: 'main', furtherRoles: [OAuthRole.REGISTRATION] });
  const built = stackOf(
    (stack) =>
      new CorsGateway(stack, 'Cors', {
        endpoints,
        hosts: [CorsHost.existing('login.example.com', HostKind.MY_DOMAIN)],
        oauthUpstream: { issuer: `${OWN}${mount}`, address: provider.address },
        adminApi: false,
      }),
  );
  const environment = environmentOf(built);
  const gateway = new Gateway({
    policy: readPolicyDocument(environment),
    upstreams: readUpstreams(environment),
  });
  const headers = { Origin: LISTED, 'Sec-Fetch-Mode': 'cors', 'Content-Type': 'application/json' };
  const made = await gateway.call({
    method: 'POST',
    path: `${mount}${routes.registration}`,
    headers,
    body: Buffer.from(JSON.stringify({ redirect_uris: ['https://new.example.org/cb'] })),
  });
  expect(made.status).toBe(201);
  const { registration_client_uri: uri, registration_access_token: token } = JSON.parse(
    made.body.toString(),
  ) as Record<string, string>;
  expect(uri).toContain(`${OWN}${mount}${routes.registration}/`);
  const read = await gateway.call({
    path: new URL(String(uri)).pathname,
    headers: { Origin: LISTED, 'Sec-Fetch-Mode': 'cors', Authorization: `Bearer ${String(token)}` },
  });
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, [LISTED]]);
  await provider.stop();
});
