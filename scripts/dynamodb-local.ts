import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/*
 * Runs the suites of the store on DynamoDB Local, AWS's own engine for one machine, beside the embedded one that `npm test`
 * uses. It needs Java 17 and Maven; the engine is fetched once, into node_modules/.cache. Arguments go to jest.
 */

const VERSION = '2.6.1';
/** The store itself, and what follows from the table's stream, which the embedded engine does not have. */
const SUITES = ['test/lambda/store', 'test/lambda/changes'];
const START_LIMIT_MILLIS = 60_000;

const root = resolve(__dirname, '..');
const cache = join(root, 'node_modules/.cache/dynamodb-local', VERSION);
const libraries = join(cache, 'lib');

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>com.amazonaws</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

function requireCommand(command: string, argument: string): void {
  if (spawnSync(command, [argument], { stdio: 'ignore' }).status !== 0) {
    throw new Error(`DynamoDB Local needs ${command}, and there is none on the PATH; npm test needs neither`);
  }
}

/** The engine and what it needs, from Maven Central. Native libraries are among the artifacts. */
function fetchEngine(): void {
  if (existsSync(libraries)) return;
  requireCommand('mvn', '--version');
  const half = `${libraries}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const pom = join(cache, 'pom.xml');
  writeFileSync(pom, POM);
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${half}`];
  const { status } = spawnSync('mvn', ['-q', '-B', '-f', pom, ...goal], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`Maven could not fetch DynamoDB Local ${VERSION}`);
  renameSync(half, libraries);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function startEngine(port: number): ChildProcess {
  const main = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
  const classPath = [join(libraries, '*'), libraries].join(delimiter);
  const options = ['-inMemory', '-sharedDb', '-port', String(port)];
  return spawn('java', [`-Djava.library.path=${libraries}`, '-cp', classPath, main, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
  });
}

/** Any answer will do: a request without a signature gets one that refuses it. */
async function untilItAnswers(engine: ChildProcess, url: string): Promise<void> {
  const ends = Date.now() + START_LIMIT_MILLIS;
  while (engine.exitCode === null && Date.now() < ends) {
    if (await fetch(url).catch(() => undefined)) return;
    await delay(200);
  }
  throw new Error(`DynamoDB Local did not start (exit code ${String(engine.exitCode)})`);
}

async function main(): Promise<void> {
  requireCommand('java', '-version');
  fetchEngine();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const engine = startEngine(port);
  try {
    await untilItAnswers(engine, url);
    console.log(`DynamoDB Local ${VERSION} at ${url}`);
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const suite = spawn(process.execPath, [jest, ...SUITES, ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, STORE_ENGINE_URL: url },
    });
    const [status] = (await once(suite, 'exit')) as [number | null];
    process.exitCode = status ?? 1;
  } finally {
    engine.kill();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
