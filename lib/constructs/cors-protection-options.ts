import type { Excluded } from './excluded';
import type { JudgedBy } from './judged-by';
import type { TokenCheck } from './token-check';

/** Options for the protection of an API, whether constructs or a document define it. */
export interface CorsProtectionOptions {
  /**
   * Whether methods that have an authorizer of their own (IAM, Cognito, Lambda) keep it. A method has only one authorizer, so
   * their function must judge by itself, as with `JudgedBy.MIDDLEWARE`: use `withCors` in it.
   *
   * @default - such a method is an error at synth, unless `judgedBy` is `JudgedBy.MIDDLEWARE`
   */
  readonly keepAuthorizers?: boolean;

  /**
   * The seat that judges the requests. With `JudgedBy.MIDDLEWARE` the methods get no authorizer and keep the one that they have:
   * `withCors` in the functions behind them judges. Functions of this app are given what that needs (`grantMiddleware`).
   * Preflights are answered by the evaluator either way.
   *
   * @default JudgedBy.AUTHORIZER
   */
  readonly judgedBy?: JudgedBy;

  /**
   * Whether refusals, and those errors of API Gateway for which the API has no gateway response, get problem bodies and
   * `Vary: Origin`. Gateway responses belong to the whole API, also where only a part of it is protected.
   *
   * @default - true; false for the resources of an imported API, whose owner may have gateway responses
   */
  readonly gatewayResponses?: boolean;

  /**
   * How callers of the methods are checked, after their origin. Give it in place of an authorizer of the methods: a method has only
   * one. An endpoint of the table can say otherwise for its own path. Methods that `exclude` names are checked too where the
   * allowlist's authorizer stays in front of them.
   *
   * @default - callers are not checked
   */
  readonly tokens?: TokenCheck;

  /**
   * How the methods and operations are treated that `exclude` names.
   *
   * @default Excluded.CLOSED
   */
  readonly excludeAs?: Excluded;
}
