import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { CorsTableAttributes } from '../../cors-table-attributes';
import { defined } from '../synth/values';
import { ownerOf } from './table-arn-issues';

/** A table that another stack defines, and the name by which functions here know it. */
export interface ExistingTable {
  readonly table: ITableV2;
  readonly name: string;
}

/**
 * A table that another stack defines.
 *
 * @param attributes without issues
 */
export function existingTable(
  scope: Construct,
  { tableArn, encryptionKey }: CorsTableAttributes,
): ExistingTable {
  const table = TableV2.fromTableAttributes(scope, 'Table', { tableArn, ...defined({ encryptionKey }) });
  const { account } = Stack.of(scope);
  const owner = ownerOf(tableArn);
  if (owner === undefined || owner === account) return { table, name: table.tableName };
  if (!Token.isUnresolved(account)) {
    Annotations.of(scope).addInfo(
      `the table is in the account ${owner}, and answers ${account} once its stack says ` +
        `allowlist.grantRead(new AccountPrincipal('${account}'))`,
    );
  }
  // Functions find a table of another account only by its ARN.
  return { table, name: tableArn };
}

/** The name by which functions here know a table, from its ARN and without a construct. */
export function knownTableName(scope: Construct, tableArn: string): string {
  const owner = ownerOf(tableArn);
  const isHere = owner === undefined || owner === Stack.of(scope).account;
  return isHere ? tableArn.slice(tableArn.lastIndexOf('/') + 1) : tableArn;
}
