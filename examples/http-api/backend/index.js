const { withCors } = require('apigateway-cors-allowlist/runtime');

/** Answers with what it was asked. The middleware judges, and answers preflights. */
exports.handler = withCors(async ({ requestContext, rawPath }) => ({
  method: requestContext.http.method,
  path: rawPath,
}));
