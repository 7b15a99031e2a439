import { Gateway } from './support/gateway';
import { RecordingUpstream } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());

const OWN = 'https://login.example.com';

interface Case {
  readonly basePath?: string;
  /** Path before the judged path. */
  readonly prefix?: string;
  readonly path?: string;
  /** `UP` is replaced by the upstream's origin. */
  readonly location: string;
  readonly seen: string;
  /** The host that was asked, where it is not `OWN`. */
  readonly domainName?: string | undefined;
}

const ROOT: readonly Case[] = [
  { location: 'UP/next?a=1#f', seen: `${OWN}/next?a=1#f` },
  { location: 'UP', seen: `${OWN}/` },
  { location: '//UPHOST/next', seen: `${OWN}/next` },
  // References that lead to the right place are left as they are.
  { location: '/next?a=%41', seen: '/next?a=%41' },
  { location: 'next', seen: 'next' },
  { location: '../next', seen: '../next' },
  { location: '?page=2', seen: '?page=2' },
  { location: '#f', seen: '#f' },
  { location: '', seen: '' },
  { location: '/gr\u00c3\u00bcn', seen: '/gr\u00c3\u00bcn' },
  // Other origins are somebody's redirect URI.
  {
    location: 'https://app.example.org/cb?code=a+b%20c&state=UP',
    seen: 'https://app.example.org/cb?code=a+b%20c&state=UP',
  },
  { location: 'com.example.app:/cb?code=1', seen: 'com.example.app:/cb?code=1' },
  { location: '//evil.example.net/x', seen: '//evil.example.net/x' },
  { location: '/\\evil.example.net/x', seen: '/\\evil.example.net/x' },
  { location: 'https://127.0.0.1/next', seen: 'https://127.0.0.1/next' },
  { location: `${OWN}/already`, seen: `${OWN}/already` },
  { location: 'HTTPS://login.EXAMPLE.com/already', seen: 'HTTPS://login.EXAMPLE.com/already' },
  { location: 'http://[', seen: 'http://[' },
];

const BEHIND_PREFIX: readonly Case[] = [
  { location: 'UP/next', seen: `${OWN}/prod/next` },
  { location: '/next', seen: '/prod/next' },
  { location: '/', seen: '/prod/' },
  { location: '/next?a=1#f', seen: '/prod/next?a=1#f' },
  { location: 'next', seen: 'next' },
  { location: '?a', seen: '?a' },
  // One level up is still inside; two levels up a browser would leave the stage.
  { path: '/open/a', location: '../next', seen: '../next' },
  { path: '/open/a', location: '../../next', seen: '/prod/next' },
  // An upstream that heeds `X-Forwarded-Host` knows the origin and not the stage; one that is told both is right.
  { location: `${OWN}/next`, seen: `${OWN}/prod/next` },
  { location: `${OWN}/prod/next`, seen: `${OWN}/prod/next` },
].map((row) => ({ ...row, prefix: '/prod' }));

const BEHIND_BASE: readonly Case[] = [
  { location: 'UP/base/next', seen: `${OWN}/next` },
  { location: 'UP/base', seen: `${OWN}/` },
  { location: '/base/next', seen: '/next' },
  { location: '/base/', seen: '/' },
  { location: '/based', seen: '/based' },
  { location: '/base/next?u=https://x', seen: '/next?u=https://x' },
  // Header values come one character a byte.
  { location: '/base/gr\u00c3\u00bcn', seen: '/gr%C3%BCn' },
  // Outside of the base path: still not the upstream's host.
  { location: 'UP/other', seen: `${OWN}/other` },
  { location: `${OWN}/base/next`, seen: `${OWN}/next` },
  { location: `${OWN}/next`, seen: `${OWN}/next` },
  { location: 'next', seen: 'next' },
  // Without the base path, the rest must not become a host.
  { location: '/base//evil.example.net/x', seen: `${OWN}//evil.example.net/x` },
  { location: 'UP/base//evil.example.net/x', seen: `${OWN}//evil.example.net/x` },
].map((row) => ({ ...row, basePath: '/base' }));

const BOTH: readonly Case[] = [
  { location: 'UP/base/next', seen: `${OWN}/prod/v1/next` },
  { location: '/base/next', seen: '/prod/v1/next' },
  { location: '/prod/v1/next', seen: '/prod/v1/prod/v1/next' },
].map((row) => ({ ...row, basePath: '/base', prefix: '/prod/v1' }));

async function locationOf(row: Case): Promise<readonly string[]> {
  const { basePath = '', prefix = '', path = '/open/x', location } = row;
  const url = `${upstream.url}${basePath}`;
  const gateway = new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url }] } });
  upstream.answer = (_request, response) => {
    const value = location.replace('UPHOST', new URL(upstream.url).host).replace(/^UP/, upstream.url);
    response.writeHead(302, ['Location', value]).end();
  };
  const domainName = 'domainName' in row ? row.domainName : 'login.example.com';
  const { headers } = await gateway.call({ path, fullPath: `${prefix}${path}`, domainName });
  return headers.get('location') ?? [];
}

test.each([...ROOT, ...BEHIND_PREFIX, ...BEHIND_BASE, ...BOTH])(
  '$location (base $basePath, prefix $prefix) → $seen',
  async (row) => {
    expect(await locationOf(row)).toEqual([row.seen]);
  },
);

test('on a created resource too', async () => {
  const http = [{ path: '/', match: 'prefix', url: upstream.url } as const];
  upstream.answer = (_request, response) => {
    response.writeHead(201, { Location: `${upstream.url}/open/7` }).end();
  };
  const answer = await new Gateway({ upstreams: { http } }).call({ method: 'POST' });
  expect(answer.headers.get('location')).toEqual([`${OWN}/open/7`]);
});

test.each([
  ['UP/base/next', '/next'],
  ['/base/next', '/next'],
  ['/base//evil.example.net/x', '/.//evil.example.net/x'],
  ['next', 'next'],
])('%s without a known own origin → %s', async (location, seen) => {
  expect(await locationOf({ basePath: '/base', location, seen, domainName: undefined })).toEqual([seen]);
});

describe('cookies', () => {
  async function cookieOf(cookie: string, basePath: string, prefix: string): Promise<readonly string[]> {
    const http = [{ path: '/', match: 'prefix', url: `${upstream.url}${basePath}` } as const];
    upstream.answer = (_request, response) => {
      response.writeHead(200, ['Set-Cookie', cookie]).end();
    };
    const answer = await new Gateway({ upstreams: { http } }).call({
      path: '/open/x',
      fullPath: `${prefix}/open/x`,
    });
    return answer.headers.get('set-cookie') ?? [];
  }

  test.each([
    // Nothing in between: byte for byte, whatever it is.
    ['', '', 'a=1; Path=/open;HttpOnly ;  secure', 'a=1; Path=/open;HttpOnly ;  secure'],
    ['', '', 'a=1', 'a=1'],
    ['', '', '=; ; Path', '=; ; Path'],
    // The whole host stays the whole host.
    ['/base', '/prod', '__Host-a=1; Path=/; Secure', '__Host-a=1; Path=/; Secure'],
    ['', '/prod', 'a=1; Path=/open; Secure', 'a=1; Secure; Path=/prod/open'],
    ['', '/prod', 'a=1; path=/x; PATH= /open ', 'a=1; Path=/prod/open'],
    ['', '/prod', 'path=/1; Path=/open', 'path=/1; Path=/prod/open'],
    // Without a path browsers take the folder of the request, which is the right one.
    ['', '/prod', 'a=1; Path=relative', 'a=1; Path=relative'],
    ['/base', '', 'a=1', 'a=1'],
    ['/base', '', 'a=1; Path=/base', 'a=1; Path=/'],
    ['/base', '', 'a=1; Path=/base/', 'a=1; Path=/'],
    ['/base', '', 'a=1; Path=/base/open', 'a=1; Path=/open'],
    ['/base', '/prod', 'a=1; Path=/base', 'a=1; Path=/prod'],
    ['/base', '', 'a=1; Path=/bas', 'a=1; Path=/bas'],
    ['/base/v1', '', 'a=1; Path=/base/', 'a=1; Path=/'],
    ['/base/v1', '/prod', 'a=1; Path=/base', 'a=1; Path=/prod'],
    ['/base', '/prod', 'a=1; Path=/base/open', 'a=1; Path=/prod/open'],
    // The upstream's own domain is not the client's.
    ['', '', 'a=1; Domain=127.0.0.1; Secure', 'a=1; Secure'],
    ['', '', 'a=1; Domain=.127.0.0.1', 'a=1'],
    ['', '', 'a=1; Domain=example.com', 'a=1; Domain=example.com'],
  ])('base %j, prefix %j: %j → %j', async (basePath, prefix, cookie, seen) => {
    expect(await cookieOf(cookie, basePath, prefix)).toEqual([seen]);
  });
});
