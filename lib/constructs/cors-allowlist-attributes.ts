import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { CorsPolicyOptions } from './cors-policy-options';
import type { CorsTableAttributes } from './cors-table-attributes';

/**
 * An allowlist that another stack defines. The table does not hold endpoints, hosts and the rest of the policy: give the same
 * options as there, or other ones for the APIs here.
 */
export interface CorsAllowlistAttributes extends CorsPolicyOptions, CorsTableAttributes {
  /**
   * The log group of the evaluator, as in `LogGroup.fromLogGroupName()`. Give it where an admin API here should tell which origins
   * were refused, and when entries were used.
   *
   * @default - unknown: the admin API answers those questions with 501, unless it has `furtherLogGroups`
   */
  readonly evaluatorLogGroup?: ILogGroup;
}
