import ts from 'typescript';
import { METHODS } from './meter';

/** Builds a meter into a source, which then finds it under the name `meter`. */
export function metered(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
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
      // A link of an optional chain may have nothing to call.
      if (!METHODS.has(name.text) || ts.isOptionalChain(node)) return inner;
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
