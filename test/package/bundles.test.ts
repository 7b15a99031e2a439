import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { bundles, fileOf, siblingOf } from '../../scripts/bundles';

const assets = resolve(__dirname, '../../assets');

/** A constant of the DynamoDB protocol, so it is in every bundle that holds the client and in no other. */
const sdkMark = 'DynamoDB_20120810';

/** Literal arguments of every call of `require`; in the syntax tree, because the SDK's messages speak of `require` too. */
function requiredModules(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require') {
      const [argument] = node.arguments;
      found.push(argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : '(computed)');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ES2023));
  return found;
}

describe.each(
  bundles.map((bundle) => ({
    ...bundle,
    bundle,
    name: `assets/${fileOf(bundle)}`,
    file: join(assets, fileOf(bundle)),
  })),
)('$name', ({ bundle, out, file, maxBytes, splitOff = [], shared = [], entry, local }) => {
  test(`is built from ${entry}`, () => {
    expect(existsSync(file)).toBe(true);
  });

  test(`is at most ${maxBytes} bytes`, () => {
    expect(readFileSync(file).length).toBeLessThanOrEqual(maxBytes);
  });

  test('needs nothing but Node and the files beside it', () => {
    const foreign = requiredModules(readFileSync(file, 'utf8')).filter(
      (specifier) => !builtinModules.includes(specifier.replace(/^node:/, '')),
    );
    // A thread of a user's machine loads the user's handler.
    const beside = [...splitOff, ...shared].map((module) => siblingOf(bundle, module));
    const allowed = local === 'thread' ? ['(computed)'] : beside;
    expect(foreign.filter((specifier) => !allowed.includes(specifier))).toEqual([]);
    expect(foreign).toEqual(expect.arrayContaining(beside));
  });

  test('holds the DynamoDB client only when it is the file for it', () => {
    if (local !== undefined) return;
    expect(readFileSync(file, 'utf8').includes(sdkMark)).toBe(out.endsWith('/dynamodb'));
  });

  test('carries no source map and no path of the machine that built it', () => {
    const text = readFileSync(file, 'utf8');
    expect(text.includes('sourceMappingURL')).toBe(false);
    expect(text.includes(resolve(__dirname, '../..'))).toBe(false);
  });
});
