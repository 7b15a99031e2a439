/** The request of a client, and its place. */
export interface Asked {
  readonly method?: string;
  /** Path below the stage or base path, percent-encoding as sent. */
  readonly path?: string;
  /** Header lines in order. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Decoded pairs in order. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly base64?: boolean;
  readonly stage?: string;
  /** A custom domain; the API's own host by default. */
  readonly domainName?: string;
  /** Base path of the custom domain's mapping, with its slash. */
  readonly basePath?: string;
  readonly requestId?: string;
}

export const API_ID = 'a1b2c3d4e5';
export const OWN_HOST = `${API_ID}.execute-api.eu-central-1.amazonaws.com`;

/** Any event, for tests that spoil parts of it. */
export type Event = Record<string, unknown> & { requestContext: Record<string, unknown> };

/** A proxy event of a REST API (payload 1.0) as API Gateway sends it. */
export function proxyEvent(asked: Asked = {}): Event {
  const { method = 'GET', path = '/services/data', stage = 'prod', basePath = '' } = asked;
  return {
    resource: '/{proxy+}',
    path: `${basePath}${path}`,
    httpMethod: method,
    headers: lastOf(asked.headers),
    multiValueHeaders: allOf(asked.headers),
    queryStringParameters: lastOf(asked.query),
    multiValueQueryStringParameters: allOf(asked.query),
    pathParameters: { proxy: decoded(path).slice(1) },
    stageVariables: null,
    requestContext: {
      resourceId: 'abc123',
      resourcePath: '/{proxy+}',
      httpMethod: method,
      extendedRequestId: asked.requestId ?? 'XYZ1aFExtended=',
      requestTime: '22/Nov/2026:07:45:00 +0000',
      path: asked.domainName === undefined ? `/${stage}${path}` : `${basePath}${path}`,
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage,
      domainPrefix: (asked.domainName ?? OWN_HOST).split('.')[0],
      requestTimeEpoch: 1_795_333_500_000,
      requestId: '11111111-2222-3333-4444-555555555555',
      identity: { sourceIp: '203.0.113.7', userAgent: 'Mozilla/5.0', caller: null, userArn: null },
      domainName: asked.domainName ?? OWN_HOST,
      deploymentId: 'dep123',
      apiId: API_ID,
    },
    body: asked.body ?? null,
    isBase64Encoded: asked.base64 ?? false,
  };
}

/** A REQUEST authorizer's event of a REST API for the same request. */
export function authorizerEvent(asked: Asked = {}): Event {
  const event = proxyEvent(asked);
  const { httpMethod, path } = event as unknown as { httpMethod: string; path: string };
  delete event['body'];
  delete event['isBase64Encoded'];
  return {
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:eu-central-1:123456789012:${API_ID}/${asked.stage ?? 'prod'}/${httpMethod}${path}`,
    ...event,
  };
}

/** The proxy event after an authorizer allowed the request: its context as strings, beside what API Gateway adds. */
export function authorizedEvent(asked: Asked, context: Readonly<Record<string, unknown>>): Event {
  const event = proxyEvent(asked);
  event.requestContext['authorizer'] = {
    ...Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])),
    principalId: 'cors',
    integrationLatency: 12,
  };
  return event;
}

/** An event of payload format 2.0, as HTTP APIs and Function URLs send it. */
export function payload2Event(asked: Asked & { readonly apiHost?: string } = {}): Event {
  const { method = 'GET', path = '/services/data', stage = '$default', basePath = '' } = asked;
  const rawPath = `${stage === '$default' || asked.domainName !== undefined ? '' : `/${stage}`}${basePath}${path}`;
  const cookies = (asked.headers ?? []).filter(([name]) => name.toLowerCase() === 'cookie');
  const headers: Record<string, string> = {};
  for (const [name, value] of asked.headers ?? []) {
    const key = name.toLowerCase();
    if (key === 'cookie') continue;
    headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
  }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: new URLSearchParams(
      (asked.query ?? []).map(([name, value]): [string, string] => [name, value]),
    ).toString(),
    ...(cookies.length === 0 ? {} : { cookies: cookies.flatMap(([, value]) => value.split('; ')) }),
    headers,
    requestContext: {
      accountId: '123456789012',
      apiId: API_ID,
      domainName: asked.domainName ?? asked.apiHost ?? OWN_HOST,
      domainPrefix: API_ID,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.7',
        userAgent: 'Mozilla/5.0',
      },
      requestId: asked.requestId ?? 'Jx1a2FiAhCEMGg=',
      routeKey: '$default',
      stage,
      time: '22/Nov/2026:07:45:00 +0000',
      timeEpoch: 1_795_333_500_000,
    },
    ...(asked.body === undefined ? {} : { body: asked.body }),
    isBase64Encoded: asked.base64 ?? false,
  };
}

type Pairs = readonly (readonly [name: string, value: string])[] | undefined;

/** API Gateway's single-value maps carry the last value of a name; no pairs are null. */
function lastOf(pairs: Pairs): Record<string, string> | null {
  return pairs === undefined || pairs.length === 0 ? null : Object.fromEntries(pairs);
}

function allOf(pairs: Pairs): Record<string, string[]> | null {
  if (pairs === undefined || pairs.length === 0) return null;
  const map: Record<string, string[]> = {};
  for (const [name, value] of pairs) (map[name] ??= []).push(value);
  return map;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
