import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { AdminAuth } from './admin-auth';
import type { ICorsAllowlist } from './i-cors-allowlist';

/** Properties of an admin API. */
export interface CorsAdminApiProps {
  /** The allowlist that is administered. */
  readonly allowlist: ICorsAllowlist;

  /**
   * How callers are known.
   *
   * @default AdminAuth.iam()
   */
  readonly auth?: AdminAuth;

  /**
   * The API whose verdicts the simulator predicts, so that it knows the API's own execute-api host and stage.
   *
   * @default - the simulator knows the configured hosts alone
   */
  readonly gatewayApi?: IRestApi;

  /**
   * Memory of each function in MiB.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * Name of the admin API's stage: letters, digits, `-` and `_`.
   *
   * @default prod
   */
  readonly stageName?: string;

  /**
   * Requests per second that the stage takes on the average.
   *
   * @default 50
   */
  readonly throttlingRateLimit?: number;

  /**
   * Requests that the stage takes at once.
   *
   * @default 100
   */
  readonly throttlingBurstLimit?: number;

  /**
   * For how long the functions' logs and the access log are kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;

  /**
   * Whether the role with which API Gateway writes logs is made. It is a setting of the account in the region; it stays
   * when the stack is deleted.
   *
   * @default true
   */
  readonly cloudWatchRole?: boolean;
}
