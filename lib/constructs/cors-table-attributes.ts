import type { IKey } from 'aws-cdk-lib/aws-kms';

/** The table of an allowlist that another stack defines. */
export interface CorsTableAttributes {
  /**
   * ARN of the table, in the region of this stack: to read it in another region, add that to the `replicas` of the
   * allowlist and name the ARN there. In another account, the stack that defines the allowlist has to let this account read
   * it: `allowlist.grantRead(new AccountPrincipal(account))`.
   */
  readonly tableArn: string;

  /**
   * The customer key with which the table is encrypted.
   *
   * @default - DynamoDB's own key
   */
  readonly encryptionKey?: IKey;
}
