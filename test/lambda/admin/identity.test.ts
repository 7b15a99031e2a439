import type { CognitoAuthDocument } from '../../../lib/contract';
import { ConfigurationError } from '../../../lambda/shared/configuration/configuration';
import { callerOf } from '../../../lambda/admin/identity/caller-of';
import { readAdminAuth } from '../../../lambda/admin/identity/admin-auth';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';
import { entryIn, outcomeOf } from './support/bodies';

jest.setTimeout(60_000);

const cognito: CognitoAuthDocument = {
  mode: 'cognito',
  viewAllowlistGroup: 'readers',
  manageAllowlistGroup: 'editors',
  manageSettingsGroup: 'owners',
  viewAllowlistScope: 'cors/view',
  manageAllowlistScope: 'cors/allowlist',
  manageSettingsScope: 'cors/settings',
};
const person = { sub: '1234', token_use: 'id', 'cognito:username': 'ann' };
const personWithAccess = { sub: '1234', token_use: 'access', username: 'ann', client_id: 'app' };
const machine = { sub: 'client-1', token_use: 'access', client_id: 'client-1' };

describe('IAM', () => {
  const by = (identity: Record<string, unknown>): string | undefined =>
    callerOf(
      { identity, claims: { sub: 'x', token_use: 'id', 'cognito:username': 'x' }, authorization: [] },
      { mode: 'iam' },
    )?.by;

  test.each<[string, Record<string, unknown>, string | undefined]>([
    ['the ARN', { userArn: 'arn:aws:iam::1:user/a', caller: 'AIDA' }, 'arn:aws:iam::1:user/a'],
    ['the caller, without an ARN', { userArn: null, caller: 'AIDA' }, 'AIDA'],
    ['nobody', { userArn: null, caller: null }, undefined],
    ['nobody, by empty texts', { userArn: '', caller: '' }, undefined],
    ['nobody, by an API key', { apiKey: 'abc', sourceIp: '192.0.2.1' }, undefined],
    ['nobody, by something else than text', { userArn: ['arn'], caller: 7 }, undefined],
  ])('%s', (_, identity, expected) => {
    expect(by(identity)).toBe(expected);
  });

  test('an identity of 256 characters is kept, a longer one is told from its like', () => {
    const long = 'a'.repeat(256);
    expect(by({ userArn: long })).toBe(long);
    const longer = [`${long}b`, `${long}c`, `${'😀'.repeat(256)}d`].map((userArn) => by({ userArn }));
    expect(longer.map((text) => Array.from(text!).length)).toEqual([256, 256, 256]);
    expect(new Set(longer).size).toBe(3);
  });

  test('an identity holds nothing that cannot be seen, and two that look alike are told apart', () => {
    const shown = ['ann', 'a\u200bnn', 'a\u200cnn', 'a\u202enn', 'a\u0000nn', 'a\nnn'].map((userArn) =>
      by({ userArn })!,
    );
    expect(shown[0]).toBe('ann');
    for (const text of shown.slice(1)) expect(text).toMatch(/^a\ufffdnn~[0-9a-f]{32}$/);
    expect(new Set(shown).size).toBe(shown.length);
  });

  test('the right to invoke a route is the permission', () => {
    expect(
      callerOf({ identity: { caller: 'a' }, claims: {}, authorization: [] }, { mode: 'iam' })?.permissions,
    ).toBeUndefined();
  });
});

describe('Cognito', () => {
  const permitted = (
    claims: Record<string, unknown>,
    auth = cognito,
    authorization: readonly string[] = [],
  ): string | undefined => {
    const identity = { userArn: 'arn:aws:iam::1:user/a' };
    const caller = callerOf({ identity, claims, authorization }, auth);
    return caller && [...caller.permissions!].sort().join(' ');
  };
  const MANAGE = 'manage-allowlist view-allowlist';
  const BOTH = 'manage-allowlist manage-settings view-allowlist';

  test.each<[string, Record<string, unknown>, string]>([
    ['no groups', person, ''],
    ['one group', { ...person, 'cognito:groups': 'editors' }, MANAGE],
    ['the group that only views', { ...person, 'cognito:groups': 'readers' }, 'view-allowlist'],
    ['the other group', { ...person, 'cognito:groups': 'owners' }, 'manage-settings'],
    ['groups by commas', { ...person, 'cognito:groups': 'editors,owners,more' }, BOTH],
    ['groups in brackets', { ...person, 'cognito:groups': '[editors owners]' }, BOTH],
    ['groups in brackets, by commas', { ...person, 'cognito:groups': '[editors, owners]' }, BOTH],
    ['a list of groups', { ...person, 'cognito:groups': ['editors', 'owners'] }, BOTH],
    ['groups whose names begin so', { ...person, 'cognito:groups': 'editors2,my-owners' }, ''],
    ['groups in another case', { ...person, 'cognito:groups': 'Editors' }, ''],
    ['scopes in an ID token', { ...person, scope: 'cors/allowlist cors/settings' }, ''],
  ])('a person with %s', (_, claims, expected) => {
    expect(permitted(claims)).toBe(expected);
  });

  describe('a group whose name holds a comma', () => {
    const jwt = (payload: object): string => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'RS256' })}.${part(payload)}.c2lnbmF0dXJl`;
    };
    const claims = { ...person, 'cognito:groups': 'x,editors,owners' };
    const real = jwt({ ...person, 'cognito:groups': ['x,editors', 'owners'] });
    const forged = jwt({ ...person, 'cognito:groups': ['x', 'editors', 'owners'] });

    test.each<[string, readonly string[], string]>([
      ['is one group, as the token says', [real], 'manage-settings'],
      ['is one group, behind the name of the scheme', [`Bearer ${real}`], 'manage-settings'],
      ['are three where the token says so', [forged], BOTH],
      ['is nothing where there are several tokens', [real, forged], ''],
      ['is nothing where there are several tokens, in another order', [forged, real], ''],
      [
        'is nothing with the token of somebody else',
        [jwt({ sub: '5', 'cognito:groups': ['x', 'editors', 'owners'] })],
        '',
      ],
      [
        'is nothing with a token of other groups',
        [jwt({ ...person, 'cognito:groups': ['editors', 'owners'] })],
        '',
      ],
      ['is nothing with a token without groups', [jwt(person)], ''],
      ['is nothing with a token that cannot be read', ['a.b.c'], ''],
      ['is nothing with something else than a token', ['Basic YTpi'], ''],
    ])('%s', (_, authorization, expected) => {
      expect(permitted(claims, cognito, authorization)).toBe(expected);
    });

    test('makes no difference to somebody in one group', () => {
      const one = { ...person, 'cognito:groups': 'editors' };
      expect(permitted(one, cognito, ['opaque'])).toBe(MANAGE);
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no scopes', machine, ''],
    ['one scope', { ...machine, scope: 'cors/settings' }, 'manage-settings'],
    ['the scope that only views', { ...machine, scope: 'cors/view' }, 'view-allowlist'],
    ['both scopes', { ...machine, scope: 'cors/allowlist cors/settings' }, BOTH],
    ['a scope that begins so', { ...machine, scope: 'cors/allowlist2' }, ''],
    ['groups that nobody is in', { ...machine, 'cognito:groups': 'editors' }, ''],
  ])('a client with %s', (_, claims, expected) => {
    expect(permitted(claims)).toBe(expected);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['groups alone', { 'cognito:groups': 'editors,owners' }, ''],
    ['scopes alone', { scope: 'cors/allowlist cors/settings' }, ''],
    ['both', { 'cognito:groups': 'editors', scope: 'cors/allowlist cors/settings' }, MANAGE],
    [
      'less scope than group',
      { 'cognito:groups': 'editors,owners', scope: 'cors/settings' },
      'manage-settings',
    ],
    [
      'the scope to view, of somebody who manages',
      { 'cognito:groups': 'editors', scope: 'cors/view' },
      'view-allowlist',
    ],
    [
      'the scope to manage, of somebody who views',
      { 'cognito:groups': 'readers', scope: 'cors/allowlist' },
      'view-allowlist',
    ],
    ['the scope to view, of nobody', { scope: 'cors/view' }, ''],
  ])("a person's access token with %s", (_, claims, expected) => {
    expect(permitted({ ...personWithAccess, ...claims })).toBe(expected);
  });

  test('without scopes in the configuration, no access token permits anything', () => {
    const { viewAllowlistGroup, manageAllowlistGroup, manageSettingsGroup } = cognito;
    const auth = { mode: 'cognito', viewAllowlistGroup, manageAllowlistGroup, manageSettingsGroup } as const;
    expect(permitted({ ...machine, scope: 'undefined cors/allowlist' }, auth)).toBe('');
    expect(permitted({ ...person, 'cognito:groups': 'editors' }, auth)).toBe(MANAGE);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no claims', {}],
    ['no subject', { ...person, sub: '' }],
    ['no kind of token', { sub: '1', 'cognito:username': 'ann', 'cognito:groups': 'editors' }],
    ['another kind of token', { ...person, token_use: 'refresh' }],
    ['an ID token of nobody', { sub: '1', token_use: 'id', 'cognito:groups': 'editors' }],
  ])('%s is nobody, whatever signature the event shows', (_, claims) => {
    expect(permitted(claims)).toBeUndefined();
  });

  test.each<[Record<string, unknown>, string]>([
    [person, '1234 (ann)'],
    [personWithAccess, '1234 (ann)'],
    [machine, 'client-1'],
  ])('is recorded by subject and name', (claims, by) => {
    expect(callerOf({ identity: {}, claims, authorization: [] }, cognito)?.by).toBe(by);
  });
});

describe('at the routes', () => {
  let engine: Engine;
  let bench: AdminBench;

  beforeAll(async () => {
    engine = await startEngine();
    bench = await startBench(engine.endpoint, { auth: cognito });
  });

  afterAll(async () => {
    await bench.stop();
    await engine.stop();
  });

  const editor = { ...person, 'cognito:groups': 'editors' };
  const owner = { ...person, 'cognito:groups': 'owners' };
  const reader = { ...person, 'cognito:groups': 'readers' };
  const both = { ...person, 'cognito:groups': 'editors,owners' };

  test.each<[string, string, Record<string, unknown> | undefined, string]>([
    ['GET', '/allowlist', undefined, '401 not_authenticated'],
    ['GET', '/allowlist', {}, '401 not_authenticated'],
    ['GET', '/allowlist', person, '403 not_permitted'],
    ['GET', '/allowlist', owner, '403 not_permitted'],
    ['GET', '/allowlist', editor, '200'],
    ['GET', '/allowlist', reader, '200'],
    ['GET', '/allowlist/export', person, '403 not_permitted'],
    ['GET', '/allowlist/export', reader, '200'],
    ['GET', '/allowlist/aHR0cHM6Ly9h', reader, '404 entry_not_found'],
    ['POST', '/allowlist', reader, '403 not_permitted'],
    ['PUT', '/allowlist/aHR0cHM6Ly9h', reader, '403 not_permitted'],
    ['PATCH', '/allowlist/aHR0cHM6Ly9h', reader, '403 not_permitted'],
    ['DELETE', '/allowlist/aHR0cHM6Ly9h', reader, '403 not_permitted'],
    ['POST', '/allowlist/aHR0cHM6Ly9h/restore', reader, '403 not_permitted'],
    ['POST', '/allowlist/import', reader, '403 not_permitted'],
    ['POST', '/evaluate', reader, '415 unsupported_media_type'],
    ['GET', '/openapi.json', reader, '200'],
    ['GET', '/settings', reader, '403 not_permitted'],
    ['POST', '/allowlist/import', person, '403 not_permitted'],
    ['POST', '/evaluate', owner, '403 not_permitted'],
    ['GET', '/openapi.json', person, '403 not_permitted'],
    ['GET', '/openapi.json', editor, '200'],
    ['GET', '/settings', undefined, '401 not_authenticated'],
    ['GET', '/settings', editor, '403 not_permitted'],
    ['GET', '/settings', owner, '403 not_permitted'],
    ['GET', '/settings', both, '200'],
    ['GET', '/settings', { ...machine, scope: 'cors/settings' }, '403 not_permitted'],
    ['GET', '/settings', { ...machine, scope: 'cors/settings cors/allowlist' }, '200'],
    ['PATCH', '/settings', undefined, '401 not_authenticated'],
    ['PATCH', '/settings', person, '405 method_not_allowed'],
    ['GET', '/nothing', undefined, '401 not_authenticated'],
  ])('%s %s', async (method, path, claims, outcome) => {
    const answer = await bench.call({ method, path, ...(claims === undefined ? {} : { claims }) });
    expect(outcomeOf(answer)).toBe(outcome);
    expect(answer.headers['www-authenticate']).toBe(outcome.startsWith('401') ? 'Bearer' : undefined);
  });

  test('the token of the request tells a group with a comma from several groups', async () => {
    const claims = { ...person, 'cognito:groups': 'x,editors' };
    const payload = Buffer.from(JSON.stringify({ sub: '1234', 'cognito:groups': ['x,editors'] }));
    const headers = { Authorization: `eyJ9.${payload.toString('base64url')}.c2ln` };
    const request = { method: 'GET', path: '/allowlist', claims };
    expect(outcomeOf(await bench.call(request))).toBe('200');
    expect(outcomeOf(await bench.call({ ...request, headers }))).toBe('403 not_permitted');
  });

  test('the person is recorded in the entry, its history and the audit', async () => {
    const json = { pattern: 'https://who.example' };
    const entry = entryIn(
      await bench.call({ method: 'POST', path: '/allowlist', json, claims: editor }),
      201,
    );
    expect(entry).toMatchObject({ createdBy: '1234 (ann)', updatedBy: '1234 (ann)' });
    expect(entry.history[0]?.by).toBe('1234 (ann)');
    expect(bench.audits).toEqual([expect.objectContaining({ by: '1234 (ann)' })]);
  });

  test('without any caller in the event nothing is answered, with IAM too', async () => {
    const iam = await startBench(engine.endpoint);
    const answer = await iam.call({ method: 'GET', path: '/allowlist', identity: {}, claims: both });
    expect(outcomeOf(answer)).toBe('401 not_authenticated');
    expect(answer.headers['www-authenticate']).toBe('AWS4-HMAC-SHA256');
    await iam.stop();
  });
});

describe('configuration', () => {
  const read = (value: string | undefined) => readAdminAuth({ CORS_ADMIN_AUTH: value });

  test('is read as the construct writes it', () => {
    expect(read('{"mode":"iam"}')).toEqual({ mode: 'iam' });
    expect(read(JSON.stringify(cognito))).toEqual(cognito);
  });

  test.each([
    undefined,
    '',
    'iam',
    '{}',
    'null',
    '{"mode":"none"}',
    '{"mode":"cognito"}',
    '{"mode":"iam","manageAllowlistGroup":"a"}',
    '{"mode":"cognito","manageAllowlistGroup":"a","manageSettingsGroup":1}',
  ])('%s stops the function at start', (value) => {
    expect(() => read(value)).toThrow(ConfigurationError);
  });
});
