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
  ['lib/constructs/a.ts', '../../lambda/evaluator/fine', 'arrow ^lib/constructs/'],
  ['lib/constructs/b.ts', 'node:http', 'arrow ^lib/constructs/'],
  ['lib/constructs/c.ts', 'hono', 'arrow ^lib/constructs/'],
  ['lambda/store/a.ts', '../shared/fine', 'arrow ^lambda/store/'],
  ['lambda/store/b.ts', '../../lib/constructs/fine', 'arrow ^lambda/store/'],
  ['lambda/store/dynamodb-client.ts', './fine', 'split-off file'],
  ['lambda/shared/a.ts', '../store/fine', 'arrow ^lambda/shared/'],
  ['lambda/shared/event/a.ts', '../log/fine', 'floor lambda/shared/event'],
  ['lambda/evaluator/a.ts', '../admin/fine', 'arrow ^lambda/evaluator/'],
  ['lambda/evaluator/b.ts', 'tldts', 'arrow ^lambda/evaluator/'],
  ['lambda/admin/a.ts', '../evaluator/fine', 'arrow ^lambda/admin/'],
  ['lambda/admin/b.ts', 'aws-cdk-lib', 'arrow ^lambda/admin/'],
  ['lambda/console/a.ts', '../store/fine', 'arrow ^lambda/console/'],
  ['lambda/console/b.ts', '../../lib/contract/fine', 'arrow ^lambda/console/'],
  ['console/a.tsx', '../lambda/shared/fine', 'arrow ^console/'],
  ['console/b.ts', '../lib/constructs/fine', 'arrow ^console/'],
  ['console/c.ts', 'node:fs', 'arrow ^console/'],
  ['runtime/a.ts', '../lambda/evaluator/fine', 'arrow ^runtime/'],
  ['lib/contract/deep.ts', '../core/fine', 'one door of core'],
  ['gateway/a.ts', '../lib/core/fine', 'arrow ^gateway/'],
  ['gateway/b.ts', 'hono', 'arrow ^gateway/'],
  ['bin/a.ts', '../lib/core/fine', 'arrow ^bin/'],
  ['bin/b.ts', '../lambda/store/fine', 'arrow ^bin/'],
  ['stray/a.ts', '../lib/core/fine', 'no room'],
  ['lib/core/d.ts', './missing', 'not resolvable'],
  ['lib/core/e.ts', 'zod', 'arrow ^lib/core/'],
  ['lambda/evaluator/c.ts', 'zod', 'arrow ^lambda/evaluator/'],
  ['lambda/admin/c.ts', 'tldts', 'arrow ^lambda/admin/'],
  ['lib/constructs/d.ts', 'tldts', 'arrow ^lib/constructs/'],
  ['lib/constructs/private/api/a.ts', '../table/fine', 'floor lib/constructs/private/api'],
  ['lib/constructs/private/extra/a.ts', '../synth/fine', 'no wing lib/constructs/private'],
  ['gateway/api/mapping/a.ts', '../call/fine', 'floor gateway/api/mapping'],
  ['lambda/admin/http/a.ts', '../entries/fine', 'floor lambda/admin/http'],
];

const fine: [from: string, specifier: string][] = [
  ['lib/contract/fine.ts', '../core'],
  ['lib/constructs/fine.ts', 'aws-cdk-lib'],
  ['lib/constructs/path.ts', 'node:path'],
  ['lambda/store/fine.ts', '../../lib/contract/fine'],
  ['lambda/shared/fine.ts', 'node:fs'],
  ['lambda/shared/event/fine.ts', 'node:fs'],
  ['lambda/shared/log/fine.ts', '../event/fine'],
  ['lambda/evaluator/fine.ts', '../store/fine'],
  ['lambda/evaluator/shared.ts', '../shared/fine'],
  ['lib/contract/suffixes.ts', 'tldts'],
  ['lib/constructs/private/table/fine.ts', '../api/fine'],
  ['lib/constructs/private/api/fine.ts', '../synth/fine'],
  ['lib/constructs/private/synth/fine.ts', 'aws-cdk-lib'],
  ['gateway/api/call/fine.ts', '../mapping/fine'],
  ['gateway/api/mapping/fine.ts', 'node:fs'],
  ['lambda/admin/entries/fine.ts', '../http/fine'],
  ['lambda/admin/http/fine.ts', 'zod'],
  ['runtime/fine.ts', '../lambda/store/fine'],
  ['gateway/fine.ts', 'node:http'],
  ['lambda/console/fine.ts', '../shared/fine'],
  ['console/fine.ts', '../lib/contract/fine'],
  ['console/page.tsx', './fine'],
  ['bin/fine.ts', '../gateway/fine'],
];

const packages: [name: string, main: string][] = [
  ['aws-cdk-lib', 'index.js'],
  ['hono', 'index.js'],
  ['tldts', 'dist/index.js'],
  ['zod', 'build/index.js'],
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
    // Most packages have their entry in a folder that our own exclusions name too.
    for (const [name, main] of packages) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main }));
      write(`node_modules/${name}/${main}`, 'module.exports = {};');
    }
    write('lib/core/fine.ts', 'export const x = 1;');
    write('lib/core/index.ts', "export * from './fine';\n");
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
