/** A REQUEST authorizer's event, as API Gateway sends it. */
export function authorizerEvent(path: string, origin: string | undefined): object {
  const headers = {
    Host: 'api.example.com',
    'User-Agent': 'bench',
    ...(origin === undefined ? {} : { Origin: origin }),
  };
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  return {
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET${path}`,
    resource: '/{proxy+}',
    path,
    httpMethod: 'GET',
    headers,
    multiValueHeaders,
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    pathParameters: { proxy: path.slice(1) },
    stageVariables: {},
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      resourceId: 'abc123',
      resourcePath: '/{proxy+}',
      httpMethod: 'GET',
      path: `/prod${path}`,
      stage: 'prod',
      domainName: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdef1234',
      requestId: '00000000-0000-4000-8000-000000000000',
      extendedRequestId: 'AbCdEfGhIjKlMnO=',
      identity: { sourceIp: '203.0.113.1', userAgent: 'bench' },
    },
  };
}
