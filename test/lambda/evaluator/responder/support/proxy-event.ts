/** The parts of a request that a test sets; the rest is as API Gateway fills it in. */
export interface EventOptions {
  readonly method?: string;
  /** Without the stage. */
  readonly path?: string;
  /** As the client sent it; by default without a stage, as on a custom domain. */
  readonly fullPath?: string;
  readonly domainName?: string | undefined;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly body?: Buffer | string;
  readonly sourceIp?: string;
}

/** The event of a Lambda proxy integration of a REST API with binary media types `*\/*`. */
export function proxyEvent(options: EventOptions = {}): unknown {
  const { method = 'GET', path = '/open', headers = {}, query = {}, body } = options;
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  );
  const last = (map: Readonly<Record<string, readonly string[]>>): Record<string, string | undefined> =>
    Object.fromEntries(Object.entries(map).map(([name, values]) => [name, values.at(-1)]));
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: last(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: Object.keys(query).length === 0 ? null : last(query),
    multiValueQueryStringParameters: Object.keys(query).length === 0 ? null : query,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      domainName: 'domainName' in options ? options.domainName : 'login.example.com',
      domainPrefix: 'login',
      extendedRequestId: 'ext-id=',
      httpMethod: method,
      identity: { sourceIp: options.sourceIp ?? '192.0.2.7', userAgent: 'test' },
      path: options.fullPath ?? path,
      protocol: 'HTTP/1.1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      resourcePath: '/{proxy+}',
      stage: 'prod',
    },
    body: body === undefined ? null : typeof body === 'string' ? body : body.toString('base64'),
    isBase64Encoded: Buffer.isBuffer(body),
  };
}
