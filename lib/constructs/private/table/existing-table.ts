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
  // A table of another account is known by its ARN alone.
  return { table, name: tableArn };
}
