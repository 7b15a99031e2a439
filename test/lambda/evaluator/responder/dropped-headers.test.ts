import { Gateway } from './support/gateway';
import { RecordingUpstream } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());
beforeEach(() => {
  upstream.reset();
});

/** The lower-case names that reach the upstream with their value, of these that a client sends. */
async function passed(
  names: readonly string[],
  droppedHeaders?: readonly string[],
): Promise<readonly string[]> {
  const http = [
    { path: '/', match: 'prefix', url: upstream.url, ...(droppedHeaders && { droppedHeaders }) } as const,
  ];
  const headers = Object.fromEntries(names.map((name) => [name, 'mark']));
  expect((await new Gateway({ upstreams: { http } }).call({ headers })).status).toBe(200);
  const { rawHeaders } = upstream.request;
  return rawHeaders.filter((_, index) => rawHeaders[index + 1] === 'mark').map((name) => name.toLowerCase());
}

test.each([
  ['where the upstream is mounted', ['Script-Name', 'X-Script-Name', 'X-Forwarded-Prefix', 'X-Ingress-Path']],
  ['the path', ['Path-Info', 'X-Original-URL', 'X-Rewrite-Url', 'X-Request-Uri', 'X-Envoy-Original-Path']],
  [
    'the path, to one framework',
    ['X-Matched-Path', 'X-Invoke-Path', 'X-Middleware-Rewrite', 'X-WAWS-Unencoded-URL'],
  ],
  ['the path of a file', ['X-Accel-Mapping', 'X-Sendfile-Type']],
  ['the host', ['X-Host', 'X-HTTP-Host-Override', 'X-Original-Host', 'X-Forwarded-Host', 'Proxy-Host']],
  ['the service', ['l5d-dst-override', 'X-Envoy-Original-Dst-Host']],
  ['the scheme', ['X-Forwarded-Ssl', 'Front-End-Https', 'X-Url-Scheme', 'CF-Visitor', 'X-ARR-SSL']],
  ['the method', ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']],
  [
    'the address',
    ['X-Real-IP', 'True-Client-IP', 'X-Client-IP', 'CF-Connecting-IP', 'Forwarded-For', 'Client-IP'],
  ],
  [
    'the user',
    ['Remote-User', 'X-Remote-User', 'X-Forwarded-User', 'X-Auth-Request-Email', 'X-Amzn-Oidc-Identity'],
  ],
  [
    'the client certificate',
    ['SSL-Client-Verify', 'X-SSL-Client-DN', 'Client-Cert', 'X-Amzn-Mtls-Clientcert'],
  ],
  ['the event', ['X-ApiGateway-Event', 'X-Amzn-Request-Context']],
  ['the proxy of its own requests', ['Proxy']],
])('a client does not say %s', async (_what, names) => {
  const spellings = names.flatMap((name) => [name, name.toUpperCase(), name.replaceAll('-', '.')]);
  expect(await passed([...spellings, 'X-Kept'])).toEqual(['x-kept']);
});

test('a name with an underscore never goes on', async () => {
  expect(await passed(['SCRIPT_NAME', 'X_Anything', '_', 'X-Kept'])).toEqual(['x-kept']);
});

test('what APIs ask for goes on', async () => {
  const names = [
    'accept',
    'authorization',
    'dpop',
    'http-referer',
    'idempotency-key',
    'if-match',
    'range',
    'traceparent',
    'x-amz-security-token',
    'x-amzn-trace-id',
    'x-api-key',
    'x-csrf-token',
    'x-hub-signature-256',
    'x-request-id',
    'x-requested-with',
  ];
  expect(await passed(names)).toEqual(names);
});

test('an upstream may name more, and no spelling gets past that', async () => {
  const names = ['X-Tenant-Path', 'x-tenant-path', 'X.Tenant.Path', 'X-Tenant', 'X-Tenant-Path-2'];
  expect(await passed(names, ['x_tenant-path'])).toEqual(['x-tenant', 'x-tenant-path-2']);
});
