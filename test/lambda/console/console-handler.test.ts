import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { bestCoding } from '../../../lambda/console/content-coding';
import { createConsole, type ConsoleEvent } from '../../../lambda/console/console-handler';
import { ServedFiles, type Manifest } from '../../../lambda/console/served-files';

const SIGN_IN = {
  issuer: 'https://issuer.example',
  domain: 'https://sign-in.example',
  clientId: 'client',
  scope: 'openid',
  token: 'id',
  manageAllowlistGroup: 'manage-allowlist',
  manageSettingsGroup: 'manage-settings',
} as const;

const FILES: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><title>CORS</title>',
  'assets/index-abc.js': 'const page = 1;'.repeat(50),
  'assets/index-abc.css': 'body { margin: 0 }',
};

const manifest: Manifest = Object.fromEntries(
  Object.keys(FILES).map((name) => [
    name,
    {
      type: name.endsWith('.js') ? 'text/javascript' : 'text/plain',
      etag: `W/"${name.length}"`,
      immutable: name.startsWith('assets/'),
    },
  ]),
);

function files(): ServedFiles {
  return new ServedFiles(manifest, (name) => brotliCompressSync(FILES[name]!));
}

const serve = createConsole(files(), { signIn: SIGN_IN });

function ask(proxy: string | undefined, event: ConsoleEvent = {}): ReturnType<typeof serve> {
  return serve({
    httpMethod: 'GET',
    pathParameters: proxy === undefined ? null : { proxy },
    requestContext: { path: `/prod/console${proxy === undefined ? '' : `/${proxy}`}` },
    ...event,
  });
}

function bytes({ body, isBase64Encoded }: ReturnType<typeof serve>): Buffer {
  expect(isBase64Encoded).toBe(true);
  return Buffer.from(body, 'base64');
}

describe.each(Object.keys(FILES))('%s', (name) => {
  test('has its bytes in each coding', () => {
    const text = FILES[name];
    const br = ask(name, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
    expect(br.headers).toMatchObject({ 'Content-Encoding': 'br', Vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(bytes(br)).toString()).toBe(text);
    const gzip = ask(name, { headers: { 'accept-encoding': 'gzip;q=0.5, br;q=0' } });
    expect(gzip.headers['Content-Encoding']).toBe('gzip');
    expect(gunzipSync(bytes(gzip)).toString()).toBe(text);
    const plain = ask(name);
    expect(plain.headers['Content-Encoding']).toBeUndefined();
    expect(bytes(plain).toString()).toBe(text);
  });

  test('is kept as long as its name says, and is not sent again to who has it', () => {
    const first = ask(name);
    expect(first.headers['Cache-Control']).toMatch(name === 'index.html' ? /^no-cache$/ : /immutable/);
    const etag = first.headers['ETag']!;
    for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const again = ask(name, { headers: { 'If-None-Match': known } });
      expect(again).toMatchObject({ statusCode: 304, body: '', headers: { ETag: etag } });
    }
    expect(ask(name, { headers: { 'If-None-Match': '"other"' } }).statusCode).toBe(200);
  });

  test('has the same headers for HEAD, and no body', () => {
    const headers = { 'Accept-Encoding': 'br' };
    const head = ask(name, { httpMethod: 'HEAD', headers });
    expect(head.headers).toEqual(ask(name, { headers }).headers);
    expect(head).toMatchObject({ statusCode: 200, body: '', isBase64Encoded: false });
  });
});

test.each([
  'nothing.js',
  'assets',
  'assets/',
  '/index.html',
  'index.html/',
  'INDEX.HTML',
  '../index.html',
  'assets/../index.html',
  '%2e%2e/index.html',
  'index.html%00',
  'index.html.br',
  '../manifest.json',
  'manifest.json',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
])('%s is no file', (name) => {
  expect(ask(name)).toMatchObject({ statusCode: 404, headers: { 'Cache-Control': 'no-store' } });
});

test.each<[string, string | undefined, string | undefined]>([
  ['a stage', '/prod/console', '/prod/console/index.html'],
  ['a trailing slash', '/prod/console/', '/prod/console/index.html'],
  ['a base path', '/admin/cors/console', '/admin/cors/console/index.html'],
  ['nothing before it', '/console', '/console/index.html'],
  ['what a browser takes for a host', '//evil.example/console', '/evil.example/console/index.html'],
  ['a backslash', '/\\evil.example/console', '/evil.example/console/index.html'],
  ['a line end', '/console\r\nSet-Cookie: a=b', undefined],
  ['no path', undefined, undefined],
])('the console itself leads to the page, with %s', (_name, path, location) => {
  const answer = ask(undefined, { requestContext: path === undefined ? {} : { path } });
  expect(answer.headers['Location']).toBe(location);
  expect(answer.statusCode).toBe(location === undefined ? 404 : 302);
});

test('the configuration is for nobody’s cache', () => {
  const answer = ask('config.json');
  expect(answer.headers['Cache-Control']).toBe('no-store');
  expect(JSON.parse(answer.body)).toEqual({ signIn: SIGN_IN });
  expect(
    JSON.parse(
      createConsole(files(), {})({ httpMethod: 'GET', pathParameters: { proxy: 'config.json' } }).body,
    ),
  ).toEqual({});
});

test.each(['POST', 'DELETE', 'OPTIONS', undefined])('%s is refused', (httpMethod) => {
  const event = {
    pathParameters: { proxy: 'index.html' },
    ...(httpMethod === undefined ? {} : { httpMethod }),
  };
  expect(serve(event)).toMatchObject({ statusCode: 405, headers: { Allow: 'GET, HEAD' } });
});

test('each answer has the headers that keep strangers out of the page', () => {
  const answers = [
    ask('index.html'),
    ask('nothing'),
    ask(undefined),
    ask('config.json'),
    ask('index.html', { headers: { 'if-none-match': '*' } }),
  ];
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    expect(headers['Permissions-Policy']).toContain('geolocation=()');
    const policy = headers['Content-Security-Policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' https://sign-in.example;");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
  }
});

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['br', 'br'],
  ['gzip, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['BR', 'br'],
  ['*', 'br'],
  ['br;q=0, *;q=0.1', 'gzip'],
  ['identity', 'identity'],
  ['br;q=x', 'identity'],
  ['deflate', 'identity'],
] as const)('of %s the coding is %s', (header, coding) => {
  expect(bestCoding(header)).toBe(coding);
});
