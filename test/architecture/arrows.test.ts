import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type Violation } from './cruise';

const root = resolve(__dirname, '../..');

test('every import of the repository follows the arrows', () => {
  expect(cruise(root)).toEqual([]);
}, 60_000);

/** One import each that the rules must refuse: file, what it imports, the rule that says so. */
const refused: [from: string, specifier: string, rule: string][] = [
  ['lib/core/a.ts', 'node:fs', 'arrow ^lib/core/'],
  ['lib/core/b.ts', '../contract/fine', 'arrow ^lib/core/'],
  ['lib/core/c.ts', 'tldts', 'arrow ^lib/core/'],
  ['lib/contract/a.ts', '../constructs/fine', 'arrow ^lib/contract/'],
  ['lib/contract/b.ts', 'aws-cdk-lib', 'arrow ^lib/contract/'],
  ['lib/constructs/a.ts', '../../lambda/cors/fine', 'arrow ^lib/constructs/'],
  ['lib/constructs/b.ts', 'node:http', 'arrow ^lib/constructs/'],
  ['lib/constructs/c.ts', 'hono', 'arrow ^lib/constructs/'],
  ['lambda/store/a.ts', '../shared/fine', 'arrow ^lambda/store/'],
  ['lambda/store/b.ts', '../../lib/constructs/fine', 'arrow ^lambda/store/'],
  ['lambda/store/dynamodb-client.ts', './fine', 'split-off file'],
  ['lambda/shared/a.ts', '../store/fine', 'arrow ^lambda/shared/'],
  ['lambda/cors/a.ts', '../admin/fine', 'arrow ^lambda/cors/'],
  ['lambda/cors/b.ts', 'tldts', 'arrow ^lambda/cors/'],
  ['lambda/admin/a.ts', '../cors/fine', 'arrow ^lambda/admin/'],
  ['lambda/admin/b.ts', 'aws-cdk-lib', 'arrow ^lambda/admin/'],
  ['runtime/a.ts', '../lambda/cors/fine', 'arrow ^runtime/'],
  ['gateway/a.ts', '../lib/core/fine', 'arrow ^gateway/'],
  ['gateway/b.ts', 'hono', 'arrow ^gateway/'],
  ['bin/a.ts', '../lib/core/fine', 'arrow ^bin/'],
  ['bin/b.ts', '../lambda/store/fine', 'arrow ^bin/'],
  ['stray/a.ts', '../lib/core/fine', 'no room'],
  ['lib/core/d.ts', './missing', 'not resolvable'],
];

const fine: [from: string, specifier: string][] = [
  ['lib/contract/fine.ts', '../core/fine'],
  ['lib/constructs/fine.ts', 'aws-cdk-lib'],
  ['lib/constructs/path.ts', 'node:path'],
  ['lambda/store/fine.ts', '../../lib/contract/fine'],
  ['lambda/shared/fine.ts', 'node:fs'],
  ['lambda/cors/fine.ts', '../store/fine'],
  ['lambda/cors/shared.ts', '../shared/fine'],
  ['lambda/admin/fine.ts', 'tldts'],
  ['runtime/fine.ts', '../lambda/store/fine'],
  ['gateway/fine.ts', 'node:http'],
  ['bin/fine.ts', '../gateway/fine'],
];

describe('the rules themselves', () => {
  let tree = '';
  let found: Violation[] = [];

  const write = (path: string, text: string): void => {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'arrows-'));
    cpSync(join(root, 'tsconfig.json'), join(tree, 'tsconfig.json'));
    cpSync(join(root, 'tsconfig.check.json'), join(tree, 'tsconfig.check.json'));
    for (const name of ['aws-cdk-lib', 'tldts', 'hono']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, 'module.exports = {};');
    }
    write('lib/core/fine.ts', 'export const x = 1;');
    for (const [from, specifier] of [...refused, ...fine]) {
      write(from, `import * as x from '${specifier}';\nexport const y = x;\n`);
    }
    write('lib/core/ring-a.ts', "import { b } from './ring-b';\nexport const a = (): unknown => b;\n");
    write('lib/core/ring-b.ts', "import { a } from './ring-a';\nexport const b = (): unknown => a;\n");
    write('lib/core/lonely.ts', 'export const z = 1;\n');
    found = cruise(tree);
  }, 60_000);

  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  const rulesBrokenBy = (from: string): string[] =>
    found.filter((violation) => violation.from === from).map(({ rule }) => rule);

  test.each(refused)('%s may not import %s', (from, _specifier, rule) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  test.each(fine)('%s may import %s', (from) => {
    expect(rulesBrokenBy(from)).toEqual([]);
  });

  test('a ring of imports is found', () => {
    expect(rulesBrokenBy('lib/core/ring-a.ts')).toEqual(['no cycle']);
  });

  test('a file that nobody imports and that imports nothing is found', () => {
    expect(rulesBrokenBy('lib/core/lonely.ts')).toEqual(['no orphan']);
  });
});
