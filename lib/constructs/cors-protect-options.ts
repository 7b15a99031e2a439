/** How an API that exists already is protected. */
export interface CorsProtectOptions {
  /**
   * Whether methods that have an authorizer of their own (IAM, Cognito, Lambda) keep it. A method has one authorizer alone,
   * so their backend has to judge by itself: with `withCors`, and `grantMiddleware` for its function.
   *
   * @default - such a method is an error at synth
   */
  readonly keepAuthorizers?: boolean;

  /**
   * Whether refusals, and errors of API Gateway that have no answer of the API's own, get problem bodies and
   * `Vary: Origin`. Gateway responses are those of a whole API, also where a part of it is protected.
   *
   * @default - true; false for the resources of an imported API, whose owner may have answers of its own
   */
  readonly gatewayResponses?: boolean;
}
