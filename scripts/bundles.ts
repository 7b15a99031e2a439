/** One file that ships in the package: built from `entry`, written to `assets/<out>`. */
export interface Bundle {
  /** Source file, from the repository's root. */
  readonly entry: string;
  /** Path below `assets/`, without its extension. */
  readonly out: string;
  /** Largest size in bytes, minified; a test holds it. */
  readonly maxBytes: number;
  /**
   * Source module that is kept out of the bundle and becomes the file `dynamodb.js` beside it. The entry may reach it by
   * `import()` or `require()` alone, so that it is parsed when the first look-up happens and not at start.
   */
  readonly splitOff?: string;
  /** Whether it is an ES module beside the file `index.js`, which it imports as it is. */
  readonly isDoor?: boolean;
  /**
   * Runs on the machine of a user, not on Lambda: on every Node that the package supports. A `program` starts by itself; a
   * `thread` is started by one, and may load modules whose paths only the user's machine knows.
   */
  readonly local?: 'program' | 'thread';
}

/** Path of the file below `assets/`. */
export function fileOf({ out, isDoor = false }: Bundle): string {
  return `${out}.${isDoor ? 'mjs' : 'js'}`;
}

/** The client of the DynamoDB SDK, the one module that is worth a file of its own: parsing it doubles a cold start. */
const dynamoDbClient = 'lambda/store/dynamodb-client.ts';

const kB = 1000;

/** The files that a function or a subpath loads: its own code, and the SDK beside it. */
function withDynamoDb(folder: string, entry: string, maxBytes: number): Bundle[] {
  return [
    { entry, out: `${folder}/index`, maxBytes, splitOff: dynamoDbClient },
    { entry: dynamoDbClient, out: `${folder}/dynamodb`, maxBytes: 400 * kB },
  ];
}

export const bundles: readonly Bundle[] = [
  ...withDynamoDb('evaluator', 'lambda/evaluator/index.ts', 140 * kB),
  { entry: 'lambda/evaluator/provisioned.mjs', out: 'evaluator/provisioned', maxBytes: kB, isDoor: true },
  ...withDynamoDb('admin-allowlist', 'lambda/admin/allowlist/index.ts', 1000 * kB),
  ...withDynamoDb('admin-settings', 'lambda/admin/settings/index.ts', 1000 * kB),
  { entry: 'lambda/console/index.ts', out: 'admin-console/index', maxBytes: 20 * kB },
  ...withDynamoDb('initial-entries', 'lambda/admin/initial/index.ts', 120 * kB),
  ...withDynamoDb('runtime', 'runtime/index.ts', 120 * kB),
  { entry: 'runtime/testing/index.ts', out: 'runtime/testing', maxBytes: 220 * kB },
  ...withDynamoDb('echo', 'lambda/echo/index.ts', 120 * kB),
  { entry: 'cli/index.ts', out: 'cli/index', maxBytes: 150 * kB, local: 'program' },
  { entry: 'gateway/functions/function-worker.cjs', out: 'cli/function', maxBytes: 5 * kB, local: 'thread' },
  { entry: 'gateway/dynamodb/engine-worker.cjs', out: 'cli/engine', maxBytes: 280 * kB, local: 'thread' },
];
