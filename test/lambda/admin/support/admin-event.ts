/** A call of the admin API in a test's words. */
export interface AdminRequest {
  readonly method: string;
  /** Below `/cors/v1`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as JSON with its type. */
  readonly json?: unknown;
  /** Sent as it stands; bytes as API Gateway hands binary bodies over. */
  readonly body?: string | Buffer;
  readonly ifMatch?: string;
  /** Default: an IAM user. */
  readonly identity?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The stage or base path before `/cors/v1`. */
  readonly prefix?: string;
  /** The part before `/cors/v1` that is in `event.path` too: a custom domain's base path. */
  readonly basePath?: string;
  /** The resource that API Gateway found. Default: one below `/cors/v1`. */
  readonly resource?: string;
  readonly remainingMillis?: number;
}

export const ADMIN_ARN = 'arn:aws:iam::111122223333:user/admin';

/** The event of a proxy integration of a REST API (payload 1.0) whose binary media types are all. */
export function proxyEvent(request: AdminRequest): unknown {
  const { method, path, identity = { userArn: ADMIN_ARN, caller: 'AIDAEXAMPLE' } } = request;
  const { basePath = '', prefix = basePath, resource = '/cors/v1/{proxy+}' } = request;
  const headers = multiValued({
    ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(request.ifMatch === undefined ? {} : { 'If-Match': request.ifMatch }),
    ...request.headers,
  });
  const query = multiValued(request.query ?? {});
  const body = bodyOf(request);
  return {
    resource,
    path: `${basePath}/cors/v1${path}`,
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: Object.keys(query).length === 0 ? null : lastOf(query),
    multiValueQueryStringParameters: Object.keys(query).length === 0 ? null : query,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourcePath: resource,
      httpMethod: method,
      path: `${prefix}/cors/v1${path}`,
      stage: prefix.slice(1) || 'prod',
      domainName: 'abcde12345.execute-api.eu-west-1.amazonaws.com',
      apiId: 'abcde12345',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      extendedRequestId: 'JKJaXmPLvHcESHA=',
      identity: { sourceIp: '192.0.2.1', ...identity },
      ...(request.claims === undefined ? {} : { authorizer: { claims: request.claims } }),
    },
    body: body?.toString('base64') ?? null,
    isBase64Encoded: body !== undefined,
  };
}

function bodyOf({ json, body }: AdminRequest): Buffer | undefined {
  if (body !== undefined) return Buffer.from(body);
  return json === undefined ? undefined : Buffer.from(JSON.stringify(json));
}

function multiValued(
  map: Readonly<Record<string, string | readonly string[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(map).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  );
}

function lastOf(map: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, values]) => [name, values.at(-1) ?? '']));
}
