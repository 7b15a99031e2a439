import { Template } from 'aws-cdk-lib/assertions';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchApp } from '../constructs/support/scratch-app';
import { maskHashes } from '../setup/asset-hashes';
import { storyStack } from '../support/story';
import { EXAMPLE_STACKS } from './stories';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
beforeAll(() => {
  // Copying the code of a function is said on the standard error output.
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterAll(() => {
  jest.restoreAllMocks();
});

test.each(EXAMPLE_STACKS)('%s', (name, props) => {
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
  expect([...new Set(EXAMPLE_STACKS.map(([name]) => name.split('/')[0]))].sort()).toEqual(folders.sort());
  for (const folder of folders) expect(index).toContain(`(${folder}/app.ts)`);
});
