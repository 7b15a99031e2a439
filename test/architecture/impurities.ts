import ts from 'typescript';

/** Names that reach outside a function's arguments: time, chance, environment, output, network, the module system. */
const forbiddenGlobals = new Set([
  'process',
  'console',
  'performance',
  'globalThis',
  'global',
  'window',
  'self',
  'require',
  'module',
  'fetch',
  'crypto',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'eval',
  'Function',
  '__dirname',
  '__filename',
]);

/** `Date.parse(text)` and `new Date(ms)` only compute; every other use of `Date` may read the clock. */
function computesOnly(date: ts.Identifier): boolean {
  const { parent } = date;
  if (ts.isTypeNode(parent)) return true;
  if (ts.isNewExpression(parent)) return (parent.arguments?.length ?? 0) > 0;
  return ts.isPropertyAccessExpression(parent) && ['parse', 'UTC'].includes(parent.name.text);
}

/** True where the identifier only names a member (`x.process`, `{ process: 1 }`), not the global of that name. */
function namesMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node)
  );
}

/** The names in a source text that a pure function must not use, as `name:line`, in order. */
export function impurities(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const report = (node: ts.Node, name: string): void => {
    found.push(`${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !namesMember(node)) {
      if (forbiddenGlobals.has(node.text)) report(node, node.text);
      if (node.text === 'Date' && !computesOnly(node)) report(node, 'Date');
      if (node.text === 'Math' && node.parent.getText() === 'Math.random') report(node, 'Math.random');
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      report(node, 'import()');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
