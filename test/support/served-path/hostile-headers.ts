import fc from 'fast-check';

/*
 * Headers by which servers, frameworks and proxies let a client say what it asks for, collected from their documentation
 * and from lists for testers. It is kept apart from the list that the responder drops.
 */
const NAMES = [
  'Base-Url',
  'CF-Connecting-IP',
  'Client-IP',
  'Fastly-Client-IP',
  'Forwarded',
  'Front-End-Https',
  'Host',
  'Http-Url',
  'Path-Info',
  'Proxy',
  'Proxy-Host',
  'Proxy-Url',
  'Real-Ip',
  'Remote-Addr',
  'Remote-User',
  'Request-Method',
  'Request-Uri',
  'Script-Name',
  'Script-Filename',
  'SSL-Client-Verify',
  'True-Client-IP',
  'Uri',
  'Url',
  'WL-Proxy-Client-IP',
  'X-Accel-Mapping',
  'X-Apigateway-Event',
  'X-Arr-Ssl',
  'X-Base-Url',
  'X-Client-IP',
  'X-Cluster-Client-Ip',
  'X-Envoy-Original-Path',
  'X-Envoy-External-Address',
  'X-Forward-For',
  'X-Forwarded',
  'X-Forwarded-By',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Path',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Proto',
  'X-Forwarded-Protocol',
  'X-Forwarded-Scheme',
  'X-Forwarded-Server',
  'X-Forwarded-Ssl',
  'X-Forwarded-Uri',
  'X-Forwarder-For',
  'X-Host',
  'X-HTTP-DestinationURL',
  'X-HTTP-Host-Override',
  'X-HTTP-Method',
  'X-HTTP-Method-Override',
  'X-Invoke-Path',
  'X-Matched-Path',
  'X-Method-Override',
  'X-Middleware-Rewrite',
  'X-Middleware-Subrequest',
  'X-Original-Host',
  'X-Original-Method',
  'X-Original-Path',
  'X-Original-Remote-Addr',
  'X-Original-Uri',
  'X-Original-Url',
  'X-Originating-IP',
  'X-Path-Info',
  'X-Proxy-Url',
  'X-Real-IP',
  'X-Remote-Addr',
  'X-Remote-User',
  'X-Request-Uri',
  'X-Rewrite-Uri',
  'X-Rewrite-Url',
  'X-Scheme',
  'X-Script-Name',
  'X-Sendfile-Type',
  'X-Server-Name',
  'X-True-IP',
  'X-Url-Scheme',
  'X-WAWS-Unencoded-URL',
] as const;

const VALUES = [
  '/admin',
  '/open',
  '/open/x',
  '/',
  '/admin?x=1',
  'http://evil.example.net/admin',
  'evil.example.net',
  'evil.example.net:81',
  'DELETE',
  'PUT',
  'https',
  'ftp',
  '127.0.0.1',
  '::1',
  'on',
  '1',
  '443',
  'admin',
  'for=127.0.0.1;host=evil.example.net;proto=ftp',
] as const;

/** Spellings of a name that the loosest servers read as the same one. */
const name = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom('-', '-', '-', '_', '.', '~', "'"),
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toLowerCase(),
      (text) => text.toUpperCase(),
    ),
  )
  .map(([text, separator, letters]) => letters(text.replaceAll('-', separator)));

const token = fc.string({
  unit: fc.constantFrom(...'ABXZabchostpathurl-_.019'.split('')),
  minLength: 1,
  maxLength: 12,
});

const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ maxLength: 12 }));

/** Several headers of one request; a name may come twice, and `Connection` may name any of them. */
export const hostileHeaders: fc.Arbitrary<Readonly<Record<string, readonly string[]>>> = fc
  .tuple(
    fc.dictionary(
      fc.oneof({ weight: 5, arbitrary: name }, token),
      fc.array(value, { minLength: 1, maxLength: 2 }),
      {
        minKeys: 1,
        maxKeys: 6,
      },
    ),
    fc.option(name),
  )
  .map(([headers, named]) => (named === null ? headers : { ...headers, Connection: [named] }));

/** Every name as it is, in three spellings, each with its own request: the fixed part beside the random one. */
export const HOSTILE_ROWS: readonly (readonly [name: string, value: string])[] = NAMES.flatMap((each) =>
  [each, each.replaceAll('-', '_').toUpperCase(), each.toLowerCase().replaceAll('-', '.')].flatMap(
    (spelling) => ['/admin', 'evil.example.net', 'DELETE'].map((text) => [spelling, text] as const),
  ),
);
