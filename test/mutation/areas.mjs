/** Engine, client and fault proxy of the store's suites as functions of one process. */
const IN_PROCESS = {
  '^(?:\\.{1,2}/)+(?:store/)?support/(engine|table|fault-proxy)$': '<rootDir>/test/mutation/in-process/$1.ts',
};

/**
 * The areas of the mutation run: what is changed, and which tests must notice. A slow suite would judge every mutant for
 * minutes, so each area names the fast tests of its room; `leftOut` are the tests among them that take longer than a
 * second or so and see nothing that the others do not.
 *
 * @type {Record<string, import('./areas.mjs').Area>}
 */
export const AREAS = {
  core: {
    mutate: ['lib/core/**/*.ts'],
    // Only the tables: a mutant that only the laws (random inputs) can see is one that the tables miss.
    tests: ['<rootDir>/test/core/*.test.ts'],
    oneProcess: true,
    least: 95,
  },
  store: {
    mutate: ['lambda/store/**/*.ts'],
    tests: ['<rootDir>/test/lambda/store/*.test.ts'],
    replaced: IN_PROCESS,
    oneProcess: true,
    leftOut: [
      // Hundreds of entries, or of writers; the same tests of a few are there.
      '50 (?:writers|updates)',
      'with the longest of everything',
      'in the order in which they happened',
      'of (?:99|100|101|200|250) hold',
      'a page reads little',
      'a page is filled although',
      'nothing is lost where',
      'no entry that stays',
      'sorted by code points',
      'law: pages',
      // Answers that never come; one test of the four is enough.
      'trickle',
      'hang .*(?:calls are few|what was found)',
      'keys that stay so',
      'only the settings are missing',
      // Processes and clients of their own, which no mutant reaches.
      'a flood of distinct origins',
      'takes region, credentials',
    ],
    least: 90,
  },
  shared: {
    mutate: ['lambda/shared/**/*.ts', '!lambda/shared/log/write-line.ts'],
    tests: [
      '<rootDir>/test/lambda/shared/*.test.ts',
      ...['answer', 'configuration', 'event', 'token', 'verdict'].map(
        (wing) => `<rootDir>/test/lambda/shared/${wing}/*.test.ts`,
      ),
      ...['logger', 'printable-json', 'used-entries', 'verdict-log'].map(
        (name) => `<rootDir>/test/lambda/shared/log/${name}.test.ts`,
      ),
      '<rootDir>/test/lambda/evaluator/*.test.ts',
    ],
    oneProcess: true,
    least: 90,
  },
  // How a line leaves the process: its test loads the module with a file system of its own, which needs jest. The tests of
  // `write-line.test.ts` are not there: their lines are written by processes of their own, which no mutant reaches.
  line: {
    mutate: ['lambda/shared/log/write-line.ts'],
    tests: ['<rootDir>/test/lambda/shared/log/write-line-parts.test.ts'],
    least: 90,
  },
  tokens: {
    mutate: ['lambda/tokens/**/*.ts'],
    tests: ['<rootDir>/test/lambda/tokens/*.test.ts'],
    oneProcess: true,
    least: 90,
  },
  runtime: {
    mutate: ['runtime/**/*.ts'],
    // Not the laws, as in the core: some of them synthesize a gateway first, too.
    tests: [
      'caller-event',
      'event-source',
      'handler-result',
      'middleware',
      'test-allowlist-faults',
      'test-events',
      'testing',
      'text-body',
      'tokens',
      'with-cors',
    ].map((name) => `<rootDir>/test/runtime/${name}.test.ts`),
    oneProcess: true,
    least: 90,
  },
  admin: {
    // The parts that read, check and write texts; the routes and handlers are judged by the suites over HTTP.
    mutate: [
      'lambda/admin/{bulk,entries,identity,problem,schema,view}/**/*.ts',
      'lambda/admin/http/{body-text,if-match,json-body,media-type,proxy-result,request-body,route-match,xml-body}.ts',
      'lambda/admin/simulator/{fix,simulated-request}.ts',
      'lambda/admin/initial/{answer-host,deployment-request,wanted-entries}.ts',
    ],
    // The cheap ones first, because most mutants are found out by any of them.
    tests: [
      ...['openapi-document', 'schema', 'zod-errors', 'problem-body', 'body-text', 'json-body', 'xml-body'],
      ...[
        'if-match',
        'media-type',
        'cursor',
        'cognito-caller',
        'admin-auth',
        'import-line',
        'metadata-export',
      ],
      ...['answer-host', 'deployment-request', 'wanted-entries', 'simulated-request', 'fix', 'fix-entry'],
      ...['openapi', 'settings', 'identity', 'guard', 'evaluate', 'entries', 'list', 'plan', 'import'],
      ...['export', 'refusals', 'list-filters'],
    ].map((name) => `<rootDir>/test/lambda/admin/${name}.test.ts`),
    replaced: IN_PROCESS,
    oneProcess: true,
    leftOut: [
      // Hundreds of lines, entries or random inputs: half of the time of all tests together.
      'takes 1,000 (?:lines|elements) and no more',
      'comes in pages of (?:11|129|200)$',
      'is neither left out nor shown twice',
      'the errors of one answer are bounded',
      'names a bounded number of errors',
      'law: whatever a fix says',
      'patch law',
      'each change is one version',
    ],
    least: 90,
  },
};
