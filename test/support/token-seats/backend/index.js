const { withCors } = require('apigateway-cors-allowlist/runtime');

/** Tells the recorder that it ran, whoever reads its answer. */
exports.handler = withCors(
  async ({ path, requestContext }) => {
    await fetch(`${process.env.RECORDER}${path}`);
    const { sub } = requestContext.authorizer?.claims ?? {};
    return { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: `ok ${sub}` };
  },
  { verdictFrom: 'authorizer' },
);
