/** A request that a test sends to a wrapped handler. */
export interface TestRequest {
  /** Default: `GET`. */
  readonly method?: string;
  /** Path without the stage, percent-encoded. Default: `/`. */
  readonly path?: string;
  /** Value of the header `Origin`. Default: no such header. */
  readonly origin?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Query parameters, decoded; a list for a name that repeats. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Default: none. */
  readonly body?: string;
  /** Whether the body is base64. Default: `false`. */
  readonly isBase64Encoded?: boolean;
  /** Custom domain that was called. Default: the host that AWS gives the API or the function. */
  readonly domainName?: string;
}

/** A request with its defaults filled in. */
export interface PlainTestRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly domainName: string;
}

export function plainRequest(request: TestRequest, domainName: string): PlainTestRequest {
  const { origin, query = {} } = request;
  return {
    method: request.method ?? 'GET',
    path: request.path ?? '/',
    headers: { ...(origin === undefined ? {} : { origin }), ...request.headers },
    query: Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? [value] : [...value]]),
    ),
    body: request.body,
    isBase64Encoded: request.isBase64Encoded ?? false,
    domainName: request.domainName ?? domainName,
  };
}
