import { deflateRawSync } from 'node:zlib';
import {
  CACHE_TTL_SECONDS,
  CLIENT_SECRETS,
  LOCAL_ORIGINS,
  ENDPOINTS,
  POLICY,
  STALE_TTL_SECONDS,
  TABLE_NAME,
  UPSTREAMS,
} from '../../../../lib/contract';
import {
  ConfigurationError,
  readClientSecrets,
  readLocalOrigins,
  readPolicy,
  readPolicyDocument,
  readReaderConfiguration,
  readUpstreams,
  requireEnv,
  type Environment,
} from '../../../../lambda/shared/configuration/configuration';
import { environment } from '../../support/judging';

function failure(read: () => unknown): ConfigurationError {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function withSettings(change: (settings: Record<string, unknown>) => void): Environment {
  const base = environment();
  const settings = JSON.parse(base[POLICY]!) as Record<string, unknown>;
  change(settings);
  return { ...base, [POLICY]: JSON.stringify(settings) };
}

function withRule(rule: unknown): Environment {
  return { ...environment(), [ENDPOINTS]: JSON.stringify({ preset: 'none', rules: [rule] }) };
}

const RULE = { path: '/x', match: 'exact', access: 'allowlist', methods: ['GET'], hostKinds: ['api'] };

test('a variable that must be there', () => {
  expect(requireEnv('A', { A: 'x' })).toBe('x');
  for (const variables of [{}, { A: '' }, { A: undefined }]) {
    expect(failure(() => requireEnv('A', variables))).toMatchObject({ variable: 'A' });
  }
});

describe('the policy', () => {
  test('preset and own rules', () => {
    const document = readPolicyDocument(environment());
    expect(document.enforcement).toBe('enforce');
    expect(document.endpoints.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/services/data', '/session']),
    );
    expect(readPolicy(environment()).endpoints.find('/session')?.rule.credentials).toBe(true);
  });

  test('an endpoint table that was deflated to fit', () => {
    const plain = environment();
    const deflated = `deflate:${deflateRawSync(plain[ENDPOINTS]!).toString('base64')}`;
    expect(readPolicyDocument({ ...plain, [ENDPOINTS]: deflated })).toEqual(readPolicyDocument(plain));
  });

  const deflated = (text: string): Environment => ({
    ...environment(),
    [ENDPOINTS]: `deflate:${deflateRawSync(text).toString('base64')}`,
  });

  test.each<[name: string, variables: Environment, variable: string, says: RegExp]>([
    ['no policy', { ...environment(), [POLICY]: undefined }, POLICY, /not set/],
    ['an empty policy', { ...environment(), [POLICY]: '' }, POLICY, /not set/],
    ['no JSON', { ...environment(), [POLICY]: '{' }, POLICY, /not JSON/],
    ['a list', { ...environment(), [POLICY]: '[]' }, POLICY, /must be an object/],
    ['null', { ...environment(), [POLICY]: 'null' }, POLICY, /must be an object/],
    ['a missing field', withSettings((s) => delete s['hosts']), POLICY, /hosts: must be a list/],
    ['a field of another type', withSettings((s) => (s['maxAgeSeconds'] = '1')), POLICY, /must be a number/],
    [
      'an unknown field',
      withSettings((s) => (s['ownOrigin'] = [])),
      POLICY,
      /ownOrigin: is not a known field/,
    ],
    [
      'an unknown enforcement',
      withSettings((s) => (s['enforcement'] = 'log')),
      POLICY,
      /"enforce", "report"/,
    ],
    [
      'a host of an unknown kind',
      withSettings((s) => (s['hosts'] = [{ domainName: 'a.example', kind: 'site' }])),
      POLICY,
      /hosts\[0\]\.kind: must be one of "my-domain"/,
    ],
    [
      'a host that is none',
      withSettings((s) => (s['hosts'] = [{ domainName: 'https://a.example', kind: 'api' }])),
      POLICY,
      /hosts\[0\]\.domainName is "https:\/\/a\.example"/,
    ],
    [
      'an own origin that is none',
      withSettings((s) => (s['sameOriginAliases'] = ['a/'])),
      POLICY,
      /sameOriginAliases\[0\]/,
    ],
    ['no endpoints', { ...environment(), [ENDPOINTS]: '' }, ENDPOINTS, /not set/],
    [
      'an unknown preset',
      { ...environment(), [ENDPOINTS]: '{"preset":"x","rules":[]}' },
      ENDPOINTS,
      /preset/,
    ],
    ['base64 that is none', { ...environment(), [ENDPOINTS]: 'deflate:@@' }, ENDPOINTS, /raw-deflated/],
    ['a deflated text that is no JSON', deflated('{'), ENDPOINTS, /not JSON/],
    ['a table that inflates without end', deflated(' '.repeat(1_048_577)), ENDPOINTS, /raw-deflated/],
    ['a rule without methods', withRule({ ...RULE, methods: [] }), ENDPOINTS, /endpoints\[0\]\.methods/],
    [
      'a rule with a misspelt field',
      withRule({ ...RULE, credential: true }),
      ENDPOINTS,
      /credential: is not/,
    ],
    ['a rule with a method that is no text', withRule({ ...RULE, methods: [1] }), ENDPOINTS, /methods\[0\]/],
    ['a flag that is text', withRule({ ...RULE, page: 'true' }), ENDPOINTS, /page: must be true or false/],
    ['a role that is unknown', withRule({ ...RULE, role: 'admin' }), ENDPOINTS, /role: must be one of/],
    ['no number', withRule({ ...RULE, maxAgeSeconds: null }), ENDPOINTS, /maxAgeSeconds: must be a number/],
  ])('%s is refused', (_name, variables, variable, says) => {
    const error = failure(() => readPolicy(variables));
    expect(error.variable).toBe(variable);
    expect(error.message).toMatch(says);
    expect(error.message).toMatch(/fix: ./);
  });

  test('all that cannot work is named at once', () => {
    const variables = withSettings((settings) => {
      settings['sameOriginAliases'] = ['a', 'b'];
      settings['maxAgeSeconds'] = -1;
    });
    const { message } = failure(() => readPolicy(variables));
    for (const field of ['sameOriginAliases[0]', 'sameOriginAliases[1]', 'maxAge'])
      expect(message).toContain(field);
  });

  test('names of the prototype are no fields', () => {
    const variables = { ...environment(), [POLICY]: environment()[POLICY]!.replace('{', '{"__proto__":{},') };
    expect(failure(() => readPolicy(variables)).message).toContain('__proto__: is not a known field');
  });
});

describe('how the table is read', () => {
  const base = { [TABLE_NAME]: 'table' };

  test('defaults', () => {
    expect(readReaderConfiguration(base)).toEqual({
      tableName: 'table',
      cacheTtlSeconds: 10,
      staleTtlSeconds: 900,
    });
  });

  test.each([
    [CACHE_TTL_SECONDS, 300, 'cacheTtlSeconds'],
    [STALE_TTL_SECONDS, 86_400, 'staleTtlSeconds'],
  ])('%s from 0 to %i', (variable, most, field) => {
    for (const value of [0, most]) {
      expect(readReaderConfiguration({ ...base, [variable]: String(value) })).toMatchObject({
        [field]: value,
      });
    }
    for (const value of [String(most + 1), '-1', '1.5', '1e1', ' 1', 'ten', '0x1', '1234567']) {
      const error = failure(() => readReaderConfiguration({ ...base, [variable]: value }));
      expect(error.variable).toBe(variable);
      expect(error.message).toContain(String(most));
    }
  });

  test('without a table there is no reader', () => {
    expect(failure(() => readReaderConfiguration({})).variable).toBe(TABLE_NAME);
  });
});

describe('what stands behind the responder', () => {
  test('nothing, unless it is set', () => {
    expect(readUpstreams({})).toEqual({ http: [], timeoutMillis: 25_000 });
    expect(readUpstreams({ [UPSTREAMS]: '' })).toEqual({ http: [], timeoutMillis: 25_000 });
  });

  test('what is set', () => {
    const upstreams = {
      http: [{ path: '/a', match: 'prefix', url: 'https://b.example' }],
      oauth: { issuer: 'https://i.example', paths: { '/services/oauth2/token': '/t' }, pages: ['/login'] },
      timeoutMillis: 1000,
    };
    expect(readUpstreams({ [UPSTREAMS]: JSON.stringify(upstreams) })).toEqual(upstreams);
  });

  test.each([
    ['no JSON', 'x'],
    ['no list', '{"timeoutMillis":1}'],
    [
      'a path that goes nowhere',
      '{"http":[],"oauth":{"issuer":"x","paths":{"/a":1},"pages":[]},"timeoutMillis":1}',
    ],
  ])('%s is refused', (_name, value) => {
    expect(failure(() => readUpstreams({ [UPSTREAMS]: value })).variable).toBe(UPSTREAMS);
  });
});

test('what happens to client secrets', () => {
  expect(readClientSecrets({})).toBe('report');
  expect(readClientSecrets({ [CLIENT_SECRETS]: 'report' })).toBe('report');
  expect(readClientSecrets({ [CLIENT_SECRETS]: 'block' })).toBe('block');
  for (const value of ['', 'Block', 'deny']) {
    expect(failure(() => readClientSecrets({ [CLIENT_SECRETS]: value })).variable).toBe(CLIENT_SECRETS);
  }
});

test('where the local gateway serves hosts', () => {
  const origins = { 'login.example.com': 'http://login.example.com.localhost:8787' };
  expect(readLocalOrigins({})).toEqual({});
  expect(readLocalOrigins({ [LOCAL_ORIGINS]: JSON.stringify(origins) })).toEqual(origins);
  for (const value of ['x', '[]', '{"a":1}']) {
    expect(failure(() => readLocalOrigins({ [LOCAL_ORIGINS]: value })).variable).toBe(LOCAL_ORIGINS);
  }
});
