/** The seat that judges the requests to a Lambda backend. */
export enum JudgedBy {
  /**
   * The evaluator, as the authorizer of the method: a refused request never starts the backend. Backends of every language
   * and kind can be behind it.
   */
  AUTHORIZER = 'authorizer',

  /**
   * `withCors` in the backend itself: no second function runs before it, so there is no second cold start. A refused
   * request starts the function, but never its handler. Only for Lambda functions on Node.js with proxy integration. A method
   * keeps the authorizer that it has, or has none.
   */
  MIDDLEWARE = 'middleware',
}
