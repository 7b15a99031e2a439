import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CorsPolicyOptions } from './cors-policy-options';

/**
 * An allowlist that another stack defines. Endpoints, hosts and the rest of the policy are not stored in the table: give
 * the same as there, or what differs for the APIs here.
 */
export interface CorsAllowlistAttributes extends CorsPolicyOptions {
  /**
   * ARN of the table, in the region of this stack: to read it in another region, add that to the `replicas` of the
   * allowlist and name the ARN there. In another account, the table has to be encrypted with the key of AWS or a customer
   * key, and its resource policy has to let this account read it (`dynamodb:BatchGetItem`).
   */
  readonly tableArn: string;

  /**
   * The customer key with which the table is encrypted.
   *
   * @default - the key of AWS
   */
  readonly encryptionKey?: IKey;
}
