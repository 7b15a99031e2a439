import type { RemovalPolicy } from 'aws-cdk-lib';
import type { ReplicaTableProps, TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CorsChangeEvents } from './cors-change-events';
import type { CorsFunctionOptions } from './cors-function-options';
import type { CorsInitialOrigin } from './cors-initial-origin';
import type { CorsInitialSettings } from './cors-initial-settings';
import type { CorsPolicyOptions } from './cors-policy-options';
import type { CorsTableAttributes } from './cors-table-attributes';

/** Properties of an allowlist. */
export interface CorsAllowlistProps extends CorsPolicyOptions {
  /**
   * The table of an allowlist that another stack defines. The evaluator of this construct then judges by that table, and no
   * table is made. Use it to judge in another region (by a replica), in another account, or in a second stack. Administrators
   * edit the entries where the table is made.
   *
   * @default - a table is made
   */
  readonly existingTable?: CorsTableAttributes;

  /**
   * Name of the table: 3 to 255 letters, digits, `-`, `_` and `.`. Give it before the first deployment where stacks of another
   * account read the table by `allowlist.table.tableArn`. A table that is deployed already is replaced by an empty one when its
   * name changes.
   *
   * @default - CloudFormation makes a name
   */
  readonly tableName?: string;

  /**
   * Origins that are on the list from the start, at most 1,000. A deployment creates the entries that are not there. It never
   * changes or removes an entry: an origin that you take out of the code stays on the list.
   *
   * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/initial-origins.md
   * @default - an empty list
   */
  readonly initialOrigins?: CorsInitialOrigin[];

  /**
   * Settings from the start. A deployment writes them where nobody has written the settings yet, and never again.
   *
   * @default - nothing is written; CORS for OAuth endpoints is off
   */
  readonly initialSettings?: CorsInitialSettings;

  /**
   * Whether CloudFormation keeps the table when it leaves the stack, or when the stack is deleted. Use
   * `RemovalPolicy.DESTROY` for stacks that you make for tests.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether DynamoDB refuses to delete the table.
   *
   * @default - true, unless `removalPolicy` is DESTROY
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether the table can be restored to any second of the last 35 days.
   *
   * @default true
   */
  readonly pointInTimeRecovery?: boolean;

  /**
   * The key that encrypts the table. Use a customer managed key where your rules ask for one; it needs a stack whose region is
   * known. Other accounts can read a table under the key that DynamoDB owns and under a customer managed key, but not under
   * the key that AWS manages in the account.
   *
   * @default TableEncryptionV2.dynamoOwnedKey()
   */
  readonly encryption?: TableEncryptionV2;

  /**
   * Further regions in which the table can be read, for evaluators there. Write in one region. The region of the stack must be
   * known.
   *
   * @default - only the region of the stack
   */
  readonly replicas?: ReplicaTableProps[];

  /**
   * Publishes every change of an entry or of the settings as an event on EventBridge: who, when, what was before and what is now. The
   * table gets a stream, and a function on it publishes each change at least once. Give `{}` for the default bus.
   *
   * Turn it on at one allowlist, the one that makes the table. With `existingTable` it needs `tableStreamArn` there.
   *
   * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/change-events.md
   * @default - no events
   */
  readonly changeEvents?: CorsChangeEvents;

  /**
   * Choices for the evaluator, the function that judges: memory, network, concurrency, logs. The functions that write
   * initial entries and publish changes take them too, without the concurrency.
   *
   * @default - 512 MiB on ARM, outside of a VPC, traced
   */
  readonly evaluator?: CorsFunctionOptions;

  /**
   * How long CloudWatch keeps the logs of the functions, and with `CorsGateway` also the access logs.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
}
