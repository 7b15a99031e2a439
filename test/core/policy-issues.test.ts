import {
  documentPlace,
  HOST_KINDS,
  MAX_MAX_AGE_SECONDS,
  policyIssues,
  type EndpointRule,
  type HostRule,
  type PolicyDocument,
} from '../../lib/core';
import { OWN_TABLE, SALESFORCE } from './cases/policies';

const RULE: EndpointRule = {
  path: '/a',
  match: 'exact',
  access: 'allowlist',
  methods: ['GET'],
  hostKinds: HOST_KINDS,
};

/** The faults, as field and value. */
function faults(more: Partial<PolicyDocument>): readonly string[] {
  const issues = policyIssues({ ...SALESFORCE, ...more });
  // Each says which rule it is and how to mend the document.
  for (const { rule, fix } of issues) for (const text of [rule, fix]) expect(text).toMatch(/^\S.{10,}\S$/);
  return issues.map(({ path, value }) => `${documentPlace(path)} ${JSON.stringify(value)}`);
}

function ruleFaults(...rules: readonly Partial<EndpointRule>[]): readonly string[] {
  return faults({ endpoints: rules.map((rule) => ({ ...RULE, ...rule })) });
}

function hostFaults(...hosts: readonly Partial<HostRule>[]): readonly string[] {
  return faults({ hosts: hosts.map((host) => ({ domainName: 'a.example', kind: 'api', ...host })) });
}

test.each([
  ['the preset', SALESFORCE],
  ['a table of its own', OWN_TABLE],
  ['nothing', { ...SALESFORCE, endpoints: [], exposedHeaders: [], maxAgeSeconds: 0 }],
])('%s has no issue', (_name, document) => {
  expect(policyIssues(document)).toEqual([]);
});

describe('endpoints', () => {
  test.each<readonly [rule: Partial<EndpointRule>, fault: string]>([
    [{ path: '' }, 'path ""'],
    [{ path: 'a' }, 'path "a"'],
    [{ path: '/a/' }, 'path "/a/"'],
    [{ path: '//a' }, 'path "//a"'],
    [{ path: '/a/../b' }, 'path "/a/../b"'],
    [{ path: '/a/%2e' }, 'path "/a/%2e"'],
    [{ path: '/a?b' }, 'path "/a?b"'],
    [{ path: '/*' }, 'path "/*"'],
    [{ path: '/a/{proxy+}/*' }, 'path "/a/{proxy+}/*"'],
    [{ path: '/av*' }, 'path "/av*"'],
    [{ path: '/v**' }, 'path "/v**"'],
    [{ path: '/a{b}' }, 'path "/a{b}"'],
    [{ path: '/{a}b' }, 'path "/{a}b"'],
    [{ path: '/{}' }, 'path "/{}"'],
    [{ path: '/{a+}/b' }, 'path "/{a+}/b"'],
    [{ path: '/...' }, 'path "/..."'],
    [{ path: '/%252e' }, 'path "/%252e"'],
    [{ extensionsFrom: -1 }, 'extensionsFrom -1'],
    [{ extensionsFrom: 1.5 }, 'extensionsFrom 1.5'],
    [{ access: 'public', credentials: true }, 'credentials true'],
    [{ methods: [] }, 'methods []'],
    [{ access: 'public', methods: [] }, 'methods []'],
    [{ methods: ['GET', 'A B'] }, 'methods "A B"'],
    [{ methods: ['*'] }, 'methods "*"'],
    [{ methods: ['OPTIONS'] }, 'methods "OPTIONS"'],
    [{ hostKinds: [] }, 'hostKinds []'],
    [{ access: 'oauth', hostKinds: [] }, 'hostKinds []'],
    [{ exposedHeaders: ['X-A', '*'] }, 'exposedHeaders "*"'],
    [{ exposedHeaders: ['X A'] }, 'exposedHeaders "X A"'],
    [{ allowedHeaders: ['*'] }, 'allowedHeaders "*"'],
    [{ allowedHeaders: ['', 'X-A'] }, 'allowedHeaders ""'],
    [{ maxAgeSeconds: -1 }, 'maxAge -1'],
    [{ maxAgeSeconds: 1.5 }, 'maxAge 1.5'],
    [{ maxAgeSeconds: MAX_MAX_AGE_SECONDS + 1 }, `maxAge ${MAX_MAX_AGE_SECONDS + 1}`],
  ])('%j is refused for its %s', (rule, fault) => {
    expect(ruleFaults(rule)).toEqual([`endpoints[0].${fault}`]);
  });

  test.each<Partial<EndpointRule>>([
    { path: '/' },
    { path: '/v*' },
    { path: '/a/v*/b' },
    { path: '/a/{id}/b' },
    { path: '/{proxy+}' },
    { path: '/a/{proxy+}', match: 'prefix' },
    { extensionsFrom: 53 },
    { path: '/a%20b' },
    { access: 'closed', methods: [] },
    { access: 'closed', hostKinds: [] },
    { access: 'public', hostKinds: [] },
    { access: 'public', credentials: false },
    { credentials: true },
    { maxAgeSeconds: 0 },
    { maxAgeSeconds: MAX_MAX_AGE_SECONDS },
    { exposedHeaders: [], allowedHeaders: [] },
    { allowedHeaders: ['X-A'], exposedHeaders: ['X-A'] },
  ])('%j is taken', (rule) => {
    expect(ruleFaults(rule)).toEqual([]);
  });

  test('every fault is named at once, with its place', () => {
    expect(ruleFaults({}, { path: 'b', methods: [], hostKinds: [], maxAgeSeconds: -1 })).toEqual([
      'endpoints[1].path "b"',
      'endpoints[1].methods []',
      'endpoints[1].hostKinds []',
      'endpoints[1].maxAge -1',
    ]);
  });
});

describe('rules that name one path with equal right', () => {
  const exact = (path: string): Partial<EndpointRule> => ({ path });
  const prefix = (path: string): Partial<EndpointRule> => ({ path, match: 'prefix' });

  test.each([
    [exact('/a'), exact('/a')],
    [prefix('/a/b'), prefix('/a/b')],
    [exact('/'), exact('/')],
    [exact('/v*/x'), exact('/v*/x')],
    [exact('/{a}'), exact('/{b}')],
    [prefix('/a/{b+}'), prefix('/a/{c+}')],
  ])('%j and %j are refused', (first, second) => {
    expect(ruleFaults({ path: '/other' }, first, second)).toEqual([
      `endpoints[2].path ${JSON.stringify(second.path)}`,
    ]);
  });

  test.each([
    [exact('/a'), prefix('/a')],
    [exact('/a'), exact('/b')],
    [exact('/a'), exact('/A')],
    [prefix('/a'), prefix('/a/b')],
    [exact('/'), exact('/a')],
    [exact('/v*'), exact('/v1')],
    [exact('/v1'), exact('/v*')],
    [exact('/v1.0'), exact('/v2.0')],
    [exact('/v*'), exact('/v1.0')],
    [exact('/v1.0/x'), exact('/v*/x')],
    [prefix('/v*/v1.0'), prefix('/v2.0/v*')],
    [exact('/{a}'), exact('/{a+}')],
    [exact('/v*/x'), exact('/v1.0/y')],
    [exact('/x/v*'), exact('/y/v*')],
  ])('%j and %j are taken', (first, second) => {
    expect(ruleFaults(first, second)).toEqual([]);
  });
});

describe('rules that are spellings of one path', () => {
  const closed = { access: 'closed', methods: [] } as const;
  test.each<readonly [first: Partial<EndpointRule>, second: Partial<EndpointRule>]>([
    [{ path: '/a' }, { path: '/A', ...closed }],
    [{ path: '/$batch' }, { path: '/%24batch', ...closed }],
    [{ path: '/%c3%a9' }, { path: '/%C3%89', ...closed }],
    [{ path: '/a/v*' }, { path: '/a/{x}', ...closed }],
    [{ path: '/a' }, { path: '/A', page: true }],
    [{ path: '/a' }, { path: '/A', hostKinds: ['api'] }],
    [{ path: '/a' }, { path: '/A', credentials: true }],
    [{ path: '/a' }, { path: '/A', role: 'token' }],
    [{ path: '/a' }, { path: '/A', extensionsFrom: 53 }],
    [{ path: '/a' }, { path: '/A', access: 'oauth' }],
    [
      { path: '/A', match: 'prefix' },
      { path: '/a', match: 'prefix', access: 'public' },
    ],
  ])('%j and %j are refused, because they differ', (first, second) => {
    expect(ruleFaults(first, second)).toEqual([`endpoints[1].path ${JSON.stringify(second.path)}`]);
  });

  test.each<readonly [first: Partial<EndpointRule>, second: Partial<EndpointRule>]>([
    [
      { path: '/a' },
      { path: '/A', methods: ['PUT'], maxAgeSeconds: 1, exposedHeaders: [], allowedHeaders: [] },
    ],
    [{ path: '/a' }, { path: '/A', page: false, credentials: false }],
    [{ path: '/a' }, { path: '/A', hostKinds: [...HOST_KINDS].reverse() }],
    [
      { path: '/a', access: 'public' },
      { path: '/A', access: 'public', hostKinds: [] },
    ],
    [
      { path: '/a', ...closed },
      { path: '/A', ...closed, hostKinds: [], credentials: true },
    ],
    [{ path: '/a' }, { path: '/A', match: 'prefix', ...closed }],
    [{ path: '/a' }, { path: '/A/b', ...closed }],
  ])('%j and %j are taken', (first, second) => {
    expect(ruleFaults(first, second)).toEqual([]);
  });
});

describe('hosts', () => {
  test.each<readonly [host: Partial<HostRule>, fault: string]>([
    [{ domainName: '' }, 'domainName ""'],
    [{ domainName: 'A.example' }, 'domainName "A.example"'],
    [{ domainName: 'https://a.example' }, 'domainName "https://a.example"'],
    [{ domainName: 'a.example:8443' }, 'domainName "a.example:8443"'],
    [{ domainName: '*.example' }, 'domainName "*.example"'],
    [{ basePath: '' }, 'basePath ""'],
    [{ basePath: '/' }, 'basePath "/"'],
    [{ basePath: 'v1' }, 'basePath "v1"'],
    [{ basePath: '/v1/' }, 'basePath "/v1/"'],
    [{ basePath: '/v*' }, 'basePath "/v*"'],
    [{ pathPrefix: '/' }, 'pathPrefix "/"'],
    [{ pathPrefix: '/a/../b' }, 'pathPrefix "/a/../b"'],
    [{ pathPrefix: '/{a}' }, 'pathPrefix "/{a}"'],
    // The beginning of an endpoint's path: a request for that endpoint would be judged as another path.
    [{ pathPrefix: '/services' }, 'pathPrefix "/services"'],
    [{ pathPrefix: '/c' }, 'pathPrefix "/c"'],
    [{ pathPrefix: '/Services/DATA' }, 'pathPrefix "/Services/DATA"'],
    [{ pathPrefix: '/services/data/v60.0' }, 'pathPrefix "/services/data/v60.0"'],
    [{ basePath: '/services' }, 'basePath "/services"'],
  ])('%j is refused for its %s', (host, fault) => {
    expect(hostFaults(host)).toEqual([`hosts[0].${fault}`]);
  });

  test.each<Partial<HostRule>>([
    {},
    { domainName: 'localhost' },
    { domainName: '127.0.0.1' },
    { basePath: '/v1', pathPrefix: '/partners/eu' },
    { pathPrefix: '/services/soap' },
    { pathPrefix: '/service' },
    { basePath: undefined, pathPrefix: undefined },
  ])('%j is taken', (host) => {
    expect(hostFaults(host)).toEqual([]);
  });

  test('a host of two kinds is refused', () => {
    expect(hostFaults({}, { domainName: 'b.example' }, { kind: 'my-domain' }, {})).toEqual([
      'hosts[2].domainName "a.example"',
      'hosts[3].domainName "a.example"',
    ]);
  });
});

describe('the rest', () => {
  test.each<readonly [document: Partial<PolicyDocument>, fault: string]>([
    [
      { sameOriginAliases: ['https://a.example', 'https://b.example/'] },
      'sameOriginAliases[1] "https://b.example/"',
    ],
    [{ sameOriginAliases: ['null'] }, 'sameOriginAliases[0] "null"'],
    [{ sameOriginAliases: ['capacitor://localhost'] }, 'sameOriginAliases[0] "capacitor://localhost"'],
    [
      { sameOriginAliases: [`chrome-extension://${'a'.repeat(32)}`] },
      `sameOriginAliases[0] "chrome-extension://${'a'.repeat(32)}"`,
    ],
    [{ sameOriginAliases: ['https://a.example:443'] }, 'sameOriginAliases[0] "https://a.example:443"'],
    [{ exposedHeaders: ['*'] }, 'exposedHeaders "*"'],
    [{ maxAgeSeconds: NaN }, 'maxAge null'],
    [{ maxAgeSeconds: MAX_MAX_AGE_SECONDS + 1 }, `maxAge ${MAX_MAX_AGE_SECONDS + 1}`],
  ])('%j is refused for its %s', (document, fault) => {
    expect(faults(document)).toEqual([fault]);
  });

  test('own origins may be of this machine', () => {
    expect(faults({ sameOriginAliases: ['http://localhost:8787', 'http://127.0.0.1:8787'] })).toEqual([]);
  });
});

test('every issue names a rule and a way out, and the other side where there is one', () => {
  const issues = policyIssues({
    ...SALESFORCE,
    endpoints: [
      RULE,
      { ...RULE, path: 'x', access: 'public', credentials: true, methods: ['*'], exposedHeaders: ['*'] },
      { ...RULE, path: 'y', methods: [], hostKinds: [], maxAgeSeconds: -1 },
      RULE,
    ],
    hosts: [
      { domainName: 'A', kind: 'api', basePath: 'x' },
      { domainName: 'A', kind: 'api' },
    ],
    sameOriginAliases: ['x'],
  });
  const texts = issues.map(({ rule, fix }) => [rule, fix] as const);
  for (const [rule, fix] of texts) {
    expect(rule).toMatch(/^\S.{10,}\S$/);
    expect(fix).toMatch(/^\S.{10,}\S$/);
  }
  expect(texts.map(([rule]) => rule).filter((rule) => rule.includes('"/a"'))).toHaveLength(1);
  expect(texts.map(([rule]) => rule).filter((rule) => rule.includes('hosts[0]'))).toHaveLength(1);
  expect(new Set(texts.map(([rule]) => rule)).size).toBe(issues.length - 2);
});

test.each([
  ['/a/{b+}/c', '{b+} must be the last segment'],
  ['/a*', 'a wildcard must be a whole segment'],
  ['/a/', 'a path must begin with "/"'],
])('the path %s breaks the rule: %s', (path, rule) => {
  const [issue] = policyIssues({ ...SALESFORCE, endpoints: [{ ...RULE, path }] });
  expect(issue?.rule).toContain(rule);
});

test.each<readonly [more: Partial<EndpointRule>, rule: string]>([
  [{}, 'the exact rule for "/a" names the same paths'],
  [{ path: '/A', access: 'public' }, 'the exact rule for "/a" names other spellings of the same paths'],
])('of two rules, one %j is told: %s', (more, rule) => {
  const [issue] = policyIssues({ ...SALESFORCE, endpoints: [RULE, { ...RULE, ...more }] });
  expect(issue?.rule).toContain(rule);
});

test.each([
  ['/{a}', 'a path prefix must begin with "/"'],
  ['/services', 'it must not be the beginning of the endpoint "/services/'],
])('the path prefix %s breaks the rule: %s', (pathPrefix, rule) => {
  const hosts: readonly HostRule[] = [{ domainName: 'a.example', kind: 'api', pathPrefix }];
  const [issue] = policyIssues({ ...SALESFORCE, hosts });
  expect(issue?.rule).toContain(rule);
});

test('a host of two kinds is told which one names it first, and with which kind', () => {
  const hosts: readonly HostRule[] = [
    { domainName: 'a.example', kind: 'api' },
    { domainName: 'a.example', kind: 'my-domain' },
  ];
  const [issue] = policyIssues({ ...SALESFORCE, hosts });
  expect(issue?.rule).toBe('hosts[0] names the same host with kind "api"');
});

test('rules that are known to work are only compared with the others', () => {
  const [first] = SALESFORCE.endpoints;
  const sound = SALESFORCE.endpoints.length;
  const places = (endpoints: typeof SALESFORCE.endpoints, known: number): readonly unknown[] =>
    policyIssues({ ...SALESFORCE, endpoints }, known).map(({ path }) => path[1]);
  expect(places(SALESFORCE.endpoints, sound)).toEqual([]);
  // The rule after them overlaps one of them.
  expect(places([...SALESFORCE.endpoints, first!], sound)).toEqual([sound]);
  expect(places([...SALESFORCE.endpoints, { ...first!, path: 'x' }], sound)).toEqual([sound]);
  // A fault among them is not looked for.
  expect(places([first!, first!], 2)).toEqual([]);
  expect(places([first!, first!], 1)).toEqual([1]);
});
