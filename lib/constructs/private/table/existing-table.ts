import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { CorsTableAttributes } from '../../cors-table-attributes';
import { defined } from '../synth/values';
import { ownerOf } from './table-arn-issues';
import { tableBehind } from './table-environment';
import { TEXT } from '../synth/prop-types';

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
  { tableArn, tableStreamArn, encryptionKey }: CorsTableAttributes,
): ExistingTable {
  const further = defined({ tableStreamArn, encryptionKey });
  const table = TableV2.fromTableAttributes(scope, 'Table', { tableArn, ...further });
  const { account } = Stack.of(scope);
  const owner = ownerOf(tableArn) ?? accountBehind(tableArn);
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

/** The account of a table of this app, when it is known at synth. */
function accountBehind(tableArn: string): string | undefined {
  const table = tableBehind(tableArn);
  const account = table === undefined ? undefined : Stack.of(table).account;
  return Token.isUnresolved(account) ? undefined : account;
}

/**
 * The name by which functions here know a table, from its ARN and without a construct. An ARN that refers to a table of this app is
 * not looked into: the CDK names the table when a stack of another environment resolves it.
 */
export function knownTableName(scope: Construct, tableArn: string): string {
  // A program without types can leave it out.
  if (!TEXT.isOf(tableArn) || Token.isUnresolved(tableArn)) return Token.asString({ Ref: 'Table' });
  const isHere = ownerOf(tableArn) === Stack.of(scope).account;
  return isHere ? tableArn.slice(tableArn.lastIndexOf('/') + 1) : tableArn;
}
