import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import type { CorsAllowlistAttributes } from '../cors-allowlist-attributes';
import { CorsAllowlistBase } from './allowlist-base';
import { defined } from './defined';
import { environmentIssues, policyEnvironment } from './policy-environment';
import { policyOptionIssues } from './policy-issues';
import { throwIssues, type SynthIssue } from './synth-error';

const TABLE_ARN = /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]{12}:table\/[A-Za-z0-9_.-]{3,255}$/;

/** An allowlist that another stack defines. */
export class ImportedAllowlist extends CorsAllowlistBase {
  public readonly table: ITableV2;
  public readonly middlewareEnvironment: { [name: string]: string };

  constructor(scope: Construct, id: string, attributes: CorsAllowlistAttributes) {
    const { tableArn, encryptionKey } = attributes;
    super(scope, id, TABLE_ARN.test(tableArn) ? { environmentFromArn: tableArn } : {});
    throwIssues(this, [...arnIssues(Stack.of(this), tableArn), ...policyOptionIssues(attributes)]);
    this.table = TableV2.fromTableAttributes(this, 'Table', { tableArn, ...defined({ encryptionKey }) });
    this.middlewareEnvironment = policyEnvironment(this, this.tableReference(tableArn), attributes);
    throwIssues(this, environmentIssues(this, this.middlewareEnvironment));
  }

  /** A table of another account is known by its ARN alone. */
  private tableReference(tableArn: string): string {
    const { account } = this.env;
    return account === this.stack.account || Token.isUnresolved(tableArn) ? this.table.tableName : tableArn;
  }
}

function arnIssues(stack: Stack, tableArn: string): readonly SynthIssue[] {
  if (Token.isUnresolved(tableArn)) return [];
  const issue = (rule: string, fix: string): readonly SynthIssue[] => [
    { prop: 'tableArn', value: tableArn, rule, fix },
  ];
  if (!TABLE_ARN.test(tableArn)) {
    return issue(
      'the ARN of a DynamoDB table',
      'write it as in "arn:aws:dynamodb:eu-west-1:123456789012:table/name"',
    );
  }
  const { partition, region } = Arn.split(tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  if (Token.isUnresolved(stack.region)) return [];
  // `stack.partition` is a token even where the region is known.
  const own = RegionInfo.get(stack.region).partition;
  if (own !== undefined && partition !== own) {
    return issue(`the stack is in the partition ${own}`, 'import a table of the same partition');
  }
  if (region !== stack.region) {
    return issue(
      `the stack is in ${stack.region}, and functions read tables of their own region`,
      'add the region to the replicas of the allowlist, and name the ARN of the replica',
    );
  }
  return [];
}
