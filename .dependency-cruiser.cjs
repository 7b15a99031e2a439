/**
 * The arrows of the house: what each room may import, and nothing else. `test/architecture.test.ts` runs this.
 * A room that is not listed has no rights: a file outside all of them is an error too.
 */
const npm = (...names) => names.map((name) => `^node_modules/(@types/)?${name}/`);
const builtin = (...names) => names.map((name) => `^${name}$`);
const sdk = npm('@aws-sdk/client-dynamodb', '@smithy/[a-z-]+');
const cdk = npm('aws-cdk-lib', 'constructs');
const lambdaTypes = npm('aws-lambda');

const rooms = [
  { path: '^lib/core/', may: ['^lib/core/'] },
  { path: '^lib/contract/', may: ['^lib/contract/', '^lib/core/'] },
  {
    path: '^lib/constructs/',
    may: ['^lib/(constructs|contract|core)/', ...cdk, ...npm('tldts'), ...builtin('path', 'zlib', 'fs')],
  },
  { path: '^lib/index\\.ts$', may: ['^lib/(constructs|contract|core)/'] },
  {
    path: '^lambda/store/',
    may: ['^lambda/store/', '^lib/(contract|core)/', ...sdk],
  },
  {
    path: '^lambda/shared/',
    may: [
      '^lambda/shared/',
      '^lib/(contract|core)/',
      ...npm('@aws-lambda-powertools/[a-z]+'),
      ...lambdaTypes,
    ],
    builtins: true,
  },
  {
    path: '^lambda/cors/',
    may: ['^lambda/(cors|store|shared)/', '^lib/(contract|core)/', ...lambdaTypes],
    builtins: true,
  },
  {
    path: '^lambda/admin/',
    may: [
      '^lambda/(admin|store|shared)/',
      '^lib/(contract|core)/',
      ...npm('hono', '@hono/[a-z-]+', 'zod', 'fast-xml-parser', 'tldts'),
      ...lambdaTypes,
    ],
    builtins: true,
  },
  { path: '^lambda/echo/', may: ['^lambda/echo/', '^runtime/index\\.ts$', ...lambdaTypes] },
  {
    path: '^runtime/',
    may: ['^runtime/', '^lambda/(store|shared)/', '^lib/(contract|core)/', ...lambdaTypes],
    builtins: true,
  },
  { path: '^console/', may: ['^console/', '^lib/(contract|core)/'] },
  { path: '^gateway/', may: ['^gateway/', ...npm('dynalite')], builtins: true },
  { path: '^bin/', may: ['^bin/', '^lib/index\\.ts$', '^gateway/', ...cdk], builtins: true },
  {
    path: '^scripts/',
    may: ['^scripts/', '^test/support/', '^package\\.json$', ...npm('esbuild', 'typescript')],
    builtins: true,
  },
  {
    path: '^examples/',
    may: ['^examples/', '^lib/index\\.ts$', '^runtime/index\\.ts$', ...cdk, ...lambdaTypes],
    builtins: true,
  },
  {
    // It measures our parts beside those of others, over the same gateway and table that the suites run on.
    path: '^bench/',
    may: [
      '^bench/',
      '^(lib/core|lib/contract|lambda)/',
      '^gateway/index\\.ts$',
      '^test/support/',
      '^node_modules/',
    ],
    builtins: true,
  },
];

module.exports = {
  forbidden: [
    ...rooms.map(({ path, may, builtins }) => ({
      name: `arrow ${path}`,
      severity: 'error',
      from: { path },
      to: builtins ? { pathNot: may, dependencyTypesNot: ['core'] } : { pathNot: may },
    })),
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
      from: { path: '^lambda/store/dynamodb-client\\.ts$' },
      to: { pathNot: sdk, dependencyTypesNot: ['type-only'] },
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
    exclude: { path: '(^|/)(cdk\\.out|assets|build|dist|coverage|reports|\\.stryker-tmp)/' },
    // Types count: a room that knows another's types depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'types', 'default'],
      extensions: ['.ts', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
