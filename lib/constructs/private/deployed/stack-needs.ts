import {
  CfnElement,
  DefaultTokenResolver,
  Reference,
  Stack,
  StringConcat,
  Tokenization,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
} from 'aws-cdk-lib';
import { CfnDeployment, CfnGatewayResponse } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { outermost } from './deployment-order';

/** Notes the stacks that references lead to. */
class StackResolver extends DefaultTokenResolver {
  public readonly stacks = new Set<Stack>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    if (!Reference.isReference(token)) {
      return super.resolveToken(token, context, postProcessor) as unknown;
    }
    if (CfnElement.isCfnElement(token.target)) this.stacks.add(outermost(token.target.stack));
    return 'reference';
  }
}

/** The stacks, each deployed by itself, that a value refers to. */
export function stacksIn(scope: IConstruct, value: unknown): ReadonlySet<Stack> {
  const resolver = new StackResolver();
  // As the CDK does when it connects the stacks: what only the end of synthesis knows is left out.
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return resolver.stacks;
}

/** Whether a stack needs another one as the app stands now: by a dependency, by a reference, or by way of further stacks. */
export function needsStack(stack: Stack, other: Stack): boolean {
  const seen = new Set<Stack>();
  const open = [stack];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === other) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...at.dependencies.map(outermost), ...referredStacks(at));
  }
  return false;
}

function referredStacks(stack: Stack): readonly Stack[] {
  const elements = stack.node.findAll().filter((one): one is CfnElement => CfnElement.isCfnElement(one));
  return (
    elements
      // Their values depend on everything in their API, which is not there yet.
      .filter((one) => !isLate(one) && outermost(Stack.of(one)) === stack)
      .flatMap((one) => [...stacksIn(one, one._toCloudFormation())])
  );
}

function isLate(element: CfnElement): boolean {
  return element instanceof CfnDeployment || element instanceof CfnGatewayResponse;
}
