import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import type { SynthIssue } from '../synth/synth-error';
import { referenceIssues } from './table-environment';

const TABLE_ARN = /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]{12}:table\/[A-Za-z0-9_.-]{3,255}$/;

const ARN_REGION = 3;
const ARN_ACCOUNT = 4;

/** Whether an ARN names a table. An ARN that is known only at deployment does not say. */
export function isTableArn(tableArn: string): boolean {
  return TABLE_ARN.test(tableArn);
}

/** Everything in the ARN of a table of another stack that cannot work. */
export function tableArnIssues(scope: Construct, prop: string, tableArn: string): readonly SynthIssue[] {
  const stack = Stack.of(scope);
  if (Token.isUnresolved(tableArn)) {
    return [...referenceIssues(scope, prop, tableArn), ...regionIssues(stack, prop, tableArn)];
  }
  const issue = (rule: string, fix: string): readonly SynthIssue[] => [{ prop, value: tableArn, rule, fix }];
  if (!isTableArn(tableArn)) {
    return issue(
      'must be the ARN of a DynamoDB table',
      'write it as in "arn:aws:dynamodb:eu-west-1:123456789012:table/name"',
    );
  }
  const { partition } = Arn.split(tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  if (Token.isUnresolved(stack.region)) return [];
  // `stack.partition` is a token even where the region is known.
  const own = RegionInfo.get(stack.region).partition;
  if (own !== undefined && partition !== own) {
    return issue(`the stack is in the partition ${own}`, 'import a table of the same partition');
  }
  return regionIssues(stack, prop, tableArn);
}

function regionIssues(stack: Stack, prop: string, value: string): readonly SynthIssue[] {
  const region = knownPart(value, ARN_REGION);
  if (Token.isUnresolved(stack.region) || region === undefined || region === stack.region) return [];
  const rule = `the stack is in ${stack.region}, and functions read tables of their own region`;
  const fix = 'add the region to the replicas of the allowlist, and give the ARN of the replica';
  return [{ prop, value, rule, fix }];
}

/** The account of a table, when it is known at synth. */
export function ownerOf(tableArn: string): string | undefined {
  return knownPart(tableArn, ARN_ACCOUNT);
}

/** A part of an ARN, also of one that is put together from what is known and what is not, as `formatArn()` does. */
function knownPart(arn: string, index: number): string | undefined {
  const parts = arn.split(':');
  const part = parts[0] === 'arn' ? parts[index] : undefined;
  return Token.isUnresolved(part) ? undefined : part;
}
