import { ENDPOINTS, NO_TOKENS, TOKENS, type Upstreams } from '../../../../lib/contract';
import { HOST_KINDS } from '../../../../lib/core';
import { ConfigurationError } from '../../../../lambda/shared/configuration/configuration';
import { readPolicyAndTokens } from '../../../../lambda/shared/configuration/token-configuration';
import { environment } from '../../support/judging';

const JWT = { kind: 'jwt', issuer: 'https://i.example', audience: ['a'] };
const POOL = { kind: 'cognito', userPoolId: 'eu-central-1_A', use: 'access' };
const AUTHORIZER = {
  kind: 'authorizer',
  functionArn: 'arn',
  type: 'REQUEST',
  identitySources: ['method.request.header.Authorization'],
  ttlSeconds: 300,
};

const reading = (tokens: unknown, upstreams?: Upstreams, more: object = {}) =>
  readPolicyAndTokens(upstreams, {
    ...environment(),
    ...(tokens === undefined
      ? {}
      : { [TOKENS]: typeof tokens === 'string' ? tokens : JSON.stringify(tokens) }),
    ...more,
  });

function failure(read: () => unknown): ConfigurationError {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('there are no checks where none are set', () => {
  expect(reading(undefined).tokens).toEqual(NO_TOKENS);
  expect(reading('').tokens).toEqual(NO_TOKENS);
});

test.each<[name: string, check: object]>([
  ['a JWT', JWT],
  [
    'a JWT with every choice',
    {
      ...JWT,
      algorithms: ['ES256', 'EdDSA'],
      typ: 'at+jwt',
      clockToleranceSeconds: 0,
      jwksUri: 'https://i.example/keys',
      scopes: ['x'],
      resourceMetadata: 'https://a.example/m',
    },
  ],
  ['a user pool', POOL],
  [
    'a user pool with every choice',
    { ...POOL, use: 'id', clients: ['c'], scopes: ['x'], resourceMetadata: 'm' },
  ],
  ['an authorizer', AUTHORIZER],
  ['an authorizer of tokens', { ...AUTHORIZER, type: 'TOKEN' }],
])('%s is read as it is written', (_name, check) => {
  const tokens = { checks: { users: check }, routes: { '/': 'users', '/open': '' } };
  expect(reading(tokens).tokens).toEqual(tokens);
});

test.each<[name: string, tokens: unknown, says: RegExp]>([
  ['no JSON', '{', /is not JSON/],
  ['a list', [], /must be an object/],
  ['no routes', { checks: {} }, /routes: must be an object/],
  ['a check that is a text', { checks: { a: 'jwt' }, routes: {} }, /checks\.a\.kind: must be one of "jwt"/],
  ['a check that is null', { checks: { a: null }, routes: {} }, /checks\.a\.kind: must be one of/],
  ['a check of no kind', { checks: { a: {} }, routes: {} }, /checks\.a\.kind: must be one of/],
  [
    'a check of another kind',
    { checks: { a: { ...JWT, kind: 'saml' } }, routes: {} },
    /"jwt", "cognito", "authorizer"/,
  ],
  [
    'a symmetric algorithm',
    { checks: { a: { ...JWT, algorithms: ['HS256'] } }, routes: {} },
    /algorithms\[0\]: must be one of/,
  ],
  [
    'a misspelt choice',
    { checks: { a: { ...JWT, audiences: ['a'] } }, routes: {} },
    /audiences: is not a known field/,
  ],
  ['no audience', { checks: { a: { ...JWT, audience: undefined } }, routes: {} }, /audience: must be a list/],
  ['no issuer', { checks: { a: { ...JWT, issuer: 1 } }, routes: {} }, /issuer: must be a string/],
  ['another use', { checks: { a: { ...POOL, use: 'refresh' } }, routes: {} }, /use: must be one of/],
  ['another type', { checks: { a: { ...AUTHORIZER, type: 'HTTP' } }, routes: {} }, /type: must be one of/],
  [
    'no time',
    { checks: { a: { ...AUTHORIZER, ttlSeconds: '300' } }, routes: {} },
    /ttlSeconds: must be a number/,
  ],
  ['a route without a check', { checks: { a: JWT }, routes: { '/': 'b' } }, /has no check "b"/],
  [
    'a route of a name that every object has',
    { checks: {}, routes: { '/': 'constructor' } },
    /has no check "constructor"/,
  ],
])('%s is refused', (_name, tokens, says) => {
  const error = failure(() => reading(tokens));
  expect(error.variable).toBe(TOKENS);
  expect(error.message).toMatch(says);
});

const rule = {
  path: '/x',
  match: 'prefix',
  access: 'allowlist',
  methods: ['GET'],
  hostKinds: HOST_KINDS,
  tokens: 'users',
};
const withRule = { [ENDPOINTS]: JSON.stringify({ preset: 'none', rules: [rule] }) };
const upstream: Upstreams = {
  http: [{ path: '/a', match: 'prefix', url: 'https://b.example', tokens: 'users' }],
  timeoutMillis: 1,
};

test('a name of a rule or of an upstream must have a check', () => {
  const users = { checks: { users: JWT }, routes: {} };
  expect(reading(users, undefined, withRule).tokens).toEqual(users);
  expect(reading(users, upstream).tokens).toEqual(users);
  for (const read of [
    () => reading(undefined, undefined, withRule),
    () => reading(undefined, upstream),
    () => reading({ checks: {}, routes: {} }, upstream),
  ]) {
    expect(failure(read).message).toMatch(/has no check "users"/);
  }
});

describe('paths at which no spelling may lead to another check', () => {
  const checks = { users: JWT, admins: JWT };
  const http = (path: string, tokens?: string): Upstreams => ({
    http: [{ path, match: 'exact', url: 'https://b.example', ...(tokens === undefined ? {} : { tokens }) }],
    timeoutMillis: 1,
  });

  test.each<[name: string, routes: Readonly<Record<string, string>>, upstreams: Upstreams | undefined]>([
    ['nothing is checked', { '/': '', '/a': '' }, http('/b')],
    ['everything is checked alike', { '/': 'users', '/a': 'users' }, http('/b', 'users')],
    ['nothing is set', {}, undefined],
  ])('there are none where %s', (_name, routes, upstreams) => {
    expect(reading({ checks, routes }, upstreams).policy.guarded).toEqual([]);
  });

  test.each<
    [name: string, routes: Readonly<Record<string, string>>, upstreams: Upstreams | undefined, path: string]
  >([
    ['one path alone is checked', { '/a': 'users' }, undefined, '/a/x'],
    ['one path is not checked', { '/': 'users', '/a': '' }, undefined, '/a/x'],
    ['paths are checked differently', { '/': 'users', '/a': 'admins' }, undefined, '/a/x'],
    ['an upstream is not checked', { '/': 'users' }, http('/a'), '/a'],
    ['an upstream is checked differently', { '/': 'users' }, http('/a', 'admins'), '/a'],
    ['an upstream alone is checked', {}, http('/a', 'users'), '/a'],
  ])('they are there where %s', (_name, routes, upstreams, path) => {
    const [table, ...others] = reading({ checks, routes }, upstreams).policy.guarded;
    expect(others).toEqual([]);
    expect(table?.find(path)?.rule.path).toBe('/a');
  });

  test('a route for the rest of a path has no paths below it', () => {
    const [table] = reading({ checks, routes: { '/': 'users', '/a/{rest+}': 'admins', '/b': '' } }).policy
      .guarded;
    expect(table?.find('/b/c/d')?.rule).toMatchObject({ path: '/b', match: 'prefix' });
    expect(table?.find('/a/c/d')?.rule).toMatchObject({ path: '/a/{rest+}', match: 'exact' });
  });

  test('a path that a route and an upstream name is one', () => {
    const upstreams: Upstreams = {
      http: [{ path: '/a', match: 'prefix', url: 'https://b.example', tokens: 'admins' }],
      timeoutMillis: 1,
    };
    const [table] = reading({ checks, routes: { '/': 'users', '/a': 'users' } }, upstreams).policy.guarded;
    expect(table?.find('/a')?.rule.tokens).toBe('admins');
  });
});
