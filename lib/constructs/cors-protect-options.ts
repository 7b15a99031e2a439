/** How an API that exists already is protected. */
export interface CorsProtectOptions {
  /**
   * Whether methods that have an authorizer of their own (IAM, Cognito, Lambda) keep it. A method has one authorizer alone,
   * so their backend has to judge by itself: with `withCors`, and `grantMiddleware` for its function.
   *
   * @default - such a method is an error at synth
   */
  readonly keepAuthorizers?: boolean;
}
