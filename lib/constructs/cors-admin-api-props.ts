import type { EndpointConfiguration, IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { AdminAuth } from './admin-auth';
import type { CorsAdminDomainOptions } from './cors-admin-domain-options';
import type { CorsConsoleOptions } from './cors-console-options';
import type { CorsFunctionOptions } from './cors-function-options';
import type { ICorsAllowlist } from './i-cors-allowlist';

/** Properties of an admin API. */
export interface CorsAdminApiProps {
  /** The allowlist that administrators edit. It must be in the account of this stack. */
  readonly allowlist: ICorsAllowlist;

  /**
   * How the API knows its callers.
   *
   * @default AdminAuth.iam()
   */
  readonly auth?: AdminAuth;

  /**
   * The console, a web page on which people edit the allowlist. The admin API serves it under `/console`, and people sign in
   * with the user pool. It is an error with `AdminAuth.iam()`; `npx apigateway-cors-allowlist console` serves the page then.
   *
   * @default - on with `AdminAuth.cognito()`, off with `AdminAuth.iam()`
   */
  readonly console?: CorsConsoleOptions;

  /**
   * The API whose verdicts the simulator predicts. The simulator then knows its execute-api host and its stage. The API must
   * have a stage in this app.
   *
   * @default - the simulator knows only the configured hosts
   */
  readonly gatewayApi?: IRestApi;

  /**
   * Whether the stack gets outputs: `AdminUrl`, and `ConsoleUrl` where there is a console. Where the stack has an output of such a
   * name already, the CDK makes the name. Outputs of a nested stack are put on the stack around it.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * Choices for the functions of the admin API: memory, network, concurrency, logs. Each function takes all of them; the function
   * that serves the console takes no concurrency.
   *
   * @default - 512 MiB on ARM, outside of a VPC, traced
   */
  readonly admin?: CorsFunctionOptions;

  /**
   * Log groups of functions that judge by themselves (`withCors`), at most 49. Their verdicts then count where the admin API tells
   * which origins were refused and when entries were used. They must be in the region and the account of this stack.
   *
   * @default - only the log group of the evaluator
   */
  readonly furtherLogGroups?: ILogGroup[];

  /**
   * Name of the admin API's stage: 1 to 128 letters, digits, `-` and `_`.
   *
   * @default prod
   */
  readonly stageName?: string;

  /**
   * Average number of requests per second that the stage takes. API Gateway answers the rest with 429.
   *
   * @default 50
   */
  readonly throttlingRateLimit?: number;

  /**
   * Number of requests that the stage takes at once, above the average rate.
   *
   * @default 100
   */
  readonly throttlingBurstLimit?: number;

  /**
   * How long CloudWatch keeps the logs of the functions and the access log.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;

  /**
   * Whether the construct makes the role by which API Gateway writes logs. The role is a setting of the account in the region,
   * and it stays when the stack is deleted. Say false where the account has a role already; without one, API Gateway does not
   * deploy a stage that has logs.
   *
   * @default - true, unless the app sets the feature flag `@aws-cdk/aws-apigateway:disableCloudWatchRole`
   */
  readonly cloudWatchRole?: boolean;

  /**
   * How clients reach the API: regional, or private with `types: [EndpointType.PRIVATE]` and the VPC endpoints by which it is
   * reached. A private API needs `policy`, or `api.grantInvokeFromVpcEndpointsOnly()`. An edge-optimized API is
   * an error.
   *
   * @default - regional
   */
  readonly endpointConfiguration?: EndpointConfiguration;

  /**
   * A custom domain name, which the construct makes and maps to the API. People can sign in to the console there. Make its DNS record by
   * yourself (`CorsAdminApi.customDomain`). The execute-api URL goes on answering.
   *
   * @default - none
   */
  readonly customDomain?: CorsAdminDomainOptions;

  /**
   * The resource policy of the API: who may call it, from which networks. Its refusals have no CORS headers. It counts for the
   * files of the console too, so it must let in whoever is to open it.
   *
   * @default - none: every signed-in caller with the permission, from everywhere
   */
  readonly policy?: PolicyDocument;

  /**
   * ARN of a regional web ACL of AWS WAF, which is put in front of the stage. It costs money.
   *
   * @default - none
   */
  readonly webAclArn?: string;
}
