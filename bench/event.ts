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
      identity: {
        sourceIp: '203.0.113.1',
        userAgent: 'bench',
        userArn: 'arn:aws:iam::123456789012:user/bench',
      },
    },
  };
}

/** Headers of a page's request, as Chromium sends them and CloudFront hands them on to an edge-optimized API. */
const BROWSER_HEADERS = {
  accept: '*/*',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
  authorization: `Bearer ${'a'.repeat(800)}`,
  'cache-control': 'no-cache',
  'content-type': 'application/json',
  Host: 'api.example.com',
  pragma: 'no-cache',
  'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'X-Amzn-Trace-Id': 'Root=1-692b5a1e-0123456789abcdef01234567',
  'X-Forwarded-For': '203.0.113.1',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

/** A REQUEST authorizer's event of a browser's request, with all that it sends. */
export function browserAuthorizerEvent(path: string, origin: string | undefined): object {
  const headers = {
    ...BROWSER_HEADERS,
    ...(origin === undefined
      ? {}
      : { origin, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site' }),
  };
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  return { ...authorizerEvent(path, origin), headers, multiValueHeaders };
}

/** The proxy event of the same request, and with a context behind an authorizer. */
export function plainProxyEvent(
  path: string,
  origin: string | undefined,
  context?: Readonly<Record<string, unknown>>,
): object {
  const event = authorizerEvent(path, origin) as Readonly<Record<string, object>>;
  return {
    ...event,
    type: undefined,
    methodArn: undefined,
    requestContext: { ...event['requestContext'], authorizer: context },
    body: null,
    isBase64Encoded: false,
  };
}

const ORIGIN = 'https://app.example.com';

/** A proxy event of a cross-origin POST with a body, as a REST API with `binaryMediaTypes: *\/*` sends it. */
export function proxyEvent(path: string, contentType: string, body: string): object {
  const headers = { Origin: ORIGIN, 'Content-Type': contentType };
  const multiValueHeaders = { Origin: [ORIGIN], 'Content-Type': [contentType] };
  const base64 = Buffer.from(body).toString('base64');
  // Everything else of a proxy event is the same.
  const event = { ...authorizerEvent(path, ORIGIN), type: undefined, methodArn: undefined };
  return {
    ...event,
    resource: path,
    httpMethod: 'POST',
    headers,
    multiValueHeaders,
    body: base64,
    isBase64Encoded: true,
  };
}

/** An event of a Function URL (payload 2.0) with a raw query. */
export function queryEvent(path: string, rawQueryString: string): object {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString,
    headers: { origin: ORIGIN },
    requestContext: {
      apiId: 'abcdef1234',
      domainName: 'abcdef1234.lambda-url.us-east-1.on.aws',
      requestId: '00000000-0000-4000-8000-000000000000',
      stage: '$default',
      http: { method: 'POST', path, sourceIp: '203.0.113.1' },
    },
    isBase64Encoded: false,
  };
}
