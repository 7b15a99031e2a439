import { createTokenChecker } from '../../../lambda/tokens/token-checker';
import { AUDIENCE, TestIssuer } from './support/issuer';

let issuer: TestIssuer;

beforeEach(async () => {
  issuer = await TestIssuer.start();
});

afterEach(() => issuer.stop());

const AUTHORIZER = {
  kind: 'authorizer',
  functionArn: 'arn',
  type: 'REQUEST',
  identitySources: ['method.request.header.Authorization'],
  ttlSeconds: 0,
} as const;

/** Checks of two issuers, of which one is not there, and of an authorizer. */
const checkerOf = () => {
  const jwt = { kind: 'jwt', issuer: issuer.name, audience: [AUDIENCE] } as const;
  return createTokenChecker({
    users: jwt,
    gone: { ...jwt, issuer: 'http://127.0.0.1:1' },
    broken: { ...jwt, jwksUri: 'no URL' },
    own: AUTHORIZER,
  });
};

const requestWith = async (name?: string) => ({
  authorization: name === undefined ? [] : [`Bearer ${await issuer.token()}`],
  event: {},
  now: Date.now(),
});

test('each request is checked by the check that is named', async () => {
  const checker = checkerOf();
  const request = await requestWith('users');
  expect(await checker.check('users', request)).toMatchObject({ kind: 'accepted' });
  expect(await checker.check('gone', request)).toMatchObject({ kind: 'unavailable' });
  expect(await checker.check('own', request)).toMatchObject({
    kind: 'refused',
    detail: 'the request lacks a value of the identity sources',
  });
});

test('a check is made once, with what it knows of its issuer', async () => {
  const checker = checkerOf();
  for (let at = 0; at < 3; at++) await checker.check('users', await requestWith('users'));
  expect(issuer.keyReads).toBe(1);
});

test('a name that no check has, and a check that cannot be made, let nobody in', async () => {
  const checker = checkerOf();
  const request = await requestWith('users');
  for (const name of ['nobody', 'constructor', '__proto__']) {
    const { kind, ...rest } = await checker.check(name, request);
    expect([name, kind, Object.keys(rest)]).toEqual([name, 'unavailable', ['detail']]);
  }
  expect(await checker.check('nobody', request)).toEqual({
    kind: 'unavailable',
    detail: 'there is no check "nobody"',
  });
  expect(await checker.check('broken', request)).toMatchObject({
    kind: 'unavailable',
    detail: expect.stringContaining('URL') as string,
  });
});

test('keys are read before the first request; an issuer that is not there stops nothing', async () => {
  const jwt = { kind: 'jwt', issuer: issuer.name, audience: [AUDIENCE] } as const;
  const checker = createTokenChecker({
    gone: { ...jwt, issuer: 'http://127.0.0.1:1' },
    users: jwt,
    own: AUTHORIZER,
  });
  await checker.warm(Date.now());
  expect(issuer.keyReads).toBe(1);
  expect(await checker.check('users', await requestWith('users'))).toMatchObject({ kind: 'accepted' });
  expect(issuer.keyReads).toBe(1);
});
