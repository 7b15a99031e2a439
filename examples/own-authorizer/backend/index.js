const { withCors } = require('apigateway-cors-allowlist/runtime');

/** Answers with who asks, by the context of the API's own authorizer. Nothing has judged before, so the middleware does. */
exports.handler = withCors(async ({ requestContext }) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ user: requestContext.authorizer.principalId }),
}));
