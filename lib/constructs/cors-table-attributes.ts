import type { IKey } from 'aws-cdk-lib/aws-kms';

/** The table of an allowlist that another stack defines. */
export interface CorsTableAttributes {
  /**
   * ARN of the table. It must be in the region of this stack: to read the table in another region, add that region to the
   * `replicas` of the allowlist and give the ARN of the replica. For a table of another account, the stack that defines the
   * allowlist must let this account read it: `allowlist.grantRead(new AccountPrincipal(account))`.
   */
  readonly tableArn: string;

  /**
   * ARN of the stream of the table, with new and old images. Only `changeEvents` reads it.
   *
   * @default - the table has no stream that is read here
   */
  readonly tableStreamArn?: string;

  /**
   * The customer managed key that encrypts the table. Readers need the right to decrypt with it.
   *
   * @default - the table has no customer managed key
   */
  readonly encryptionKey?: IKey;
}
