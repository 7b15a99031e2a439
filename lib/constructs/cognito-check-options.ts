import type { IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { TokenUse } from './token-use';

/** Options of a check of tokens of a user pool. */
export interface CognitoCheckOptions {
  /**
   * The app clients whose tokens are taken.
   *
   * @default - every client of the user pool
   */
  readonly clients?: IUserPoolClient[];

  /**
   * Which token callers send.
   *
   * @default TokenUse.ACCESS
   */
  readonly use?: TokenUse;

  /**
   * Scopes that every request needs, all of them. Only access tokens have scopes. An endpoint can ask for further ones.
   *
   * @default - none
   */
  readonly scopes?: string[];

  /**
   * URL of the metadata of this API (RFC 9728), which answers to callers without a token name, so that clients find the issuer.
   *
   * @default - no URL is named
   */
  readonly resourceMetadata?: string;
}
