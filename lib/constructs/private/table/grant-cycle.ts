import { Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { outermost } from '../deployed/deployment-order';
import { needsStack, stacksIn } from '../deployed/stack-needs';
import type { SynthIssue } from '../synth/synth-error';

/** A function that would refer to a table of a stack that needs the function's stack; the CDK would only speak of a cycle. */
export function grantCycleIssues(table: ITableV2, handler: IConstruct): readonly SynthIssue[] {
  const home = outermost(Stack.of(handler));
  const { tableArn, tableName, encryptionKey } = table;
  const named = stacksIn(handler, [tableArn, tableName, encryptionKey?.keyArn]);
  const circular = [...named].find((stack) => stack !== home && needsStack(stack, home));
  if (circular === undefined) return [];
  const rule =
    `the stack of the function would need the table of ${circular.node.path}, and ${circular.node.path} needs ` +
    `${home.node.path} already`;
  const fix =
    'name the table (tableName), and write in the stack of the function: ' +
    "CorsAllowlist.fromCorsAllowlistAttributes(functionStack, 'Allowlist', { tableArn: " +
    '"arn:aws:dynamodb:REGION:ACCOUNT:table/NAME", endpoints }).grantMiddleware(fn)';
  return [{ prop: 'handler', value: handler.node.path, rule, fix }];
}
