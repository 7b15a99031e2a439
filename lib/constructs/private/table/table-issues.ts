import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import { tableArnIssues } from './table-arn-issues';
import type { SynthIssue } from '../synth/synth-error';

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
  if (existing === undefined) return [...protectionIssues(props), ...regionIssues(scope, props)];
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

/** What the facade says without a way out, and without the construct that the user has made. */
function regionIssues(
  scope: Construct,
  { encryption, replicas = [] }: CorsAllowlistProps,
): readonly SynthIssue[] {
  const { region: own } = Stack.of(scope);
  if (Token.isUnresolved(own)) {
    const rule = 'needs the region of the stack, which is not known at synth';
    const fix = "give the stack an env with its region: env: { region: 'eu-west-1', account: … }";
    return [
      ...(replicas.length > 0
        ? [{ prop: 'replicas', value: replicas.map(({ region }) => region), rule, fix }]
        : []),
      ...(encryption?.type === TableEncryption.CUSTOMER_MANAGED
        ? [{ prop: 'encryption', value: encryption.type, rule, fix }]
        : []),
    ];
  }
  return replicas.flatMap(({ region }, index) => {
    const prop = `replicas[${index}].region`;
    if (region === own) {
      const rule = 'the table itself is in this region';
      return [{ prop, value: region, rule, fix: 'name the other regions alone' }];
    }
    if (replicas.findIndex((one) => one.region === region) === index) return [];
    return [{ prop, value: region, rule: 'the region is named twice', fix: 'leave one of them out' }];
  });
}
