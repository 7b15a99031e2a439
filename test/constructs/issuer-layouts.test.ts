import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aws } from 'aws-cdk-lib';
import { readPolicyDocument, readUpstreams } from '../../lambda/shared/configuration/configuration';
import {
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  CorsHost,
  HostKind,
  OAuthRole,
  PathMatch,
  type CorsGatewayProps,
  type IssuerLayoutOptions,
  type OAuthLayoutOptions,
  type OAuthUpstreamOptions,
} from '../../lib';
import { ENDPOINT_MEMBERS, type OAuthUpstream } from '../../lib/contract';
import { policyIssues, type EndpointRule } from '../../lib/core';
import { RecordingUpstream } from '../lambda/evaluator/responder/support/recording-upstream';
import { Gateway, LISTED, type Answer } from '../lambda/evaluator/responder/support/gateway';
import { complaints } from './support/complaints';
import { environmentOf, stackOf } from './support/stack-of';

const OWN = 'https://login.example.com';
const HOSTS = { hosts: [CorsHost.existing('login.example.com', HostKind.MY_DOMAIN)] };

/** The document of an issuer that has everything. */
const DOCUMENT = {
  issuer: OWN,
  authorization_endpoint: `${OWN}/auth`,
  token_endpoint: `${OWN}/token`,
  userinfo_endpoint: `${OWN}/me`,
  jwks_uri: `${OWN}/jwks`,
  end_session_endpoint: `${OWN}/session/end`,
  check_session_iframe: `${OWN}/session/check`,
  device_authorization_endpoint: `${OWN}/device/auth`,
  registration_endpoint: `${OWN}/reg`,
};

function build(endpoints: CorsEndpoints, oauthUpstream: OAuthUpstreamOptions, more: CorsGatewayProps = {}) {
  const props = { ...HOSTS, endpoints, oauthUpstream, adminApi: false, ...more };
  const environment = environmentOf(stackOf((stack) => new CorsGateway(stack, 'Cors', props)));
  return { policy: readPolicyDocument(environment), upstreams: readUpstreams(environment) };
}

interface Layout {
  readonly name: string;
  readonly make: (options?: OAuthLayoutOptions) => CorsEndpoints;
  readonly issuer: string;
  /** Paths that scripts of listed pages call. */
  readonly called: readonly string[];
  /** Pages, which nobody else may read. */
  readonly pages: readonly string[];
  /** Paths that are not of the issuer. */
  readonly beside: readonly string[];
  /** Every further role, with its path. */
  readonly further: Readonly<Partial<Record<OAuthRole, string>>>;
}

const REALM = '/realms/main';
const OIDC = `${REALM}/protocol/openid-connect`;
const LAYOUTS: readonly Layout[] = [
  {
    name: 'keycloak',
    make: (options) => CorsEndpoints.keycloak({ realm: 'main', ...options }),
    issuer: `${OWN}${REALM}`,
    called: [
      `${OIDC}/certs`,
      `${OIDC}/token`,
      `${OIDC}/userinfo`,
      `${OIDC}/revoke`,
      `${OIDC}/logout`,
      `${REALM}/account`,
      `${REALM}/account/credentials`,
    ],
    pages: [
      `${OIDC}/auth`,
      `${OIDC}/logout`,
      `${OIDC}/registrations`,
      `${OIDC}/login-status-iframe.html`,
      `${OIDC}/login-status-iframe.html/init`,
      `${OIDC}/3p-cookies/step1.html`,
      `${REALM}/login-actions/authenticate`,
      `${REALM}/broker/github/endpoint`,
      `${REALM}/account/`,
      '/resources/abc/login/keycloak.v2/css/styles.css',
    ],
    beside: ['/admin/main/console', '/realms/master/protocol/openid-connect/token', '/metrics', '/'],
    further: {
      [OAuthRole.INTROSPECT]: `${OIDC}/token/introspect`,
      [OAuthRole.DEVICE_AUTHORIZATION]: `${OIDC}/auth/device`,
      [OAuthRole.PUSHED_AUTHORIZATION]: `${OIDC}/ext/par/request`,
      [OAuthRole.REGISTRATION]: `${REALM}/clients-registrations/openid-connect`,
      [OAuthRole.BACKCHANNEL_AUTHENTICATION]: `${OIDC}/ext/ciba/auth`,
    },
  },
  {
    name: 'keycloak below /auth',
    make: (options) => CorsEndpoints.keycloak({ realm: 'main', basePath: '/auth', ...options }),
    issuer: `${OWN}/auth${REALM}`,
    called: [`/auth${OIDC}/token`, `/auth${OIDC}/userinfo`],
    pages: [`/auth${OIDC}/auth`, `/auth${REALM}/login-actions/authenticate`, '/auth/resources/x.css'],
    beside: [`${OIDC}/token`, '/auth/admin', '/resources/x.css'],
    further: {
      [OAuthRole.INTROSPECT]: `/auth${OIDC}/token/introspect`,
      [OAuthRole.DEVICE_AUTHORIZATION]: `/auth${OIDC}/auth/device`,
      [OAuthRole.PUSHED_AUTHORIZATION]: `/auth${OIDC}/ext/par/request`,
      [OAuthRole.REGISTRATION]: `/auth${REALM}/clients-registrations/openid-connect`,
      [OAuthRole.BACKCHANNEL_AUTHENTICATION]: `/auth${OIDC}/ext/ciba/auth`,
    },
  },
  {
    name: 'auth0',
    make: (options) => CorsEndpoints.auth0(options),
    issuer: `${OWN}/`,
    called: ['/.well-known/jwks.json', '/oauth/token', '/oauth/revoke', '/userinfo', '/oidc/logout'],
    pages: ['/authorize', '/authorize/resume', '/u/login', '/login/callback', '/v2/logout', '/activate'],
    beside: ['/api/v2/users', '/co/authenticate', '/dbconnections/signup', '/'],
    further: {
      [OAuthRole.DEVICE_AUTHORIZATION]: '/oauth/device/code',
      [OAuthRole.PUSHED_AUTHORIZATION]: '/oauth/par',
      [OAuthRole.REGISTRATION]: '/oidc/register',
      [OAuthRole.BACKCHANNEL_AUTHENTICATION]: '/bc-authorize',
    },
  },
  {
    name: 'cognito',
    make: (options) => CorsEndpoints.cognito(options),
    issuer: OWN,
    called: ['/oauth2/token', '/oauth2/revoke', '/oauth2/userInfo'],
    pages: [
      '/oauth2/authorize',
      '/oauth2/idpresponse',
      '/login',
      '/logout',
      '/signup',
      '/passkeys/add',
      '/error',
    ],
    beside: ['/', '/.well-known/openid-configuration'],
    further: {},
  },
  {
    name: 'okta',
    make: (options) => CorsEndpoints.okta({ authorizationServerId: 'default', ...options }),
    issuer: `${OWN}/oauth2/default`,
    called: ['keys', 'token', 'userinfo', 'revoke', 'logout'].map((one) => `/oauth2/default/v1/${one}`),
    pages: ['/oauth2/default/v1/authorize', '/oauth2/v1/authorize/callback', '/login/login.htm', '/signin'],
    beside: ['/api/v1/users', '/api/v1/authn', '/admin', '/'],
    further: {
      [OAuthRole.INTROSPECT]: '/oauth2/default/v1/introspect',
      [OAuthRole.DEVICE_AUTHORIZATION]: '/oauth2/default/v1/device/authorize',
      [OAuthRole.PUSHED_AUTHORIZATION]: '/oauth2/default/v1/par',
      [OAuthRole.REGISTRATION]: '/oauth2/v1/clients',
      [OAuthRole.BACKCHANNEL_AUTHENTICATION]: '/oauth2/default/v1/bc/authorize',
    },
  },
  {
    name: 'okta, org authorization server',
    make: (options) => CorsEndpoints.okta(options),
    issuer: OWN,
    called: ['keys', 'token', 'userinfo', 'revoke', 'logout'].map((one) => `/oauth2/v1/${one}`),
    pages: ['/oauth2/v1/authorize', '/login/login.htm'],
    beside: ['/api/v1/users', '/'],
    further: { [OAuthRole.PUSHED_AUTHORIZATION]: '/oauth2/v1/par' },
  },
  {
    name: 'entra',
    make: (options) => CorsEndpoints.entra({ tenant: 'abc-def', ...options }),
    issuer: `${OWN}/abc-def/v2.0`,
    called: ['/abc-def/oauth2/v2.0/token', '/abc-def/discovery/v2.0/keys'],
    pages: [],
    beside: ['/abc-def/oauth2/v2.0/authorize', '/common/oauth2/v2.0/token', '/'],
    further: { [OAuthRole.DEVICE_AUTHORIZATION]: '/abc-def/oauth2/v2.0/devicecode' },
  },
  {
    name: 'a discovery document',
    make: (options) => CorsEndpoints.issuer({ document: DOCUMENT, pages: ['/interaction'], ...options }),
    issuer: OWN,
    called: ['/token', '/me', '/jwks', '/session/end'],
    pages: ['/auth', '/session/end', '/session/check', '/interaction/abc'],
    beside: ['/', '/admin', '/session'],
    further: { [OAuthRole.DEVICE_AUTHORIZATION]: '/device/auth', [OAuthRole.REGISTRATION]: '/reg' },
  },
];

function rolesOf(further: Layout['further']): OAuthRole[] {
  return Object.values(OAuthRole).filter((role) => Object.hasOwn(further, role));
}

describe.each(LAYOUTS)('the layout $name', ({ make, issuer, called, pages, beside, further }) => {
  let upstream: RecordingUpstream;
  beforeEach(async () => {
    upstream = await RecordingUpstream.start();
  });
  afterEach(() => upstream.stop());

  /** A gateway as it is deployed, with nothing said but the issuer and its address. */
  function gateway(options?: OAuthLayoutOptions): Gateway {
    const { policy, upstreams } = build(make(options), { issuer, address: upstream.url });
    expect(policyIssues(policy)).toEqual([]);
    return new Gateway({ policy, upstreams });
  }

  function fetched(one: Gateway, path: string, method = 'POST'): Promise<Answer> {
    return one.call({ method, path, headers: { Origin: LISTED, 'Sec-Fetch-Mode': 'cors' } });
  }

  test('scripts of listed pages call its endpoints, on the issuer’s own paths', async () => {
    const one = gateway();
    for (const path of called) {
      const { status, headers } = await fetched(one, path);
      expect([path, status, headers.has('access-control-allow-origin')]).toEqual([path, 200, true]);
    }
    expect(upstream.requests.map(({ target }) => target)).toEqual(called);
    // The first of them starts the gateway and its functions.
  }, 120_000);

  test('browsers navigate to its pages, and no other origin reads them', async () => {
    const one = gateway();
    for (const path of pages) {
      const navigation = { Origin: 'https://stranger.example', 'Sec-Fetch-Mode': 'navigate' };
      const { status, headers } = await one.call({ path, headers: navigation });
      expect([path, status, headers.has('access-control-allow-origin')]).toEqual([path, 200, false]);
    }
    expect(upstream.requests.map(({ target }) => target)).toEqual(pages);
    // Where browsers are sent to begin and end a session, a script of a listed page may ask too.
    const asked = /\/(auth|authorize|logout|account\/)$/;
    for (const path of pages.filter((page) => !called.includes(page) && !asked.test(page))) {
      expect([path, (await fetched(one, path)).status]).toEqual([path, 403]);
    }
  });

  test('what is beside them is not reached', async () => {
    const one = gateway();
    for (const path of beside) expect([path, (await one.call({ path })).status]).toEqual([path, 404]);
    expect(upstream.requests).toEqual([]);
  });

  test('further roles are closed until they are asked for', async () => {
    const roles = rolesOf(further);
    const [without, withThem] = [gateway(), gateway({ furtherRoles: roles })];
    for (const path of Object.values(further)) {
      expect([path, (await fetched(without, path)).status]).toEqual([path, 403]);
      expect([path, (await fetched(withThem, path)).status]).toEqual([path, 200]);
    }
    const registration = further[OAuthRole.REGISTRATION];
    if (registration !== undefined) {
      expect((await fetched(withThem, `${registration}/client-1`, 'GET')).status).toBe(200);
    }
  });

  test('the discovery document names what works at the gateway, each on its own path', async () => {
    const roles = rolesOf(further);
    const { policy } = build(make({ furtherRoles: roles }), { issuer, address: upstream.url });
    const rules = policy.endpoints.filter(
      ({ role }) => role !== undefined && role !== 'openid-configuration',
    );
    const members = rules.map(({ role, path }): [string, string] => [
      ENDPOINT_MEMBERS[role as keyof typeof ENDPOINT_MEMBERS],
      `${OWN}${path}`,
    ]);
    const theirs = { issuer, ...Object.fromEntries(members) };
    upstream.answer = (_, response) => void response.end(JSON.stringify(theirs));
    const places = policy.endpoints.filter(({ role }) => role === 'openid-configuration');
    for (const { path } of places) {
      const all = await gateway({ furtherRoles: roles }).call({ path, headers: { Origin: LISTED } });
      expect(JSON.parse(all.body.toString())).toEqual(theirs);
      const usual = JSON.parse((await gateway().call({ path })).body.toString()) as object;
      const hidden = roles.map((role) => ENDPOINT_MEMBERS[role as unknown as keyof typeof ENDPOINT_MEMBERS]);
      expect(Object.keys(usual).filter((name) => hidden.includes(name))).toEqual([]);
    }
  });

  test('an app asks for tokens without credentials', () => {
    const rule = build(make({ credentials: false }), { issuer, address: upstream.url }).policy.endpoints.find(
      ({ role }) => role === 'token',
    );
    expect(rule?.credentials).toBeUndefined();
  });
});

describe('credentials', () => {
  const tokenOf = (endpoints: CorsEndpoints): EndpointRule | undefined =>
    endpoints._rules.find(({ role }) => role === 'token');

  test('are on where keycloak-js asks for tokens with them, and nowhere else', () => {
    const { _rules: rules } = CorsEndpoints.keycloak({ realm: 'main' });
    expect(rules.filter(({ credentials }) => credentials === true).map(({ role }) => role)).toEqual([
      'token',
    ]);
    for (const { make, name } of LAYOUTS.filter((layout) => !layout.name.startsWith('keycloak'))) {
      expect([name, make()._rules.some((rule) => rule.credentials === true)]).toEqual([name, false]);
    }
  });

  test('are a choice', () => {
    expect(
      tokenOf(CorsEndpoints.keycloak({ realm: 'main', credentials: false }))?.credentials,
    ).toBeUndefined();
    expect(tokenOf(CorsEndpoints.issuer({ document: DOCUMENT, credentials: true }))?.credentials).toBe(true);
  });
});

describe('forms of one’s own', () => {
  test.each<[string, CorsEndpoints, string, string[], string[]]>([
    [
      'auth0',
      CorsEndpoints.auth0({ embeddedLogin: true }),
      `${OWN}/`,
      ['/co/authenticate', '/usernamepassword/challenge'],
      ['/dbconnections/signup', '/passwordless/start', '/mfa/challenge', '/passkey/register'],
    ],
    [
      'okta',
      CorsEndpoints.okta({ authorizationServerId: 'default', embeddedLogin: true }),
      `${OWN}/oauth2/default`,
      ['/idp/idx/introspect', '/api/v1/authn', '/api/v1/sessions/me', '/oauth2/default/v1/interact'],
      [],
    ],
  ])('%s', async (_, endpoints, issuer, withCookies, without) => {
    const upstream = await RecordingUpstream.start();
    const { policy, upstreams } = build(endpoints, { issuer, address: upstream.url });
    const gateway = new Gateway({ policy, upstreams });
    for (const path of [...withCookies, ...without]) {
      const { status, headers } = await gateway.call({ method: 'POST', path, headers: { Origin: LISTED } });
      expect([path, status]).toEqual([path, 200]);
      const credentials = withCookies.includes(path) ? ['true'] : undefined;
      expect([path, headers.get('access-control-allow-credentials')]).toEqual([path, credentials]);
    }
    await upstream.stop();
  });
});

describe('a table from a layout', () => {
  test('takes further endpoints and pages, and goes to the issuer with them', async () => {
    const upstream = await RecordingUpstream.start();
    const uma = `${REALM}/authz/protection/permission`;
    const endpoints = CorsEndpoints.keycloak({ realm: 'main' })
      .plus([CorsEndpoint.oauth(uma)])
      .replacing([CorsEndpoint.publicAccess(`${REALM}/account`, { match: PathMatch.PREFIX })]);
    const { policy, upstreams } = build(endpoints, {
      issuer: `${OWN}${REALM}`,
      address: upstream.url,
      pages: ['/themes'],
      paths: { [`${OIDC}/revoke`]: '/elsewhere' },
    });
    const gateway = new Gateway({ policy, upstreams });
    for (const path of [uma, `${REALM}/account`, `${OIDC}/revoke`]) {
      expect((await gateway.call({ path, headers: { Origin: LISTED } })).status).toBe(200);
    }
    expect((await gateway.call({ path: '/themes/a.css' })).status).toBe(200);
    expect(upstream.requests.map(({ target }) => target)).toEqual([
      uma,
      `${REALM}/account`,
      '/elsewhere',
      '/themes/a.css',
    ]);
    await upstream.stop();
  });

  test('a query of the document goes along', () => {
    const document = { ...DOCUMENT, token_endpoint: `${OWN}/token?p=b2c_1_sign_in` };
    const { upstreams } = build(CorsEndpoints.issuer({ document }), {
      issuer: OWN,
      address: 'http://localhost',
    });
    expect(upstreams.oauth).toMatchObject<Partial<OAuthUpstream>>({
      ownPaths: true,
      paths: { '/token': '/token?p=b2c_1_sign_in' },
    });
  });

  test('a document can be a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
    const file = join(folder, 'issuer.json');
    writeFileSync(file, JSON.stringify(DOCUMENT));
    expect(CorsEndpoints.issuer({ file })._rules).toEqual(
      CorsEndpoints.issuer({ document: DOCUMENT })._rules,
    );
    rmSync(folder, { recursive: true });
  });

  test('entra gets `Origin`, and its pages stay where they are', () => {
    const { upstreams } = build(CorsEndpoints.entra({ tenant: 'abc' }), {
      issuer: 'https://login.example.net/abc/v2.0',
    });
    expect(upstreams.oauth).toMatchObject({ keepsOrigin: true, pagesAtIssuer: true });
  });
});

describe('what cannot work is said at synth, all at once', () => {
  const address = 'https://issuer.internal.example.com';
  const said = (endpoints: CorsEndpoints, issuer: string): string[] =>
    complaints(() => build(endpoints, { issuer, address }));
  const document = (more: object): CorsEndpoints =>
    CorsEndpoints.issuer({ document: { ...DOCUMENT, ...more } });
  const untyped = (options: unknown): never => options as never;

  test.each<[string, CorsEndpoints, string, string[]]>([
    ...['', 'a/b', 'a b', '..', 'ü', '{realm}', 'v*', 'a%20b', 'a;b'].map(
      (realm): [string, CorsEndpoints, string, string[]] => [
        `a realm ${JSON.stringify(realm)} that is no segment`,
        CorsEndpoints.keycloak({ realm }),
        OWN,
        expect.arrayContaining([`CorsEndpoints.keycloak().realm is ${JSON.stringify(realm)}`]) as string[],
      ],
    ),
    [
      'a realm that is left out',
      CorsEndpoints.keycloak(untyped({})),
      OWN,
      expect.arrayContaining(['CorsEndpoints.keycloak().realm is missing']) as string[],
    ],
    [
      'a realm that is known only at deployment',
      CorsEndpoints.keycloak({ realm: Aws.REGION }),
      OWN,
      expect.arrayContaining(['CorsEndpoints.keycloak().realm is known only at deployment']) as string[],
    ],
    [
      'a base path with a slash at its end',
      CorsEndpoints.keycloak({ realm: 'main', basePath: '/auth/' }),
      `${OWN}/auth/realms/main`,
      expect.arrayContaining(['CorsEndpoints.keycloak().basePath is "/auth/"']) as string[],
    ],
    [
      'the issuer of another realm',
      CorsEndpoints.keycloak({ realm: 'main' }),
      `${OWN}/realms/other`,
      [`oauthUpstream.issuer is "${OWN}/realms/other"`],
    ],
    ['an issuer with a path', CorsEndpoints.auth0(), `${OWN}/a`, [`oauthUpstream.issuer is "${OWN}/a"`]],
    [
      'a server and a tenant that are no segments',
      CorsEndpoints.okta({ authorizationServerId: 'a/b' }),
      `${OWN}/oauth2/a/b`,
      ['CorsEndpoints.okta().authorizationServerId is "a/b"'],
    ],
    [
      'a tenant that is no segment',
      CorsEndpoints.entra({ tenant: '..' }),
      `${OWN}/../v2.0`,
      expect.arrayContaining(['CorsEndpoints.entra().tenant is ".."']) as string[],
    ],
    [
      'roles that the issuer has not got, and that are none',
      CorsEndpoints.cognito({ furtherRoles: [OAuthRole.REGISTRATION, untyped('tokens')] }),
      OWN,
      [
        'CorsEndpoints.cognito().furtherRoles[0] is "registration"',
        'CorsEndpoints.cognito().furtherRoles[1] is "tokens"',
      ],
    ],
    [
      'options of other types',
      CorsEndpoints.auth0(untyped({ embeddedLogin: 'yes', furtherRoles: 'all', credentials: 1 })),
      OWN,
      [
        'CorsEndpoints.auth0().embeddedLogin is "yes"',
        'CorsEndpoints.auth0().furtherRoles is "all"',
        'CorsEndpoints.auth0().credentials is 1',
      ],
    ],
    [
      'options that are a text',
      CorsEndpoints.auth0(untyped('tenant')),
      OWN,
      ['CorsEndpoints.auth0() is "tenant"'],
    ],
    [
      'no document',
      CorsEndpoints.issuer({}),
      OWN,
      expect.arrayContaining(['CorsEndpoints.issuer() is {}']) as string[],
    ],
    [
      'a document that is a list',
      CorsEndpoints.issuer({ document: untyped([]) }),
      OWN,
      expect.arrayContaining(['CorsEndpoints.issuer().document is []']) as string[],
    ],
    [
      'a file that is not there',
      CorsEndpoints.issuer({ file: 'no-such-file.json' }),
      OWN,
      expect.arrayContaining(['CorsEndpoints.issuer().file is "no-such-file.json"']) as string[],
    ],
    [
      'a document without what it must have',
      document({ authorization_endpoint: undefined, token_endpoint: null }),
      OWN,
      [
        'CorsEndpoints.issuer().document.authorization_endpoint is missing',
        'CorsEndpoints.issuer().document.token_endpoint is null',
      ],
    ],
    [
      'endpoints on other origins, with a fragment, and on a path that no rule can have',
      document({
        token_endpoint: 'https://tokens.example.net/token',
        userinfo_endpoint: `${OWN}/me#x`,
        jwks_uri: `${OWN}/a//b`,
        revocation_endpoint: 7,
      }),
      OWN,
      [
        'CorsEndpoints.issuer().document.jwks_uri is "https://login.example.com/a//b"',
        'CorsEndpoints.issuer().document.token_endpoint is "https://tokens.example.net/token"',
        'CorsEndpoints.issuer().document.revocation_endpoint is 7',
        'CorsEndpoints.issuer().document.userinfo_endpoint is "https://login.example.com/me#x"',
      ],
    ],
    ...[undefined, 'login.example.com', 'http://login.example.com', `${OWN}?a=1`, 7].map(
      (issuer): [string, CorsEndpoints, string, string[]] => [
        `an issuer ${JSON.stringify(issuer)}`,
        document({ issuer }),
        OWN,
        expect.arrayContaining([
          `CorsEndpoints.issuer().document.issuer is ${issuer === undefined ? 'missing' : JSON.stringify(issuer)}`,
        ]) as string[],
      ],
    ),
    [
      'the document of another issuer',
      CorsEndpoints.issuer({ document: { ...DOCUMENT, issuer: `${OWN}/one` } }),
      `${OWN}/two`,
      [`oauthUpstream.issuer is "${OWN}/two"`],
    ],
  ])('%s', (_, endpoints, issuer, expected) => {
    expect(said(endpoints, issuer)).toEqual(expected);
  });

  test('an endpoint on another origin that nobody asks for is no fault', () => {
    const options: IssuerLayoutOptions = {
      document: { ...DOCUMENT, registration_endpoint: 'https://other.example/reg' },
    };
    expect(build(CorsEndpoints.issuer(options), { issuer: OWN, address }).policy.endpoints).not.toEqual([]);
    expect(said(CorsEndpoints.issuer({ ...options, furtherRoles: [OAuthRole.REGISTRATION] }), OWN)).toEqual(
      expect.arrayContaining([
        'CorsEndpoints.issuer().document.registration_endpoint is "https://other.example/reg"',
      ]),
    );
  });

  test('the gateway as its own issuer', () => {
    const endpoints = CorsEndpoints.keycloak({ realm: 'main' });
    const issuer = `${OWN}/realms/main`;
    expect(complaints(() => build(endpoints, { issuer }))).toEqual([`oauthUpstream.issuer is "${issuer}"`]);
  });
});
