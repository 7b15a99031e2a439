import { compilePolicy, type HostRule, type PolicyDocument, type RequestTarget } from '../../lib/core';
import { SALESFORCE } from './cases/policies';

const HOSTS: readonly HostRule[] = [
  { domainName: 'login.example.com', kind: 'my-domain' },
  {
    domainName: 'site.example.com',
    kind: 'experience-cloud-site',
    basePath: '/v1',
    pathPrefix: '/partners',
  },
  { domainName: 'api.example.com', kind: 'api', basePath: '/v1' },
];

function locate(
  target: Partial<RequestTarget>,
  more: Partial<PolicyDocument> = {},
): readonly [kind: string | undefined, path: string, ownOrigins: readonly string[]] {
  const policy = compilePolicy({ ...SALESFORCE, hosts: HOSTS, ...more });
  const { hostKind, path, ownOrigins } = policy.hosts.locate({
    domainName: undefined,
    apiId: 'abc123',
    path: '/x',
    ...target,
  });
  return [hostKind, path, ownOrigins];
}

const EXECUTE_API = 'abc123.execute-api.eu-central-1.amazonaws.com';
/** The name that a private API has by a VPC endpoint, and the name of an endpoint, which several APIs share. */
const BY_VPC_ENDPOINT = 'abc123-vpce-0a1b2c3d4e5f67890.execute-api.eu-central-1.amazonaws.com';
const VPC_ENDPOINT = 'vpce-0a1b2c3d4e5f67890-x9y8z7.execute-api.eu-central-1.vpce.amazonaws.com';

describe('host kinds', () => {
  test.each([
    ['a configured host', { domainName: 'login.example.com' }, 'my-domain'],
    ['upper case', { domainName: 'API.Example.com' }, 'api'],
    ['the own execute-api host', { domainName: EXECUTE_API }, 'my-domain'],
    ['the own execute-api host in upper case', { domainName: EXECUTE_API.toUpperCase() }, 'my-domain'],
    ['the own host by a VPC endpoint', { domainName: BY_VPC_ENDPOINT }, 'my-domain'],
    ['that of another API', { domainName: BY_VPC_ENDPOINT, apiId: 'abc' }, undefined],
    [
      'that of another API, whose id goes on',
      { domainName: BY_VPC_ENDPOINT, apiId: 'abc123-vpce' },
      undefined,
    ],
    ['the name of a VPC endpoint itself', { domainName: VPC_ENDPOINT }, undefined],
    ['that name, with an id like it', { domainName: VPC_ENDPOINT, apiId: 'vpce' }, undefined],
    [
      'host with more between the id and execute-api',
      { domainName: `abc123-vpce-0a.x.execute-api.eu-central-1.amazonaws.com` },
      undefined,
    ],
    ['host with an empty endpoint', { domainName: 'abc123-vpce-.execute-api.amazonaws.com' }, undefined],
    ['the own Function URL', { domainName: 'abc123.lambda-url.eu-central-1.on.aws' }, 'my-domain'],
    ['Function URL of another function', { domainName: 'abc1234.lambda-url.eu-central-1.on.aws' }, undefined],
    [
      'Function URL of another function, id as long',
      { domainName: 'abc124.lambda-url.eu-central-1.on.aws' },
      undefined,
    ],
    ['host that only begins like lambda-url', { domainName: 'abc123.lambda-urls.on.aws' }, undefined],
    ['no domain name', {}, 'my-domain'],
    ['neither domain name nor id', { apiId: undefined }, 'my-domain'],
    ['another host', { domainName: 'other.example.com' }, undefined],
    ['below a configured host', { domainName: 'x.login.example.com' }, undefined],
    ['execute-api host of another API', { domainName: EXECUTE_API, apiId: 'other' }, undefined],
    ['execute-api host of another API, id as long', { domainName: EXECUTE_API, apiId: 'abc124' }, undefined],
    ['execute-api host without id', { domainName: EXECUTE_API, apiId: undefined }, undefined],
    [
      'execute-api host without id that is named undefined',
      { domainName: EXECUTE_API.replace('abc123', 'undefined'), apiId: undefined },
      undefined,
    ],
    ['host that only begins like the id', { domainName: 'abc123.example.com' }, undefined],
    ['host that only begins like execute-api', { domainName: 'abc123.execute-apix.com' }, undefined],
  ] as const)('%s: %j is %s', (_name, target, kind) => {
    expect(locate(target)[0]).toBe(kind);
  });

  test('the execute-api host can have another kind, or none', () => {
    expect(locate({ domainName: EXECUTE_API }, { executeApiHostKind: 'api' })[0]).toBe('api');
    expect(locate({}, { executeApiHostKind: 'api' })[0]).toBe('api');
    expect(locate({ domainName: EXECUTE_API }, { executeApiHostKind: 'none' })[0]).toBeUndefined();
    expect(locate({}, { executeApiHostKind: 'none' })[0]).toBeUndefined();
  });

  test('a configured host keeps its kind when execute-api has none', () => {
    const more = { executeApiHostKind: 'none' } as const;
    expect(locate({ domainName: 'login.example.com' }, more)[0]).toBe('my-domain');
  });
});

describe('own origins', () => {
  const aliases = ['https://www.example.com', 'http://localhost:8787'];

  test.each([
    ['configured host', { domainName: 'login.example.com' }, ['https://login.example.com', ...aliases]],
    ['upper case', { domainName: 'LOGIN.example.com' }, ['https://login.example.com', ...aliases]],
    ['execute-api host', { domainName: EXECUTE_API }, [`https://${EXECUTE_API}`, ...aliases]],
    ['host by a VPC endpoint', { domainName: BY_VPC_ENDPOINT }, [`https://${BY_VPC_ENDPOINT}`, ...aliases]],
    ['name of a VPC endpoint', { domainName: VPC_ENDPOINT }, aliases],
    ['host without a kind', { domainName: 'other.example.com' }, aliases],
    ['no domain name', {}, aliases],
  ])('%s', (_name, target, expected) => {
    expect(locate(target, { sameOriginAliases: aliases })[2]).toEqual(expected);
  });

  test('an execute-api host without a kind is no own origin', () => {
    expect(locate({ domainName: EXECUTE_API }, { executeApiHostKind: 'none' })[2]).toEqual([]);
  });
});

describe('the judged path', () => {
  test.each([
    ['login.example.com', '/v1/partners/x', '/v1/partners/x'],
    ['site.example.com', '/v1/partners/services/data', '/services/data'],
    ['site.example.com', '/v1/partners', '/'],
    ['site.example.com', '/v1/x', '/x'],
    ['site.example.com', '/partners/x', '/x'],
    ['site.example.com', '/partners/v1/x', '/v1/x'],
    ['site.example.com', '/v1/v1/x', '/v1/x'],
    ['site.example.com', '/v10/x', '/v10/x'],
    ['api.example.com', '/v1/partners/x', '/partners/x'],
    ['API.example.com', '/v1/x', '/x'],
    ['other.example.com', '/v1/x', '/v1/x'],
    // No prefix is not the prefix "undefined".
    ['login.example.com', 'undefined/x', 'undefined/x'],
    ['api.example.com', 'undefined/x', 'undefined/x'],
  ])('%s%s: %s', (domainName, path, expected) => {
    expect(locate({ domainName, path })[1]).toBe(expected);
  });
});

test.each([
  ['site.example.com', '/v1/partners/x', false],
  ['site.example.com', '/v1', false],
  ['site.example.com', '/v2/partners/x', true],
  ['site.example.com', '/v1x', true],
  ['site.example.com', '/', true],
  ['login.example.com', '/v2/x', false],
  ['other.example.com', '/v2/x', true],
  [undefined, '/v2/x', false],
])('%s%s may have a base path of which nobody has told: %s', (domainName, path, mayHaveBasePath) => {
  const { hosts } = compilePolicy({ ...SALESFORCE, hosts: HOSTS });
  expect(hosts.locate({ domainName, apiId: undefined, path })).toMatchObject({ mayHaveBasePath });
});

describe('a path prefix in another spelling is told, and not taken off', () => {
  test.each([
    ['site.example.com', '/v1/PARTNERS/x', '/PARTNERS/x', true],
    ['site.example.com', '/v1/partners%20/x', '/partners%20/x', true],
    ['site.example.com', '/v1/Partners', '/Partners', true],
    ['site.example.com', '/V1/partners/x', '/V1/partners/x', true],
    ['site.example.com', '/v1/partners/x', '/x', false],
    ['site.example.com', '/v1/partners/PARTNERS/x', '/PARTNERS/x', false],
    ['site.example.com', '/v1/partnership', '/partnership', false],
    ['site.example.com', '/v1/PARTNERSHIP', '/PARTNERSHIP', false],
    ['api.example.com', '/V1/x', '/V1/x', true],
    ['login.example.com', '/PARTNERS/x', '/PARTNERS/x', false],
    ['other.example.com', '/V1/PARTNERS/x', '/V1/PARTNERS/x', false],
  ])('%s%s is judged as %s, in another spelling: %s', (domainName, target, path, misspeltPrefix) => {
    const { hosts } = compilePolicy({ ...SALESFORCE, hosts: HOSTS });
    const place = hosts.locate({ domainName, apiId: undefined, path: target });
    expect([place.path, place.misspeltPrefix]).toEqual([path, misspeltPrefix]);
  });
});
