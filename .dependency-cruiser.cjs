/**
 * The arrows of the house: what each room may import, and nothing else. `test/architecture/arrows.test.ts` runs this.
 * A room that is not listed has no rights: a file outside all of them is an error too.
 */
const npm = (...names) => names.map((name) => `^node_modules/(@types/)?${name}/`);
const builtin = (...names) => names.map((name) => `^${name}$`);
const sdk = npm('@aws-sdk/client-dynamodb', '@smithy/[a-z-]+');
const cdk = npm('aws-cdk-lib', 'constructs');
const lambdaTypes = npm('aws-lambda');

const rooms = [
  { path: '^lib/core/', may: ['^lib/core/'] },
  { path: '^lib/contract/', may: ['^lib/contract/', '^lib/core/', ...npm('tldts')] },
  {
    path: '^lib/constructs/',
    may: ['^lib/(constructs|contract|core)/', ...cdk, ...builtin('path', 'zlib', 'fs', 'crypto')],
  },
  { path: '^lib/index\\.ts$', may: ['^lib/(constructs|contract|core)/'] },
  {
    path: '^lambda/store/',
    may: ['^lambda/store/', '^lib/(contract|core)/', ...sdk],
  },
  {
    path: '^lambda/shared/',
    may: ['^lambda/shared/', '^lambda/tokens/token-checker\\.ts$', '^lib/(contract|core)/', ...lambdaTypes],
    builtins: true,
  },
  {
    path: '^lambda/tokens/',
    may: [
      '^lambda/tokens/',
      '^lambda/shared/token/check-result\\.ts$',
      '^lib/contract/token-checks\\.ts$',
      ...npm('jose', '@smithy/signature-v4', '@aws-crypto/sha256-js'),
    ],
    builtins: true,
  },
  {
    path: '^lambda/evaluator/',
    may: ['^lambda/(evaluator|store|shared)/', '^lib/(contract|core)/', ...lambdaTypes],
    builtins: true,
  },
  {
    path: '^lambda/admin/',
    may: [
      '^lambda/(admin|store|shared)/',
      '^lib/(contract|core)/',
      ...npm('hono', '@hono/[a-z-]+', 'zod', 'fast-xml-parser', '@aws-sdk/client-cloudwatch-logs'),
      ...lambdaTypes,
    ],
    builtins: true,
  },
  {
    path: '^lambda/changes/',
    may: [
      '^lambda/(changes|store|shared)/',
      '^lib/(contract|core)/',
      ...npm('@aws-sdk/client-eventbridge'),
      ...lambdaTypes,
    ],
    builtins: true,
  },
  { path: '^lambda/console/', may: ['^lambda/(console|shared)/'], builtins: true },
  {
    path: '^console/',
    may: [
      '^console/',
      '^lib/(contract|core)/',
      ...npm('react', 'react-dom', '@cloudscape-design/[a-z-]+', 'oidc-client-ts', 'vite'),
    ],
  },
  { path: '^lambda/echo/', may: ['^lambda/echo/', '^runtime/index\\.ts$', ...lambdaTypes] },
  {
    path: '^runtime/',
    may: ['^runtime/', '^lambda/(store|shared)/', '^lib/(contract|core)/', ...lambdaTypes],
    builtins: true,
  },
  { path: '^gateway/', may: ['^gateway/', ...npm('dynalite', 'memory-level')], builtins: true },
  {
    path: '^cli/',
    may: [
      '^cli/',
      '^lib/(contract|core)/',
      '^gateway/index\\.ts$',
      ...npm(
        '@smithy/signature-v4',
        '@aws-crypto/sha256-js',
        '@aws-sdk/credential-provider-node',
        'fast-xml-parser',
        'yaml',
      ),
    ],
    builtins: true,
  },
  {
    path: '^bin/',
    may: ['^bin/', '^cli/', '^lib/index\\.ts$', '^gateway/', ...cdk, ...npm('tsx')],
    builtins: true,
  },
  {
    path: '^scripts/',
    may: [
      '^scripts/',
      '^test/(support|soak|mutation|core/work)/',
      '^package\\.json$',
      ...npm('esbuild', 'prettier', 'tldts', 'typescript'),
    ],
    builtins: true,
  },
  {
    path: '^examples/',
    may: ['^examples/', '^lib/index\\.ts$', '^runtime/index\\.ts$', ...cdk, ...lambdaTypes],
    builtins: true,
  },
  {
    // It measures our parts beside those of others, over the same gateway and table that the suites run on, in bundles as they ship.
    path: '^bench/',
    may: [
      '^bench/',
      '^(lib/core|lib/contract|lambda)/',
      '^gateway/index\\.ts$',
      '^scripts/(bundle-options|bundles|console-files)\\.ts$',
      '^test/support/',
      '^node_modules/',
    ],
    builtins: true,
  },
];

/**
 * The wings of a room, from the ground up: a wing may import the wings below it, and never one above.
 * The files beside the wings are the room's doors, and any wing may name their types.
 */
const houses = [
  {
    base: 'lib/constructs/private',
    wings: [
      'synth',
      'deployed',
      'layout',
      'policy',
      'functions',
      'api',
      'table',
      'initial',
      'events',
      'allowlist',
      'admin',
      'protection',
      'gateway',
      'monitoring',
    ],
  },
  { base: 'lambda/shared', wings: ['event', 'configuration', 'log', 'token', 'verdict', 'answer'] },
  {
    base: 'gateway/api',
    wings: ['mapping', 'definition', 'call', 'authorization', 'admission', 'integration'],
  },
  {
    base: 'lambda/admin',
    wings: [
      'problem',
      'schema',
      'view',
      'log',
      'identity',
      'http',
      'entries',
      'audit',
      'bulk',
      'simulator',
      'settings',
      'queries',
      'allowlist',
      'initial',
    ],
  },
];

module.exports = {
  forbidden: [
    ...houses.flatMap(({ base, wings }) => [
      ...wings.slice(0, -1).map((wing, floor) => ({
        name: `floor ${base}/${wing}`,
        severity: 'error',
        from: { path: `^${base}/${wing}/` },
        to: { path: `^${base}/(${wings.slice(floor + 1).join('|')})/` },
      })),
      {
        name: `no wing ${base}`,
        comment: 'A folder that has no floor; give it one in the list of wings.',
        severity: 'error',
        from: { path: `^${base}/[^/]+/`, pathNot: `^${base}/(${wings.join('|')})/` },
        to: {},
      },
    ]),
    ...rooms.map(({ path, may, builtins }) => ({
      name: `arrow ${path}`,
      severity: 'error',
      from: { path },
      to: builtins ? { pathNot: may, dependencyTypesNot: ['core'] } : { pathNot: may },
    })),
    {
      name: 'one door of core',
      comment: 'What others may use of the engine is in its index.',
      severity: 'error',
      from: { pathNot: ['^lib/core/', '^test/'] },
      to: { path: '^lib/core/', pathNot: '^lib/core/index\\.ts$' },
    },
    {
      name: 'no room',
      comment:
        'A source file outside every room of docs/architecture.md; give it a room, and the room its arrows.',
      severity: 'error',
      from: { pathNot: [...rooms.map(({ path }) => path), '^test/', '^[^/]+\\.(mjs|cjs)$'] },
      to: {},
    },
    {
      name: 'split-off file',
      comment:
        'What the SDK file imports is in two bundles at once, so a class or a cache in it would exist twice.',
      severity: 'error',
      from: { path: '^lambda/(store/dynamodb|admin/queries/logs)-client\\.ts$' },
      to: { pathNot: [...sdk, ...npm('@aws-sdk/client-cloudwatch-logs')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'split-off part',
      comment: 'What a split-off part of the command line imports of ours is in two files at once.',
      severity: 'error',
      from: { path: '^cli/(api/iam-signer|files/yaml)\\.ts$' },
      to: { path: '^(cli|lib|gateway)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'split-off room',
      comment:
        'The file of token checks is a bundle of its own: it hands over data, and what it takes from others is types and constants.',
      severity: 'error',
      from: { path: '^lambda/tokens/' },
      to: { path: '^lambda/shared/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no cycle', severity: 'error', from: { pathNot: '^node_modules/' }, to: { circular: true } },
    {
      name: 'no orphan',
      severity: 'error',
      from: {
        orphan: true,
        // Fixtures are started as processes, by their path.
        pathNot: [
          '^test/',
          '^bench/fixtures/',
          '^examples/[^/]+/[a-z]+/',
          '^[^/]+\\.(mjs|cjs)$',
          '^lib/index\\.ts$',
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
    { name: 'not resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    // Ours only: a package whose entry lies in its own `dist/` or `build/` must stay visible.
    exclude: {
      path: [
        '^(cdk\\.out|assets|build|dist|coverage|reports|\\.stryker-tmp)/',
        '^(examples|bench|test)/.*/cdk\\.out/',
      ],
    },
    // Types count: a room that knows another's types depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
