import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { ApplicationLogLevel, Architecture, ILayerVersion, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Choices of a team for functions that ship with this package. */
export interface CorsFunctionOptions {
  /**
   * Memory in MiB, from 128 to 10,240. More memory is also more CPU, so cold starts are faster. In front of an HTTP backend the
   * evaluator holds the bodies of the request and of the answer: raise it for large bodies.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * Processor architecture. Choose another one where layers exist only for it.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * The network in which the functions run, to reach servers there. They need a way to DynamoDB from it (a gateway endpoint, or a
   * NAT gateway), and one to an issuer outside of it.
   *
   * @default - a network of Lambda, with access to the internet
   */
  readonly vpc?: IVpc;

  /**
   * The subnets of `vpc` in which the functions run. Public subnets are an error, because a function has no public address.
   *
   * @default - the private subnets of the VPC
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of the functions in `vpc`.
   *
   * @default - a new one for each function, which lets everything out and nothing in
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * Number of instances that are kept for each function, and the most it can have. Lambda refuses what goes beyond, and API
   * Gateway then answers 500 or 503. A whole number from 1, not below `provisionedConcurrency`.
   *
   * @default - the concurrency that the account has left
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Number of instances of each function that are always started, so that requests meet no cold start. A whole number from 1. API
   * Gateway then calls the function by an alias, and each deployment waits until the instances are there. It costs money for each
   * hour. The function of initial entries has none.
   *
   * @default - none
   */
  readonly provisionedConcurrency?: number;

  /**
   * The log group to which the functions write.
   *
   * @default - a new one for each function, which is deleted with the stack
   */
  readonly logGroup?: ILogGroup;

  /**
   * How long CloudWatch keeps the logs of the functions. Not together with `logGroup`.
   *
   * @default - the `logRetention` of the construct
   */
  readonly logRetention?: RetentionDays;

  /**
   * The least serious log lines that are written. Refusals and changes of the list are INFO: above it, neither verdicts nor
   * changes are in the log. Metrics are complete on every level.
   *
   * @default ApplicationLogLevel.INFO
   */
  readonly logLevel?: ApplicationLogLevel;

  /**
   * Whether X-Ray traces the functions. With `Tracing.DISABLED` they have no permissions of X-Ray.
   *
   * @default Tracing.ACTIVE
   */
  readonly tracing?: Tracing;

  /**
   * Layers, such as the extension of an observability product, at most 5.
   *
   * @default - none
   */
  readonly layers?: ILayerVersion[];

  /**
   * Further environment variables, such as those that a layer reads. Names that Lambda reserves, and names that this package sets
   * itself (`CORS_…`), are an error.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Path of a file with certificates in PEM: authorities that the functions trust beside the public ones. Use it where servers
   * have certificates of a private authority, or where a proxy opens TLS connections.
   *
   * @default - only the public authorities
   */
  readonly certificateAuthority?: string;
}
