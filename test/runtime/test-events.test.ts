import { functionUrlEvent, httpApiEvent, httpApiEvent1, restApiEvent } from '../../runtime/testing';

/*
 * Whole events: a unit test of a backend may read any part of them. The shapes follow the examples of AWS: "Input format of a
 * Lambda function for proxy integration" (REST), and "Lambda proxy integrations" (HTTP APIs, both payloads).
 */

const REQUEST = {
  method: 'POST',
  path: '/orders/7',
  origin: 'https://app.example.com',
  headers: { 'User-Agent': 'Browser/1', 'user-agent': 'Browser/1', Cookie: 'a=1; b=2' },
  query: { q: 'x y', tag: ['a', 'b'], none: [] },
  body: 'e30=',
  isBase64Encoded: true,
} as const;

const NO_CALLER = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '203.0.113.7',
  user: null,
  userArn: null,
};

const HEADERS_1 = {
  origin: 'https://app.example.com',
  'User-Agent': 'Browser/1',
  'user-agent': 'Browser/1',
  Cookie: 'a=1; b=2',
};

describe('payload 1.0', () => {
  test('of a REST API has both maps of headers and of the query, and the stage in the path of its context', () => {
    expect(restApiEvent(REQUEST)).toEqual({
      resource: '/{proxy+}',
      path: '/orders/7',
      httpMethod: 'POST',
      headers: HEADERS_1,
      multiValueHeaders: {
        origin: ['https://app.example.com'],
        'User-Agent': ['Browser/1'],
        'user-agent': ['Browser/1'],
        Cookie: ['a=1; b=2'],
      },
      queryStringParameters: { q: 'x y', tag: 'b', none: '' },
      multiValueQueryStringParameters: { q: ['x y'], tag: ['a', 'b'], none: [] },
      pathParameters: { proxy: 'orders/7' },
      stageVariables: null,
      requestContext: {
        accountId: '123456789012',
        apiId: 'a1b2c3d4e5',
        authorizer: null,
        domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'a1b2c3d4e5',
        extendedRequestId: 'JKJaXmPLvHcESHA=',
        httpMethod: 'POST',
        identity: { ...NO_CALLER, userAgent: 'Browser/1' },
        path: '/test/orders/7',
        protocol: 'HTTP/1.1',
        requestId: '11111111-2222-3333-4444-555555555555',
        requestTime: '22/Nov/2026:07:45:00 +0000',
        requestTimeEpoch: Date.UTC(2026, 10, 22, 7, 45),
        resourceId: 'abc123',
        resourcePath: '/{proxy+}',
        stage: 'test',
      },
      body: 'e30=',
      isBase64Encoded: true,
    });
  });

  test('of a request without anything has null where API Gateway has null', () => {
    const { headers, multiValueHeaders, queryStringParameters, multiValueQueryStringParameters, ...rest } =
      restApiEvent();
    expect([headers, multiValueHeaders]).toEqual([{}, {}]);
    expect([queryStringParameters, multiValueQueryStringParameters]).toEqual([null, null]);
    expect(rest).toMatchObject({ path: '/', pathParameters: null, body: null, isBase64Encoded: false });
    expect(rest.requestContext).toMatchObject({ path: '/test/', identity: { userAgent: null } });
  });

  test('of a custom domain has no stage in the path of its context', () => {
    const { requestContext } = restApiEvent({ ...REQUEST, domainName: 'login.example.com' });
    expect(requestContext).toMatchObject({
      path: '/orders/7',
      domainName: 'login.example.com',
      domainPrefix: 'login',
      stage: 'test',
    });
  });

  test('of an HTTP API says its version, and its stage $default is not in the path', () => {
    const rest = restApiEvent(REQUEST);
    expect(httpApiEvent1(REQUEST)).toEqual({
      version: '1.0',
      ...rest,
      requestContext: { ...rest.requestContext, stage: '$default', path: '/orders/7' },
    });
  });
});

describe.each([
  ['an HTTP API', httpApiEvent, 'a1b2c3d4e5', 'execute-api.us-east-1.amazonaws.com'],
  ['a Function URL', functionUrlEvent, 'abcdefghijklmnopqrstuvwxyz012345', 'lambda-url.us-east-1.on.aws'],
] as const)('payload 2.0 of %s', (_name, eventOf, id, suffix) => {
  test('has one map of headers in lower case, cookies apart, and the query as it was written', () => {
    expect(eventOf(REQUEST)).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/orders/7',
      rawQueryString: 'q=x+y&tag=a&tag=b',
      cookies: ['a=1', 'b=2'],
      headers: { origin: 'https://app.example.com', 'user-agent': 'Browser/1' },
      queryStringParameters: { q: 'x y', tag: 'a,b', none: '' },
      requestContext: {
        accountId: '123456789012',
        apiId: id,
        domainName: `${id}.${suffix}`,
        domainPrefix: id,
        http: {
          method: 'POST',
          path: '/orders/7',
          protocol: 'HTTP/1.1',
          sourceIp: '203.0.113.7',
          userAgent: 'Browser/1',
        },
        requestId: 'JKJaXmPLvHcESHA=',
        routeKey: '$default',
        stage: '$default',
        time: '22/Nov/2026:07:45:00 +0000',
        timeEpoch: Date.UTC(2026, 10, 22, 7, 45),
      },
      body: 'e30=',
      isBase64Encoded: true,
    });
  });

  test('of a request without anything leaves out what is absent', () => {
    const event = eventOf();
    expect(Object.keys(event).sort()).toEqual(
      [
        'headers',
        'isBase64Encoded',
        'rawPath',
        'rawQueryString',
        'requestContext',
        'routeKey',
        'version',
      ].sort(),
    );
    expect(event).toMatchObject({ rawPath: '/', rawQueryString: '', headers: {}, isBase64Encoded: false });
    expect(event.requestContext.http.userAgent).toBe('');
  });

  test('of a custom domain has its first label as prefix', () => {
    const { requestContext } = eventOf({ domainName: 'login.example.com' });
    expect(requestContext).toMatchObject({ domainName: 'login.example.com', domainPrefix: 'login' });
  });
});
