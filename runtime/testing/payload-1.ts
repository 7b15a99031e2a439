import { plainRequest, type PlainTestRequest, type TestRequest } from './test-request';

/** A proxy event in payload format 1.0. It fits `APIGatewayProxyEvent` of `@types/aws-lambda`. */
export interface Payload1Event {
  resource: string;
  path: string;
  httpMethod: string;
  headers: Record<string, string | undefined>;
  multiValueHeaders: Record<string, string[] | undefined>;
  queryStringParameters: Record<string, string | undefined> | null;
  multiValueQueryStringParameters: Record<string, string[] | undefined> | null;
  pathParameters: Record<string, string | undefined> | null;
  stageVariables: Record<string, string | undefined> | null;
  requestContext: Payload1Context;
  body: string | null;
  isBase64Encoded: boolean;
}

/** `requestContext` of payload format 1.0. */
export interface Payload1Context {
  accountId: string;
  apiId: string;
  authorizer: Record<string, unknown> | null;
  domainName: string;
  domainPrefix: string;
  extendedRequestId: string;
  httpMethod: string;
  identity: Payload1Identity;
  path: string;
  protocol: string;
  requestId: string;
  requestTime: string;
  requestTimeEpoch: number;
  resourceId: string;
  resourcePath: string;
  stage: string;
}

/** `requestContext.identity` of payload format 1.0. */
export interface Payload1Identity {
  accessKey: null;
  accountId: null;
  apiKey: null;
  apiKeyId: null;
  caller: null;
  clientCert: null;
  cognitoAuthenticationProvider: null;
  cognitoAuthenticationType: null;
  cognitoIdentityId: null;
  cognitoIdentityPoolId: null;
  principalOrgId: null;
  sourceIp: string;
  user: null;
  userAgent: string | null;
  userArn: null;
}

const API_ID = 'a1b2c3d4e5';
const STAGE = 'test';

/** The event of a REST API's Lambda proxy integration, as from the route `/{proxy+}`. */
export function restApiEvent(request: TestRequest = {}): Payload1Event {
  return payload1(plainRequest(request, `${API_ID}.execute-api.us-east-1.amazonaws.com`), STAGE);
}

/** The event of an HTTP API that hands over payload format 1.0, as from its stage `$default`. */
export function httpApiEvent1(request: TestRequest = {}): Payload1Event & { version: '1.0' } {
  const plain = plainRequest(request, `${API_ID}.execute-api.us-east-1.amazonaws.com`);
  return { version: '1.0', ...payload1(plain, '$default') };
}

function payload1(request: PlainTestRequest, stage: string): Payload1Event {
  const { method, path, headers, query, body, isBase64Encoded } = request;
  const hasQuery = Object.keys(query).length > 0;
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: { ...headers },
    multiValueHeaders: mapped(headers, (value) => [value]),
    queryStringParameters: hasQuery ? mapped(query, (values) => values.at(-1) ?? '') : null,
    multiValueQueryStringParameters: hasQuery ? mapped(query, (values) => [...values]) : null,
    pathParameters: path === '/' ? null : { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: context(request, stage),
    body: body ?? null,
    isBase64Encoded,
  };
}

function context(request: PlainTestRequest, stage: string): Payload1Context {
  const { method, path, headers, domainName } = request;
  const isOwnHost = domainName.startsWith(`${API_ID}.execute-api.`);
  return {
    accountId: '123456789012',
    apiId: API_ID,
    authorizer: null,
    domainName,
    domainPrefix: domainName.split('.')[0] ?? '',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    httpMethod: method,
    identity: {
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
      userAgent: headers['user-agent'] ?? null,
      userArn: null,
    },
    path: isOwnHost && stage !== '$default' ? `/${stage}${path}` : path,
    protocol: 'HTTP/1.1',
    requestId: '11111111-2222-3333-4444-555555555555',
    requestTime: '22/Nov/2026:07:45:00 +0000',
    requestTimeEpoch: 1_795_333_500_000,
    resourceId: 'abc123',
    resourcePath: '/{proxy+}',
    stage,
  };
}

function mapped<TFrom, TTo>(
  map: Readonly<Record<string, TFrom>>,
  change: (value: TFrom) => TTo,
): Record<string, TTo> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
