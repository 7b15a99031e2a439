import type { Duration } from 'aws-cdk-lib';
import type { ChainedAuthorizerType } from './chained-authorizer-type';

/** Options of a check by a Lambda authorizer that exists. */
export interface ChainedAuthorizerOptions {
  /** The type of the authorizer, which decides the event that its function gets. */
  readonly type: ChainedAuthorizerType;

  /**
   * The values by which the authorizer knows callers, as API Gateway writes them: `method.request.header.Authorization`,
   * `method.request.querystring.key`, `stageVariables.name`, `context.name`. A request that lacks one is answered with 401, and its
   * answer is used again for requests with the same values. A TOKEN authorizer has one.
   *
   * @default - the header `Authorization`
   */
  readonly identitySources?: string[];

  /**
   * How long an answer of the authorizer is used again for the same values, in whole seconds up to an hour. Its policy is evaluated
   * for each request. With 0 the authorizer is asked for every request.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheTtl?: Duration;
}
