import { CfnOutput, Lazy, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { asScope } from '../synth/as-scope';
import { ConstructMark } from '../synth/construct-mark';
import { outermost } from '../deployed/deployment-order';

/** An output: its value, and a sentence about it. */
export interface NamedOutput {
  readonly value: string;
  readonly description: string;
}

const plainNames = new ConstructMark<string>('output');

/**
 * Adds outputs to the stack that is deployed by itself, because nobody sees those of a nested one. An output has its plain name, as in
 * `GatewayUrl`, unless the stack has that name already: then it has the name that the CDK makes from its place.
 */
export function addOutputs(
  construct: IConstruct,
  outputs: Readonly<Record<string, NamedOutput | undefined>>,
): void {
  const stack = outermost(Stack.of(construct));
  const isNested = stack !== Stack.of(construct);
  for (const [name, props] of Object.entries(outputs)) {
    if (props === undefined) continue;
    const output = isNested
      ? new CfnOutput(stack, `${construct.node.path.replaceAll('/', '-')}-${name}`, props)
      : new CfnOutput(asScope(construct), name, props);
    plainNames.set(output, name);
    output.overrideLogicalId(
      Lazy.uncachedString({ produce: () => (isFirst(output, name) ? name : stack.getLogicalId(output)) }),
    );
  }
}

/** Whether no output of the user, and no earlier one of ours, has the name. */
function isFirst(output: CfnOutput, name: string): boolean {
  const all = output.stack.node
    .findAll()
    .filter((child) => child instanceof CfnOutput)
    .filter((child) => child.stack === output.stack);
  const ours = all.filter((child) => plainNames.get(child) === name);
  const theirs = all.filter((child) => plainNames.get(child) === undefined);
  return ours[0] === output && !theirs.some((child) => child.stack.resolve(child.logicalId) === name);
}
