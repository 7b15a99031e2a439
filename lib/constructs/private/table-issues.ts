import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CorsAllowlistProps } from '../cors-allowlist-props';
import { tableArnIssues } from './existing-table';
import type { SynthIssue } from './synth-error';

/** What says how a table is made, and what is in it from the start. */
const TABLE_PROPS = [
  'initialOrigins',
  'initialSettings',
  'removalPolicy',
  'deletionProtection',
  'pointInTimeRecovery',
  'encryption',
  'replicas',
] as const;

/** All that cannot work in what the props say of the table. */
export function tableIssues(scope: Construct, props: CorsAllowlistProps): readonly SynthIssue[] {
  const { existingTable: existing } = props;
  if (existing === undefined) return protectionIssues(props);
  return [
    ...tableArnIssues(scope, 'existingTable.tableArn', existing.tableArn),
    ...TABLE_PROPS.filter((prop) => props[prop] !== undefined).map((prop) => ({
      prop,
      value: 'given',
      rule: 'the table is made by the stack that defines the allowlist',
      fix: 'say it there, and leave it out beside existingTable',
    })),
  ];
}

function protectionIssues({ removalPolicy, deletionProtection }: CorsAllowlistProps): readonly SynthIssue[] {
  if (removalPolicy !== RemovalPolicy.DESTROY || deletionProtection !== true) return [];
  const rule = 'a table that DynamoDB refuses to delete cannot be deleted with the stack';
  const fix = 'leave one of removalPolicy and deletionProtection out';
  return [{ prop: 'deletionProtection', value: true, rule, fix }];
}
