import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import type * as Core from '../../../lib/core';

type Cost = (self: unknown, args: readonly unknown[], result: unknown) => number;

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : 0;

/** What is searched from the given place on, up to what is found. */
const searched: Cost = (self, [, from], result) => {
  const start = typeof from === 'number' ? from : 0;
  return (result === -1 ? lengthOf(self) : Number(result)) - start;
};
const made: Cost = (_self, _args, result) => lengthOf(result);
const whole: Cost = (self) => lengthOf(self);
const given: Cost = (_self, [text]) => lengthOf(text);

/** Methods that take time in proportion to what they are handed, and that proportion. */
const METHODS: ReadonlyMap<string, Cost> = new Map([
  ['indexOf', searched],
  ...['slice', 'join', 'flatMap'].map((name) => [name, made] as const),
  ...['exec', 'test'].map((name) => [name, given] as const),
  ...['lastIndexOf', 'includes', 'startsWith', 'endsWith', 'split', 'trim', 'toLowerCase'].map(
    (name) => [name, whole] as const,
  ),
  ...['replace', 'replaceAll', 'search', 'map', 'filter', 'every', 'some', 'find', 'reduce', 'splice'].map(
    (name) => [name, whole] as const,
  ),
]);

/**
 * Counts work instead of time: every function and every round of a loop that is entered, and every character and element
 * that a built-in method is handed. The same input takes the same steps on every machine.
 */
export class Meter {
  steps = 0;

  call(self: unknown, name: string, args: readonly unknown[]): unknown {
    const method = (self as Readonly<Record<string, unknown>>)[name] as (...args: unknown[]) => unknown;
    const result: unknown = method.apply(self, [...args]);
    this.steps += 1 + (METHODS.get(name)?.(self, args, result) ?? 0);
    return result;
  }

  /** Steps that a run takes. */
  count(run: () => void): number {
    const before = this.steps;
    run();
    return this.steps - before;
  }
}

/** The engine from its sources, with the meter built in. */
export function meteredEngine(meter: Meter): typeof Core {
  const loaded = new Map<string, unknown>();
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(path, exports);
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS },
      transformers: { before: [metered] },
    });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own sources, as a module loader runs them
    const run = new Function('exports', 'require', 'meter', outputText) as (...args: unknown[]) => void;
    run(exports, (name: string) => load(resolve(dirname(path), `${name}.ts`)), meter);
    return exports;
  };
  return load(resolve(__dirname, '../../../lib/core/index.ts')) as typeof Core;
}

function metered(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const meter = factory.createIdentifier('meter');
  const step = (): ts.Expression =>
    factory.createPostfixIncrement(factory.createPropertyAccessExpression(meter, 'steps'));

  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isBlock(inner)) {
      return factory.updateBlock(inner, [factory.createExpressionStatement(step()), ...inner.statements]);
    }
    if (ts.isArrowFunction(inner) && !ts.isBlock(inner.body)) {
      const body = factory.createParenthesizedExpression(factory.createComma(step(), inner.body));
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = inner;
      return factory.updateArrowFunction(
        inner,
        modifiers,
        typeParameters,
        parameters,
        type,
        equalsGreaterThanToken,
        body,
      );
    }
    if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
      const { expression: owner, name } = inner.expression;
      if ((!METHODS.has(name.text) || inner.questionDotToken) ?? inner.expression.questionDotToken)
        return inner;
      const call = factory.createPropertyAccessExpression(meter, 'call');
      const list = factory.createArrayLiteralExpression(inner.arguments);
      return factory.createCallExpression(call, undefined, [
        owner,
        factory.createStringLiteral(name.text),
        list,
      ]);
    }
    return inner;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}
