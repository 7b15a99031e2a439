import type { Excluded } from './excluded';

/** Options for the protection of an API, whether constructs or a document define it. */
export interface CorsProtectionOptions {
  /**
   * Whether methods that have an authorizer of their own (IAM, Cognito, Lambda) keep it. A method has only one authorizer, so
   * their backend must judge by itself: use `withCors` in it, and call `grantMiddleware` for its function.
   *
   * @default - such a method is an error at synth
   */
  readonly keepAuthorizers?: boolean;

  /**
   * Whether refusals, and those errors of API Gateway for which the API has no gateway response, get problem bodies and
   * `Vary: Origin`. Gateway responses belong to the whole API, also where only a part of it is protected.
   *
   * @default - true; false for the resources of an imported API, whose owner may have gateway responses
   */
  readonly gatewayResponses?: boolean;

  /**
   * How the methods and operations are treated that `exclude` names.
   *
   * @default Excluded.CLOSED
   */
  readonly excludeAs?: Excluded;
}
