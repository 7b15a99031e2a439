import type { Duration } from 'aws-cdk-lib';
import type { AdminAuth } from './admin-auth';
import type { CorsAllowlistProps } from './cors-allowlist-props';
import type { CorsBackend } from './cors-backend';
import type { OAuthUpstreamOptions } from './oauth-upstream-options';

/** Properties of a gateway. */
export interface CorsGatewayProps extends CorsAllowlistProps {
  /**
   * What answers requests, by path: each stands for its path and everything below it, and a longer path beats a shorter
   * one. The endpoint table has to name the path, something below it, or a prefix above it. A segment `v*` stands for one
   * API version; API Gateway, which knows no patterns, sends any other single segment there too.
   *
   * @default - the default backend answers everything
   */
  readonly backends?: { [path: string]: CorsBackend };

  /**
   * What answers the requests that no other backend answers.
   *
   * @default - nothing: they are answered with 404 once they are judged
   */
  readonly defaultBackend?: CorsBackend;

  /**
   * An issuer that answers the endpoints of the table that have an OAuth role.
   *
   * @default - no issuer; OAuth endpoints are answered by backends, like any other
   */
  readonly oauthUpstream?: OAuthUpstreamOptions;

  /**
   * For how long an HTTP backend or an issuer may take to answer, from 1 to 28 seconds; then the answer is 504.
   *
   * @default Duration.seconds(25)
   */
  readonly upstreamTimeout?: Duration;

  /**
   * Whether there is an admin API, a REST API of its own with which the allowlist is edited.
   *
   * @default true
   */
  readonly adminApi?: boolean;

  /**
   * How callers of the admin API are known.
   *
   * @default AdminAuth.iam()
   */
  readonly adminAuth?: AdminAuth;

  /**
   * Name of the API's stage: letters, digits, `-` and `_`.
   *
   * @default prod
   */
  readonly stageName?: string;

  /**
   * Requests per second that the stage takes on the average.
   *
   * @default - the limit of the account
   */
  readonly throttlingRateLimit?: number;

  /**
   * Requests that the stage takes at once.
   *
   * @default - the limit of the account
   */
  readonly throttlingBurstLimit?: number;

  /**
   * Whether the gateway makes the role with which API Gateway writes logs. It is a setting of the account in the region,
   * without which neither access log nor execution log can be written; it stays when the stack is deleted.
   *
   * @default true
   */
  readonly cloudWatchRole?: boolean;

  /**
   * Whether the API's own execute-api host refuses all requests, so that only the custom domain names are left.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * The account's quota of resources in one API. More resources than that are an error at synth.
   *
   * @default 300
   */
  readonly maxApiResources?: number;
}
