import type { Capability } from './target';

/** A request and the answer that the gateway must give. */
export interface ConformanceCase {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly host?: 'site';
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly needs?: readonly Capability[];
  /** The meaning of the answer: refused with a code, passed with a status, or allowed to an origin with a status. */
  readonly expected:
    | { readonly refused: string }
    | { readonly passed: 200 | 204 | 404 }
    | { readonly allowed: string; readonly status: number; readonly credentials?: true };
}

const LISTED = 'https://listed.example';
const DATA = '/services/data/v60.0/query';
const TOKEN = '/services/oauth2/token';
const DISCOVERY = '/.well-known/openid-configuration';

function from(
  origin: string,
  ...more: readonly (readonly [string, string])[]
): NonNullable<ConformanceCase['headers']> {
  return [['Origin', origin], ...more];
}

function preflight(
  origin: string,
  method: string,
  headers = 'content-type',
): NonNullable<ConformanceCase['headers']> {
  return from(origin, ['Access-Control-Request-Method', method], ['Access-Control-Request-Headers', headers]);
}

/** Spellings of paths that a server may read as another path. Each is closed. */
const SPELLINGS: readonly (readonly [name: string, path: string])[] = [
  ['letter case of a public path', '/.well-known/OpenID-Configuration'],
  ['trailing slash of a public path', '/.well-known/openid-configuration/'],
  ['letter case of an exact path', '/services/oauth2/USERINFO'],
  ['trailing slash of an exact path', '/services/oauth2/userinfo/'],
  ['escape of a letter', '/services/oauth2/%75serinfo'],
  ['escape of a slash', '/services/oauth2%2fuserinfo'],
  ['escape of a backslash', '/services/data/a%5cb'],
  ['double escape of a dot segment', '/services/data/%252e%252e/x'],
  ['double escape of a slash', '/services/data/a%252fb'],
  ['escape of a control', '/services/data/a%00'],
  ['escape that is malformed', '/services/data/%zz'],
  ['escape that is not UTF-8', '/services/data/%ff'],
  ['path parameters', '/services/data/a;jsessionid=1'],
  ['empty segment', '/services//data'],
  ['single dot', '/services/./data'],
  ['fullwidth letters', '/services/%EF%BD%84ata'],
  ['dot at the end of a segment', '/services./data'],
  ['escaped dot at the end of a segment', '/services/oauth2/userinfo%2e'],
];

/** Cases that do not depend on the setting for OAuth endpoints. */
export const CASES: readonly ConformanceCase[] = [
  { name: 'no Origin', path: DATA, expected: { passed: 200 } },
  { name: 'no Origin on a path that no rule names', path: '/anything', expected: { passed: 200 } },
  {
    name: 'public endpoint, unlisted origin',
    path: DISCOVERY,
    headers: from('https://any.example'),
    expected: { allowed: '*', status: 200 },
  },
  {
    name: 'public endpoint, null origin',
    path: DISCOVERY,
    headers: from('null'),
    expected: { allowed: '*', status: 200 },
  },
  {
    name: 'public endpoint, preflight',
    method: 'OPTIONS',
    path: DISCOVERY,
    headers: preflight('https://any.example', 'GET'),
    expected: { allowed: '*', status: 204 },
  },
  { name: 'listed origin', path: DATA, headers: from(LISTED), expected: { allowed: LISTED, status: 200 } },
  {
    name: 'listed origin, write',
    method: 'DELETE',
    path: DATA,
    headers: from(LISTED),
    expected: { allowed: LISTED, status: 200 },
  },
  {
    name: 'listed origin with port',
    path: DATA,
    headers: from('https://listed.example:8443'),
    expected: { allowed: 'https://listed.example:8443', status: 200 },
  },
  {
    name: 'listed address',
    path: DATA,
    headers: from('https://[2001:db8::20]'),
    expected: { allowed: 'https://[2001:db8::20]', status: 200 },
  },
  {
    name: 'listed host of this machine',
    path: DATA,
    headers: from('http://localhost:5000'),
    expected: { allowed: 'http://localhost:5000', status: 200 },
  },
  {
    name: 'preflight of a listed origin',
    method: 'OPTIONS',
    path: DATA,
    headers: preflight(LISTED, 'PATCH'),
    expected: { allowed: LISTED, status: 204 },
  },
  {
    name: 'preflight for a method that the endpoint does not list',
    method: 'OPTIONS',
    path: DATA,
    headers: preflight(LISTED, 'TRACE'),
    expected: { allowed: LISTED, status: 204 },
  },
  {
    name: 'OPTIONS that is not a preflight',
    method: 'OPTIONS',
    path: DATA,
    headers: from(LISTED),
    expected: { allowed: LISTED, status: 204 },
  },
  { name: 'OPTIONS without Origin', method: 'OPTIONS', path: DATA, expected: { passed: 204 } },
  {
    name: 'wildcard, one label',
    path: DATA,
    headers: from('https://a.wild.example'),
    expected: { allowed: 'https://a.wild.example', status: 200 },
  },
  {
    name: 'wildcard, three labels',
    path: DATA,
    headers: from('https://a.b.c.wild.example'),
    expected: { allowed: 'https://a.b.c.wild.example', status: 200 },
  },
  {
    name: 'wildcard, apex',
    path: DATA,
    headers: from('https://wild.example'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'wildcard, no dot',
    path: DATA,
    headers: from('https://evilwild.example'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'wildcard, other port',
    path: DATA,
    headers: from('https://a.wild.example:8443'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'wildcard over a private suffix',
    path: DATA,
    headers: from('https://me.github.io'),
    expected: { allowed: 'https://me.github.io', status: 200 },
  },
  {
    name: 'wildcard over a private suffix, with credentials',
    path: '/lightning/out',
    headers: from('https://me.github.io'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'credentials',
    path: '/lightning/out',
    headers: from(LISTED),
    expected: { allowed: LISTED, status: 200, credentials: true },
  },
  {
    name: 'credentials, preflight',
    method: 'OPTIONS',
    path: '/c/app',
    headers: preflight(LISTED, 'GET'),
    expected: { allowed: LISTED, status: 204, credentials: true },
  },
  {
    name: 'unlisted origin',
    path: DATA,
    headers: from('https://new.example'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'unlisted origin, preflight',
    method: 'OPTIONS',
    path: DATA,
    headers: preflight('https://new.example', 'GET'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'inactive entry',
    path: DATA,
    headers: from('https://paused.example'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'deleted entry',
    path: DATA,
    headers: from('https://deleted.example'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  { name: 'null origin', path: DATA, headers: from('null'), expected: { refused: 'null_origin' } },
  {
    name: 'malformed origin',
    path: DATA,
    headers: from('https://listed.example/'),
    expected: { refused: 'malformed_origin' },
  },
  { name: 'empty origin', path: DATA, headers: from(''), expected: { refused: 'malformed_origin' } },
  {
    name: 'two origins',
    path: DATA,
    headers: [
      ['Origin', LISTED],
      ['Origin', LISTED],
    ],
    expected: { refused: 'malformed_origin' },
  },
  {
    name: 'origin of 513 characters',
    path: DATA,
    headers: from(`https://${'a.'.repeat(252)}a`),
    expected: { refused: 'malformed_origin' },
  },
  {
    name: 'upper-case origin',
    path: DATA,
    headers: from('https://LISTED.example'),
    expected: { refused: 'malformed_origin' },
  },
  {
    name: 'path that no rule names',
    path: '/anything',
    headers: from(LISTED),
    expected: { refused: 'endpoint_closed' },
  },
  { name: 'root path', path: '/', headers: from(LISTED), expected: { refused: 'endpoint_closed' } },
  {
    name: 'path with a dot segment',
    path: '/services/data/../oauth2/token',
    headers: from(LISTED),
    needs: ['raw-paths'],
    expected: { refused: 'endpoint_closed' },
  },
  {
    name: 'path with an escaped letter',
    path: '/services/d%61ta',
    headers: from(LISTED),
    needs: ['raw-paths'],
    expected: { refused: 'endpoint_closed' },
  },
  {
    name: 'path in other case',
    path: '/Services/data',
    headers: from(LISTED),
    expected: { refused: 'endpoint_closed' },
  },
  {
    name: 'navigation to a page, null origin',
    method: 'POST',
    path: '/services/oauth2/authorize',
    headers: from('null', ['Sec-Fetch-Mode', 'navigate']),
    expected: { passed: 200 },
  },
  {
    name: 'navigation to an endpoint that is not a page',
    path: DATA,
    headers: from('null', ['Sec-Fetch-Mode', 'navigate']),
    expected: { refused: 'null_origin' },
  },
  {
    name: 'same-origin by the browser, null origin',
    path: DATA,
    headers: from('null', ['Sec-Fetch-Site', 'same-origin']),
    expected: { passed: 200 },
  },
  {
    name: 'extension, old API version',
    path: '/services/data/v52.0/query',
    headers: from('chrome-extension://abcdefghijklmnopabcdefghijklmnop'),
    expected: { refused: 'api_version_too_old' },
  },
  {
    name: 'extension, new API version',
    path: '/services/data/v53.0/query',
    headers: from('chrome-extension://abcdefghijklmnopabcdefghijklmnop'),
    expected: { allowed: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', status: 200 },
  },
  {
    name: 'extension, old Bulk API',
    path: '/services/async/52.0/job',
    headers: from('moz-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'),
    expected: { refused: 'api_version_too_old' },
  },
  {
    name: 'extension, version in upper case',
    path: '/services/data/V52.0/query',
    headers: from('chrome-extension://abcdefghijklmnopabcdefghijklmnop'),
    expected: { refused: 'api_version_too_old' },
  },
  {
    name: 'extension, version without a dot',
    path: '/services/data/v52/query',
    headers: from('chrome-extension://abcdefghijklmnopabcdefghijklmnop'),
    expected: { refused: 'api_version_too_old' },
  },
  {
    name: 'extension, Bulk API version without a dot',
    path: '/services/async/52/job',
    headers: from('chrome-extension://abcdefghijklmnopabcdefghijklmnop'),
    expected: { refused: 'api_version_too_old' },
  },
  {
    name: 'extension, list of the API versions',
    path: '/services/data',
    headers: from('chrome-extension://abcdefghijklmnopabcdefghijklmnop'),
    expected: { allowed: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', status: 200 },
  },
  {
    name: 'Safari extension, old API version',
    path: '/services/data/v52.0/query',
    headers: from('safari-web-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'),
    expected: { refused: 'api_version_too_old' },
  },
  {
    name: 'Safari extension, in lower case',
    path: DATA,
    headers: from('safari-web-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'),
    expected: { allowed: 'safari-web-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', status: 200 },
  },
  {
    name: 'Safari extension, in upper case',
    path: DATA,
    headers: from('safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0'),
    expected: { allowed: 'safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0', status: 200 },
  },
  {
    name: 'unlisted Firefox extension that the browser calls same-origin',
    path: DATA,
    headers: from('moz-extension://00000000-4b5a-6978-8796-a5b4c3d2e1f0', ['Sec-Fetch-Site', 'same-origin']),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'unlisted Chrome extension that says same-origin',
    path: DATA,
    headers: from('chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba', ['Sec-Fetch-Site', 'same-origin']),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'unlisted app that says same-origin',
    path: DATA,
    headers: from('ionic://localhost', ['Sec-Fetch-Site', 'same-origin']),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'listed app',
    path: DATA,
    headers: from('capacitor://localhost'),
    expected: { allowed: 'capacitor://localhost', status: 200 },
  },
  {
    name: 'listed app, with credentials',
    path: '/lightning/out',
    headers: from('capacitor://localhost'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'listed app on another host',
    path: DATA,
    headers: from('capacitor://other'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'listed name below localhost',
    path: DATA,
    headers: from('http://app.localhost:3000'),
    expected: { allowed: 'http://app.localhost:3000', status: 200 },
  },
  {
    name: 'origin with a dot at its end',
    path: DATA,
    headers: from('https://listed.example.'),
    expected: { refused: 'malformed_origin' },
  },
  {
    name: 'origin of a scheme that is not known',
    path: DATA,
    headers: from('gopher://listed.example', ['Sec-Fetch-Site', 'same-origin']),
    expected: { refused: 'malformed_origin' },
  },
  ...SPELLINGS.map(([name, path]): ConformanceCase => ({
    name: `another spelling: ${name}`,
    path,
    headers: from(LISTED),
    needs: ['raw-paths'],
    expected: { refused: 'endpoint_closed' },
  })),
  {
    name: 'host kind not supported',
    path: DATA,
    host: 'site',
    headers: from(LISTED),
    needs: ['site-host'],
    expected: { refused: 'host_not_supported' },
  },
  {
    name: 'userinfo on a site',
    path: '/services/oauth2/userinfo',
    host: 'site',
    headers: from(LISTED),
    needs: ['site-host'],
    expected: { allowed: LISTED, status: 200 },
  },
  {
    name: 'site only, on my-domain',
    method: 'POST',
    path: '/services/auth/headless/forgot_password',
    headers: from(LISTED),
    expected: { refused: 'host_not_supported' },
  },
];

/** Cases with the setting off. */
export const OAUTH_OFF: readonly ConformanceCase[] = [
  {
    name: 'token',
    method: 'POST',
    path: TOKEN,
    headers: from(LISTED),
    expected: { refused: 'oauth_cors_disabled' },
  },
  {
    name: 'token, preflight',
    method: 'OPTIONS',
    path: TOKEN,
    headers: preflight(LISTED, 'POST'),
    expected: { refused: 'oauth_cors_disabled' },
  },
  {
    name: 'token, unlisted origin',
    method: 'POST',
    path: TOKEN,
    headers: from('https://off.example'),
    expected: { refused: 'oauth_cors_disabled' },
  },
  {
    name: 'userinfo needs no setting',
    path: '/services/oauth2/userinfo',
    headers: from(LISTED),
    expected: { allowed: LISTED, status: 200 },
  },
  {
    name: 'discovery needs no setting',
    path: DISCOVERY,
    headers: from(LISTED),
    expected: { allowed: '*', status: 200 },
  },
];

/** Cases with the setting on. */
export const OAUTH_ON: readonly ConformanceCase[] = [
  {
    name: 'token',
    method: 'POST',
    path: TOKEN,
    headers: from(LISTED),
    expected: { allowed: LISTED, status: 200 },
  },
  {
    name: 'token, preflight',
    method: 'OPTIONS',
    path: TOKEN,
    headers: preflight(LISTED, 'POST'),
    expected: { allowed: LISTED, status: 204 },
  },
  {
    name: 'token, unlisted origin',
    method: 'POST',
    path: TOKEN,
    headers: from('https://on.example'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'token of an app',
    method: 'POST',
    path: TOKEN,
    headers: from('capacitor://localhost'),
    expected: { allowed: 'capacitor://localhost', status: 200 },
  },
  {
    name: 'token of an app, preflight',
    method: 'OPTIONS',
    path: TOKEN,
    headers: preflight('capacitor://localhost', 'POST'),
    expected: { allowed: 'capacitor://localhost', status: 204 },
  },
  {
    name: 'token of an app that is not listed',
    method: 'POST',
    path: TOKEN,
    headers: from('ionic://localhost'),
    expected: { refused: 'origin_not_allowlisted' },
  },
  {
    name: 'authorize by fetch',
    path: '/services/oauth2/authorize',
    headers: from(LISTED),
    expected: { allowed: LISTED, status: 200 },
  },
  {
    name: 'site only, on a site',
    method: 'POST',
    path: '/services/auth/headless/forgot_password',
    host: 'site',
    headers: from(LISTED),
    needs: ['site-host'],
    expected: { allowed: LISTED, status: 200 },
  },
];
