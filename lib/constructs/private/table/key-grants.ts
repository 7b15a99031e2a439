import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ENTRY_PARTITION_PREFIX, QUERY_SIGNING_KEY, SETTINGS_KEY } from '../../../contract';
import { acknowledge } from '../synth/acknowledge';

const ENTRIES = `${ENTRY_PARTITION_PREFIX}*`;
const SETTINGS = SETTINGS_KEY.pk;

/**
 * Entries can be read and written; the settings can be read, because the simulator reads them together with entries in
 * one call, whose keys must all be allowed by one statement.
 */
export function grantEntries(handler: IFunction, table: ITableV2): void {
  const reads = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
  handler.addToRolePolicy(onKeys(table, reads, [ENTRIES, SETTINGS]));
  handler.addToRolePolicy(onKeys(table, ['dynamodb:PutItem'], [ENTRIES]));
  grantKey(handler, table);
}

/** The settings can be read and written, entries cannot. */
export function grantSettings(handler: IFunction, table: ITableV2): void {
  handler.addToRolePolicy(onKeys(table, ['dynamodb:GetItem', 'dynamodb:PutItem'], [SETTINGS]));
  grantKey(handler, table);
}

/** Entries can be read, and nothing of them written; the key that signs ids can be read, and made once. */
export function grantQueries(handler: IFunction, table: ITableV2): void {
  handler.addToRolePolicy(onKeys(table, ['dynamodb:BatchGetItem', 'dynamodb:Query'], [ENTRIES]));
  const own = ['dynamodb:GetItem', 'dynamodb:PutItem'];
  handler.addToRolePolicy(onKeys(table, own, [QUERY_SIGNING_KEY.pk]));
  grantKey(handler, table);
}

/** Entries, or the settings too, can be read by key and written; lists cannot be read. */
export function grantInitialEntries(
  handler: IFunction,
  table: ITableV2,
  { entries, settings }: { readonly entries: boolean; readonly settings: boolean },
): void {
  const keys = [...(entries ? [ENTRIES] : []), ...(settings ? [SETTINGS] : [])];
  handler.addToRolePolicy(onKeys(table, ['dynamodb:GetItem', 'dynamodb:PutItem'], keys));
  grantKey(handler, table);
}

/**
 * `ForAllValues` also holds for a request that names no key, hence the second condition.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function onKeys(table: ITableV2, actions: string[], partitionKeys: string[]): PolicyStatement {
  return new PolicyStatement({
    actions,
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitionKeys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

function grantKey(handler: IFunction, table: ITableV2): void {
  if (table.encryptionKey === undefined) return;
  table.encryptionKey.grantEncryptDecrypt(handler);
  if (handler.role === undefined) return;
  const reason = 'The actions of one key that DynamoDB asks of a writer; AWS names them with a wildcard.';
  acknowledge(handler.role, {
    'AwsSolutions-IAM5[Action::kms:ReEncrypt*]': reason,
    'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]': reason,
  });
}
