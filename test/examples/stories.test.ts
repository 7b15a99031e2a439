import type { StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchApp } from '../constructs/scratch-app';
import { maskHashes } from '../setup/asset-hashes';
import { storyStack } from '../support/story';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const TABLE = 'arn:aws:dynamodb:eu-west-1:111111111111:table/allowlist';

const STORIES: readonly (readonly [string, StackProps & Record<string, unknown>])[] = [
  ['protect-rest-api/ProtectRestApi', {}],
  ['protect-openapi-document/ProtectOpenApiDocument', {}],
  ['imported-api/ImportedApi', { restApiId: 'abc123', rootResourceId: 'root1', stageName: 'prod' }],
  [
    'shared-allowlist/SharedAllowlist',
    {
      env: { account: '111111111111', region: 'eu-central-1' },
      readers: ['222222222222'],
      regions: ['eu-west-1'],
    },
  ],
  [
    'shared-allowlist/AllowlistReader',
    { env: { account: '222222222222', region: 'eu-west-1' }, tableArn: TABLE },
  ],
  ['own-authorizer/OwnAuthorizer', {}],
  ['http-api/ProtectHttpApi', {}],
  ['function-url/ProtectFunctionUrl', {}],
  ['oauth-upstream/KeycloakGateway', { server: 'https://login.internal.example.com', realm: 'main' }],
  [
    'oauth-upstream/CognitoGateway',
    {
      domain: 'example.auth.eu-central-1.amazoncognito.com',
      userPoolId: 'eu-central-1_AbCdEfGhI',
    },
  ],
];

beforeAll(() => {
  // Copying the code of a function is said on the standard error output.
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterAll(() => {
  jest.restoreAllMocks();
});

test.each(STORIES)('%s', (name, props) => {
  const app = scratchApp();
  const stack = new (storyStack(name))(app, 'Story', props);
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, unknown> };
  // The admin API is the same everywhere, and has a snapshot of its own.
  const own = Object.entries(Resources).filter(([id]) => !/^(Cors)?Admin/.test(id));
  expect(maskHashes(Object.fromEntries(own))).toMatchSnapshot();
});

test('every example is in the index, and has a snapshot', () => {
  const folders = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'app.ts')));
  const index = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
  expect(folders.length).toBeGreaterThan(5);
  expect([...new Set(STORIES.map(([name]) => name.split('/')[0]))].sort()).toEqual(folders.sort());
  for (const folder of folders) expect(index).toContain(`(${folder}/app.ts)`);
});
