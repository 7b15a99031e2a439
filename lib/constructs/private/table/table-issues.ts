import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import { tableArnIssues } from './table-arn-issues';
import { tableKeyIssues } from './table-key-issues';
import type { SynthIssue } from '../synth/synth-error';

/** Props that say how a table is made, and what it holds from the start. */
const TABLE_PROPS = [
  'tableName',
  'initialOrigins',
  'initialSettings',
  'removalPolicy',
  'deletionProtection',
  'pointInTimeRecovery',
  'encryption',
  'replicas',
] as const;

/** Everything in the props of the table that cannot work. */
export function tableIssues(scope: Construct, props: CorsAllowlistProps): readonly SynthIssue[] {
  const { existingTable: existing } = props;
  if (existing === undefined)
    return [...nameIssues(props), ...protectionIssues(props), ...regionIssues(scope, props)];
  return [
    ...tableArnIssues(scope, 'existingTable.tableArn', existing.tableArn),
    ...tableKeyIssues(scope, 'existingTable.encryptionKey', existing.encryptionKey),
    ...TABLE_PROPS.filter((prop) => props[prop] !== undefined).map((prop) => ({
      prop,
      value: 'given',
      rule: 'the stack that makes the table decides this',
      fix: 'set it there, and leave it out beside existingTable',
    })),
  ];
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
function nameIssues({ tableName: value }: CorsAllowlistProps): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value) || /^[A-Za-z0-9_.-]{3,255}$/.test(value)) return [];
  const rule = 'must be 3 to 255 letters, digits, - _ and .';
  return [{ prop: 'tableName', value, rule, fix: 'write it as in "cors-allowlist"' }];
}

function protectionIssues({ removalPolicy, deletionProtection }: CorsAllowlistProps): readonly SynthIssue[] {
  if (removalPolicy !== RemovalPolicy.DESTROY || deletionProtection !== true) return [];
  const rule = 'contradicts removalPolicy: the stack could not delete the table';
  const fix = 'leave one of removalPolicy and deletionProtection out';
  return [{ prop: 'deletionProtection', value: true, rule, fix }];
}

/** The CDK refuses these too, but without a fix and without the construct that the user made. */
function regionIssues(
  scope: Construct,
  { encryption, replicas = [] }: CorsAllowlistProps,
): readonly SynthIssue[] {
  const { region: own } = Stack.of(scope);
  if (Token.isUnresolved(own)) {
    const rule = 'the region of the stack must be known at synth';
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
      const rule = 'must be another region than that of the table itself';
      return [{ prop, value: region, rule, fix: 'name only the other regions' }];
    }
    if (replicas.findIndex((one) => one.region === region) === index) return [];
    return [{ prop, value: region, rule: 'the region is named twice', fix: 'leave one of them out' }];
  });
}
