import type { Duration } from 'aws-cdk-lib';
import type { EndpointConfiguration, StageOptions } from 'aws-cdk-lib/aws-apigateway';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
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
   * endpoint table must name the path, a path below it, or a prefix above it. A segment `{name}` is any one segment, `{name+}` at
   * the end one or more, and `v*` one API version, such as `v60.0`.
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
   * Whether the stack gets outputs: `GatewayUrl`, `AdminUrl`, `ConsoleUrl` where there is a console, and `TableName`. Where the stack
   * has an output of such a name already, as with a second gateway, the CDK makes the name. Outputs of a nested stack are put on the
   * stack around it.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * The console of the admin API, a web page on which people edit the allowlist. It is an error with `AdminAuth.iam()`;
   * `npx apigateway-cors-allowlist console` serves the page then.
   *
   * @default - on with `AdminAuth.cognito()`, off with `AdminAuth.iam()`
   */
  readonly console?: CorsConsoleOptions;

  /**
   * Choices for the functions of the admin API: memory, network, concurrency, logs. Each function takes all of them; the function
   * that serves the console takes no concurrency.
   *
   * @default - 512 MiB on ARM, outside of a VPC, traced
   */
  readonly admin?: CorsFunctionOptions;

  /**
   * Log groups of backends that judge by themselves (`withCors`), at most 49. Their verdicts then count where the admin API tells
   * which origins were refused and when entries were used. They must be in the region and the account of this stack.
   *
   * @default - only the log group of the evaluator
   */
  readonly furtherLogGroups?: ILogGroup[];

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
   * and it stays when the stack is deleted. Say false where the account has a role already; without one, API Gateway does not
   * deploy a stage that has logs.
   *
   * @default - true, unless the app sets the feature flag `@aws-cdk/aws-apigateway:disableCloudWatchRole`
   */
  readonly cloudWatchRole?: boolean;

  /**
   * Whether the API's own execute-api host refuses all requests, so that only the hosts in `hosts` answer.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * How clients reach the API: regional, or private with `types: [EndpointType.PRIVATE]` and the VPC endpoints by which it is
   * reached. A private API needs `policy`, or `api.grantInvokeFromVpcEndpointsOnly()`. On the host `{apiId}-{vpceId}.execute-api…`
   * the API is at home, as on its own execute-api host; the DNS name of a VPC endpoint has no kind. An edge-optimized API is an
   * error.
   *
   * @default - regional
   */
  readonly endpointConfiguration?: EndpointConfiguration;

  /**
   * The resource policy of the API: who may call it, from which networks. Its refusals have no CORS headers.
   *
   * @default - none: everybody reaches the API, and the allowlist and the backends decide
   */
  readonly policy?: PolicyDocument;

  /**
   * ARN of a regional web ACL of AWS WAF, which is put in front of the stage. The requests that it blocks never reach the evaluator:
   * a page cannot read its answers, unless the web ACL sets the CORS headers itself. It costs money.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * Further options of the API's stage, such as `metricsEnabled`, `loggingLevel`, `variables`, `methodOptions`, or an
   * `accessLogDestination` in place of the log group that the gateway makes. Options of a cache are an error, because a cache gives
   * the CORS headers of one origin to another.
   *
   * @default - a stage with traces, error logs and an access log
   */
  readonly stageOptions?: StageOptions;

  /**
   * Whether deployments of the API stay when a newer one takes their place. A canary (`canarySetting` of the stage) needs it.
   *
   * @default false
   */
  readonly retainDeployments?: boolean;

  /**
   * The account's quota of resources in one API. More resources than this are an error at synth. Raise it once AWS has raised
   * the quota.
   *
   * @default 300
   */
  readonly maxApiResources?: number;
}
