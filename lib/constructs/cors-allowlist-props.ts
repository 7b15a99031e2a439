import type { RemovalPolicy } from 'aws-cdk-lib';
import type { ReplicaTableProps, TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CorsInitialOrigin } from './cors-initial-origin';
import type { CorsInitialSettings } from './cors-initial-settings';
import type { CorsPolicyOptions } from './cors-policy-options';
import type { CorsTableAttributes } from './cors-table-attributes';

/** Properties of an allowlist. */
export interface CorsAllowlistProps extends CorsPolicyOptions {
  /**
   * The table of an allowlist that another stack defines, for an evaluator here that judges by it: in another region by a
   * replica, in another account, or beside it. It is edited where it is defined.
   *
   * @default - a table is made
   */
  readonly existingTable?: CorsTableAttributes;

  /**
   * Origins that are on the list from the start, at most 1,000. A deployment creates the entries that are not there; it never
   * changes or removes one, so that taking an origin out of the code leaves its entry on the list.
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
   * What happens to the table when it leaves the stack.
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
   * The key with which the table is encrypted. Other accounts can read it under DynamoDB's own key and under a customer key,
   * and not under the one that AWS manages in the account; a customer key needs a stack whose region is known.
   *
   * @default TableEncryptionV2.dynamoOwnedKey()
   */
  readonly encryption?: TableEncryptionV2;

  /**
   * Further regions in which the table can be read. Write in one region.
   *
   * @default - the region of the stack alone
   */
  readonly replicas?: ReplicaTableProps[];

  /**
   * Memory of the evaluator, the function that judges, in MiB. More memory is also more CPU, hence a faster cold start;
   * a responder holds a request's and an answer's body.
   *
   * @default 512
   */
  readonly evaluatorMemorySize?: number;

  /**
   * For how long logs are kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
}
