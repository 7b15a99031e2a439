import type { Duration } from 'aws-cdk-lib';
import type { AdminAuth } from './admin-auth';
import type { CorsConsoleOptions } from './cors-console-options';
import type { CorsAllowlistProps } from './cors-allowlist-props';
import type { CorsBackend } from './cors-backend';
import type { CorsFunctionOptions } from './cors-function-options';
import type { OAuthUpstreamOptions } from './oauth-upstream-options';

/** Properties of a gateway. */
export interface CorsGatewayProps extends CorsAllowlistProps {
  /**
   * The backends by path. A backend answers its path and everything below it, and a longer path beats a shorter one. The
   * endpoint table must name the path, a path below it, or a prefix above it. A segment `v*` is one API version, such as
   * `v60.0`.
   *
   * @default - the default backend answers everything
   */
  readonly backends?: { [path: string]: CorsBackend };

  /**
   * The backend of every path that no other backend answers.
   *
   * @default - none: such requests are judged, and then answered with 404
   */
  readonly defaultBackend?: CorsBackend;

  /**
   * An issuer (authorization server, OpenID provider) that answers the endpoints of the table that have an OAuth role.
   *
   * @default - none: backends answer OAuth endpoints, as any other endpoint
   */
  readonly oauthUpstream?: OAuthUpstreamOptions;

  /**
   * How long an HTTP backend or an issuer may take to answer, in whole seconds from 1 to 28. After that the gateway answers
   * 504. API Gateway itself waits 29 seconds.
   *
   * @default Duration.seconds(25)
   */
  readonly upstreamTimeout?: Duration;

  /**
   * Whether the gateway has an admin API, a REST API of its own by which administrators edit the allowlist. Make a
   * `CorsAdminApi` by yourself to choose more of it.
   *
   * @default true
   */
  readonly adminApi?: boolean;

  /**
   * How the admin API knows its callers.
   *
   * @default AdminAuth.iam()
   */
  readonly adminAuth?: AdminAuth;

  /**
   * The console of the admin API, a web page on which people edit the allowlist. It is an error with `AdminAuth.iam()`;
   * `npx apigateway-cors-allowlist console` serves the page then.
   *
   * @default - on with `AdminAuth.cognito()`, off with `AdminAuth.iam()`
   */
  readonly console?: CorsConsoleOptions;

  /**
   * Choices for the functions of the admin API: memory, network, concurrency, logs. Each function takes all of them.
   *
   * @default - 512 MiB on ARM, outside of a VPC, traced
   */
  readonly admin?: CorsFunctionOptions;

  /**
   * Name of the API's stage: 1 to 128 letters, digits, `-` and `_`.
   *
   * @default prod
   */
  readonly stageName?: string;

  /**
   * Average number of requests per second that the stage takes. API Gateway answers the rest with 429.
   *
   * @default - the limit of the account
   */
  readonly throttlingRateLimit?: number;

  /**
   * Number of requests that the stage takes at once, above the average rate.
   *
   * @default - the limit of the account
   */
  readonly throttlingBurstLimit?: number;

  /**
   * Whether the gateway makes the role by which API Gateway writes logs. The role is a setting of the account in the region,
   * and it stays when the stack is deleted. Without it there is no access log and no execution log. Say false where the account
   * has a role already.
   *
   * @default true
   */
  readonly cloudWatchRole?: boolean;

  /**
   * Whether the API's own execute-api host refuses all requests, so that only the hosts in `hosts` answer.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * The account's quota of resources in one API. More resources than this are an error at synth. Raise it once AWS has raised
   * the quota.
   *
   * @default 300
   */
  readonly maxApiResources?: number;
}
