import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAssembly } from '../gateway/fixtures/assembly';
import { apiResources, functionResource } from '../gateway/fixtures/template';
import { send } from '../support/http-client';
import { startServe } from '../support/serve-process';
import { installInto } from './pack';

/*
 * The command line as a user installs it: in an empty folder, without the CDK, with nothing else beside it.
 */

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

let folder: string;
let installed: string;
let manifest: Manifest;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'installed-cli-'));
  installed = join(folder, 'node_modules', 'apigateway-cors-allowlist');
  installInto(installed);
  manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('both names start the same program, which no peer has to stand beside', () => {
  expect(Object.keys(manifest.bin)).toEqual(['apigateway-cors-allowlist', 'cors-allowlist']);
  expect(new Set(Object.values(manifest.bin)).size).toBe(1);
  for (const peer of Object.keys(manifest.peerDependencies)) {
    expect(manifest.peerDependenciesMeta[peer]).toEqual({ optional: true });
  }
});

test.each([[[]], [['--data', 'kept']]])('serves a small assembly, with %j', async (args) => {
  const table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  };
  const assembly = writeAssembly({
    Table: table,
    ...functionResource('Echo', 'echo'),
    ...apiResources({ methods: [{ path: '/orders', verb: 'GET', to: 'Echo' }] }),
  });
  const program = join(installed, manifest.bin['apigateway-cors-allowlist'] ?? '');
  const served = await startServe([assembly, ...args], { program, cwd: folder });
  const response = await send({ url: `${served.ready.gateway}/orders` });
  expect(await served.stop()).toBe(0);
  expect(response.json()).toMatchObject({ resource: '/orders', requestContext: { stage: 'live' } });
  expect(served.ready.table?.name).toBe('Shop-Table');
});
