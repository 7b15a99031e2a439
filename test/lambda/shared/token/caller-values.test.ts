import { callerValues, claimTexts, principalOf } from '../../../../lambda/shared/token/caller-values';
import type { AuthorizedCaller } from '../../../../lambda/shared/token/check-result';

const token = (claims: object) => ({ kind: 'accepted' as const, claims: { ...claims }, scopes: [] });
const authorized = (context: AuthorizedCaller['context']): AuthorizedCaller => ({
  kind: 'authorized',
  decision: 'allow',
  mayAllow: true,
  principalId: 'theirs',
  policyDocument: {},
  context,
  usageIdentifierKey: undefined,
  note: undefined,
});

test('claims are texts, as the authorizer of a user pool writes them', () => {
  expect(
    claimTexts({
      sub: 'a',
      exp: 7,
      groups: ['x', 'y'],
      mixed: ['x', 1],
      none: null,
      deep: { a: 1 },
      is: true,
    }),
  ).toEqual({
    sub: 'a',
    exp: '7',
    groups: 'x,y',
    mixed: '["x",1]',
    none: 'null',
    deep: '{"a":1}',
    is: 'true',
  });
});

const TAKEN = {
  corsAllowOrigin: 'https://evil.example',
  corsX: 'x',
  principalId: 'admin',
  integrationLatency: '1',
  claims: 'x',
  scopes: 'x',
  jwt: 'x',
  lambda: 'x',
};
const FREE = {
  cors: '1',
  corsa: '2',
  xcorsA: '3',
  principalIds: '4',
  theprincipalId: '5',
  integrationLatencyX: '6',
  claimsX: '7',
  myclaims: '8',
  scopesX: '9',
  jwtX: '10',
  lambdaX: '11',
  tenant: '12',
};

test('no value of a caller takes the name of one that API Gateway or the contract has', () => {
  expect(callerValues(token({ ...TAKEN, ...FREE }))).toEqual(FREE);
  expect(callerValues(authorized({ ...TAKEN, ...FREE }))).toEqual(FREE);
});

test('values of an asked authorizer are texts', () => {
  expect(callerValues(authorized({ a: 'b', level: 3, isAdmin: false }))).toEqual({
    a: 'b',
    level: '3',
    isAdmin: 'false',
  });
});

test.each([
  [token({ sub: 'someone', client_id: 'page' }), 'someone'],
  [token({ client_id: 'page' }), 'page'],
  [token({ sub: 7, client_id: ['x'] }), 'unknown'],
  [token({}), 'unknown'],
  [authorized({ sub: 'someone' }), 'theirs'],
])('%j is the caller %s', (caller, name) => {
  expect(principalOf(caller)).toBe(name);
});
