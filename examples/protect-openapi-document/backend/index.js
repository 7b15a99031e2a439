const { withCors } = require('apigateway-cors-allowlist/runtime');

/** Answers with what it was asked. The authorizer has judged already, so that its headers only have to be set. */
exports.handler = withCors(
  async ({ httpMethod, path }) => ({
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ method: httpMethod, path }),
  }),
  { verdictFrom: 'authorizer' },
);
