import { plainRequest, type PlainTestRequest, type TestRequest } from './test-request';

/** A proxy event in payload format 2.0. It fits `APIGatewayProxyEventV2` of `@types/aws-lambda`. */
export interface Payload2Event {
  version: '2.0';
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  requestContext: Payload2Context;
  body?: string;
  isBase64Encoded: boolean;
}

/** `requestContext` of payload format 2.0. */
export interface Payload2Context {
  accountId: string;
  apiId: string;
  domainName: string;
  domainPrefix: string;
  http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
  requestId: string;
  routeKey: string;
  stage: string;
  time: string;
  timeEpoch: number;
}

const API_ID = 'a1b2c3d4e5';
const URL_ID = 'abcdefghijklmnopqrstuvwxyz012345';

/** The event of an HTTP API, in payload format 2.0, from its stage `$default`. */
export function httpApiEvent(request: TestRequest = {}): Payload2Event {
  return payload2(plainRequest(request, `${API_ID}.execute-api.us-east-1.amazonaws.com`), API_ID);
}

/** The event of a Function URL. */
export function functionUrlEvent(request: TestRequest = {}): Payload2Event {
  return payload2(plainRequest(request, `${URL_ID}.lambda-url.us-east-1.on.aws`), URL_ID);
}

function payload2(request: PlainTestRequest, apiId: string): Payload2Event {
  const { method, path, query, body, isBase64Encoded, domainName } = request;
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  // Both services take the cookies out of the headers.
  const cookies = headers.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split('; '));
  const kept = Object.fromEntries(headers.filter(([name]) => name !== 'cookie'));
  const joined = Object.entries(query).map(([name, values]) => [name, values.join(',')]);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(pairs).toString(),
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: kept,
    ...(joined.length === 0
      ? {}
      : { queryStringParameters: Object.fromEntries(joined) as Record<string, string> }),
    requestContext: {
      accountId: '123456789012',
      apiId,
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.7',
        userAgent: kept['user-agent'] ?? '',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:07:45:00 +0000',
      timeEpoch: 1_795_333_500_000,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded,
  };
}
