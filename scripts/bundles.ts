/** One file that ships in the package: built from `entry`, written to `assets/<out>`. */
export interface Bundle {
  /** Source file, from the repository's root, or the name of a package. */
  readonly entry: string;
  /** Path below `assets/`, without its extension. */
  readonly out: string;
  /** Largest size in bytes, minified; a test holds it. */
  readonly maxBytes: number;
  /**
   * Source modules that are kept out of the bundle; each is the entry of a file beside it. The bundle may reach them by
   * `import()` or `require()` alone, so that they are parsed when they are first needed and not at start.
   */
  readonly splitOff?: readonly string[];
  /**
   * Modules that several bundles of a folder load at start, and that ship once: source files or packages, each the entry of a
   * file beside the bundles. A module with state or classes of ours is none, because a split-off file may hold it a second time.
   */
  readonly shared?: readonly string[];
  /** Whether it is an ES module beside the file `index.js`, which it imports as it is. */
  readonly isDoor?: boolean;
  /**
   * Runs on the machine of a user, not on Lambda: on every Node that the package supports. A `program` starts by itself; a
   * `part` is split off from one; a `thread` is started by one, and may load modules whose paths only the user's machine
   * knows.
   */
  readonly local?: 'program' | 'part' | 'thread';
}

/** Path of the file below `assets/`. */
export function fileOf({ out, isDoor = false }: Bundle): string {
  return `${out}.${isDoor ? 'mjs' : 'js'}`;
}

/** The file beside a bundle that a split-off or shared module becomes, as the bundle names it. */
export function siblingOf({ out, entry }: Bundle, module: string): string {
  const folder = out.slice(0, out.lastIndexOf('/') + 1);
  const sibling = bundles.find((one) => one.entry === module && one.out.startsWith(folder));
  if (sibling === undefined) throw new Error(`${module} is left out of ${entry}, and is no file beside it`);
  return `./${fileOf(sibling).slice(folder.length)}`;
}

/** The client of the DynamoDB SDK: parsing it doubles a cold start. */
const dynamoDbClient = 'lambda/store/dynamodb-client.ts';

/** Checks of tokens, with the cryptography for them, which most APIs do not use. */
const tokenChecker = 'lambda/tokens/token-checker.ts';

/** The client of CloudWatch Logs, for the function that asks the log. */
const logsClient = 'lambda/admin/queries/logs-client.ts';

/** The libraries of the admin API: routes and schemas, documents of the original. */
const adminLibraries = ['@hono/zod-openapi', 'fast-xml-parser'];

/** The Public Suffix List, for what reads patterns. */
const suffixes = 'lib/contract/public-suffixes.ts';

/** The code that asks upstreams: an authorizer needs none of it. */
const responder = 'lambda/evaluator/responder.ts';

/** Parts of the command line that few commands need, and that are large. */
const cliParts = ['cli/api/iam-signer.ts', 'cli/files/yaml.ts', 'cli/plan/suffixes.ts'];

const kB = 1000;

/** The files that a function or a subpath loads: its own code, and the SDK beside it. */
function withDynamoDb(folder: string, entry: string, maxBytes: number): Bundle[] {
  return [
    { entry, out: `${folder}/index`, maxBytes, splitOff: [dynamoDbClient] },
    { entry: dynamoDbClient, out: `${folder}/dynamodb`, maxBytes: 400 * kB },
  ];
}

/** The same for what judges, with the checks of tokens beside it too. */
function judging(folder: string, entry: string, maxBytes: number, further: readonly string[] = []): Bundle[] {
  const [index, ...others] = withDynamoDb(folder, entry, maxBytes);
  const splitOff = [...(index?.splitOff ?? []), tokenChecker, ...further];
  return [
    { entry, out: `${folder}/index`, maxBytes, splitOff },
    ...others,
    { entry: tokenChecker, out: `${folder}/tokens`, maxBytes: 80 * kB },
  ];
}

/** The functions of the admin API: one folder, an entry file each, and beside them once what they share. */
function admin(): Bundle[] {
  return [
    {
      entry: 'lambda/admin/allowlist/index.ts',
      out: 'admin/allowlist',
      maxBytes: 220 * kB,
      splitOff: [dynamoDbClient],
      shared: [...adminLibraries, suffixes],
    },
    {
      entry: 'lambda/admin/settings/index.ts',
      out: 'admin/settings',
      maxBytes: 100 * kB,
      splitOff: [dynamoDbClient],
      shared: adminLibraries,
    },
    {
      entry: 'lambda/admin/queries/index.ts',
      out: 'admin/queries',
      maxBytes: 140 * kB,
      splitOff: [dynamoDbClient, logsClient],
      shared: [...adminLibraries, suffixes],
    },
    { entry: '@hono/zod-openapi', out: 'admin/openapi', maxBytes: 300 * kB },
    { entry: 'fast-xml-parser', out: 'admin/xml', maxBytes: 100 * kB },
    { entry: suffixes, out: 'admin/suffixes', maxBytes: 150 * kB },
    { entry: dynamoDbClient, out: 'admin/dynamodb', maxBytes: 400 * kB },
    { entry: logsClient, out: 'admin/logs', maxBytes: 400 * kB },
  ];
}

export const bundles: readonly Bundle[] = [
  ...judging('evaluator', 'lambda/evaluator/index.ts', 100 * kB, [responder]),
  { entry: responder, out: 'evaluator/responder', maxBytes: 70 * kB },
  { entry: 'lambda/evaluator/provisioned.mjs', out: 'evaluator/provisioned', maxBytes: kB, isDoor: true },
  ...admin(),
  { entry: 'lambda/console/index.ts', out: 'admin-console/index', maxBytes: 20 * kB },
  ...withDynamoDb('initial-entries', 'lambda/admin/initial/index.ts', 120 * kB),
  ...judging('runtime', 'runtime/index.ts', 130 * kB),
  { entry: 'lambda/changes/index.ts', out: 'change-events/index', maxBytes: 500 * kB },
  { entry: 'runtime/testing/index.ts', out: 'runtime/testing', maxBytes: 220 * kB },
  ...judging('echo', 'lambda/echo/index.ts', 130 * kB),
  { entry: 'cli/index.ts', out: 'cli/index', maxBytes: 260 * kB, splitOff: cliParts, local: 'program' },
  { entry: 'cli/api/iam-signer.ts', out: 'cli/signer', maxBytes: 520 * kB, local: 'part' },
  { entry: 'cli/plan/suffixes.ts', out: 'cli/suffixes', maxBytes: 150 * kB, local: 'part' },
  { entry: 'cli/files/yaml.ts', out: 'cli/yaml', maxBytes: 130 * kB, local: 'part' },
  { entry: 'gateway/functions/function-worker.cjs', out: 'cli/function', maxBytes: 5 * kB, local: 'thread' },
  { entry: 'gateway/dynamodb/engine-worker.cjs', out: 'cli/engine', maxBytes: 280 * kB, local: 'thread' },
];
