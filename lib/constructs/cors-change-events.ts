import type { IEventBus } from 'aws-cdk-lib/aws-events';

/**
 * Options of the events of changes.
 *
 * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/change-events.md
 */
export interface CorsChangeEvents {
  /**
   * The event bus to which changes are published, in the region of this stack.
   *
   * @default - the default bus of the account
   */
  readonly eventBus?: IEventBus;
}
