/*
 * Request headers that the client must not choose: they tell an upstream where it is mounted, which path, host or method
 * was asked for, or who asks. Servers and frameworks read them because a proxy in front of them may set them; here the
 * gateway is that proxy. Each name is folded, as `foldedName` does it.
 *
 * This is a deny list. An allow list would break APIs, whose own header names nobody can know; a server with a header of
 * its own kind needs `droppedHeaders`.
 */

/** The framing of the message and the connection: the responder writes it. */
const FRAMING = [
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The CGI variables of a request, for servers that take them as headers. @see https://www.rfc-editor.org/rfc/rfc3875#section-4.1 */
const CGI = [
  'auth-type',
  'document-root',
  'document-uri',
  'gateway-interface',
  'orig-path-info',
  'orig-script-name',
  'path-info',
  'path-translated',
  'query-string',
  'request-method',
  'request-uri',
  'script-filename',
  'script-name',
  'script-uri',
  'script-url',
  'server-name',
  'server-port',
  'server-protocol',
];

/** The path, query or mount point. */
const PATH = [
  'base-url',
  'http-uri',
  'http-url',
  'uri',
  'url',
  // Next.js routes by this and by x-invoke-*, and skips its checks by x-middleware-*.
  'x-matched-path',
  'x-base-path',
  'x-base-url',
  'x-context-path',
  'x-http-destinationurl',
  'x-http-path-info',
  // Home Assistant's ingress.
  'x-ingress-path',
  'x-path-info',
  'x-path-prefix',
  'x-query-string',
  'x-replaced-path',
  'x-request-path',
  'x-request-uri',
  'x-request-url',
  'x-script-name',
  'x-uri',
  'x-url',
  // Azure App Service and iisnode.
  'x-waws-unencoded-url',
];

/** The host, scheme or port. */
const HOST = [
  'cf-visitor',
  'cloudfront-forwarded-proto',
  'front-end-https',
  'http-host',
  'https',
  'x-backend-host',
  'x-host',
  'x-host-override',
  'x-http-host',
  'x-http-host-override',
  'x-http-scheme',
  'x-https',
  'x-real-host',
  'x-request-host',
  'x-scheme',
  'x-server-name',
  'x-server-port',
  'x-url-scheme',
];

/** The method. */
const METHOD = ['http-method', 'http-method-override', 'x-method', 'x-method-override', 'x-request-method'];

/** The caller's address or identity, as proxies in front of a server state it. */
const CALLER = [
  'client-ip',
  'cloudfront-viewer-address',
  'fastly-client-ip',
  'fly-client-ip',
  // https://httpoxy.org: CGI programs take it for the proxy of their own requests.
  'proxy',
  'real-ip',
  'true-client-ip',
  'x-amzn-lambda-context',
  'x-amzn-request-context',
  'x-client-dn',
  'x-client-ip',
  'x-client-verify',
  'x-cluster-client-ip',
  'x-coming-from',
  'x-real-ip',
  'x-source-ip',
  'x-true-client-ip',
  'x-true-ip',
  'x-user-ip',
  'x-webauth-user',
];

const NAMES: ReadonlySet<string> = new Set([...FRAMING, ...CGI, ...PATH, ...HOST, ...METHOD, ...CALLER]);

/** Families: every name that begins so. */
const FAMILIES = [
  'cf-access-',
  'cf-connecting-',
  'cf-pseudo-',
  // RFC 9440
  'client-cert',
  'forwarded',
  // Linkerd sends a request to the service that l5d-dst-override names.
  'l5d-',
  'proxy-',
  'redirect-',
  'remote-',
  'ssl-',
  'wl-proxy-',
  'wsgi-',
  // Rack::Sendfile maps paths by x-accel-mapping.
  'x-accel-',
  'x-amzn-mtls-',
  'x-amzn-oidc-',
  // Read by adapters of web frameworks as the event of the request.
  'x-apigateway-',
  'x-arr-',
  'x-auth-request-',
  'x-azure-',
  'x-client-cert',
  'x-envoy-',
  // X-Forwarded-*, X-Forward-For, X-Forwarder-For
  'x-forward',
  'x-goog-authenticated-user-',
  'x-goog-iap-',
  'x-http-method',
  'x-iisnode-',
  'x-invoke-',
  'x-middleware-',
  'x-ms-client-principal',
  'x-now-',
  'x-original-',
  'x-originating-',
  'x-proxy',
  'x-remote-',
  'x-rewrite-',
  'x-sendfile',
  'x-ssl-',
  'x-vercel-',
];

/** A header name as the loosest server reads it: letters lower, everything but letters and digits as `-`. */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '-');
}

/**
 * Whether a request header of this name must not reach an upstream.
 *
 * Names with `_` never do: CGI and WSGI servers cannot tell them from the name with `-`, and nginx drops them for the same
 * reason.
 *
 * @param more further names, folded
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers
 */
export function isDropped(name: string, more: ReadonlySet<string>): boolean {
  if (name.includes('_')) return true;
  const folded = foldedName(name);
  return NAMES.has(folded) || more.has(folded) || FAMILIES.some((family) => folded.startsWith(family));
}
