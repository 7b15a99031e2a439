import fc from 'fast-check';
import { Gateway } from './support/gateway';
import { RecordingUpstream } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());

const OWN = 'https://login.example.com';

/** The headers of an answer behind `/base` of the upstream; `UP` is the upstream's origin. */
async function seen(
  headers: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  upstream.answer = (_request, response) => {
    const filled = Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('UP', upstream.url),
    ]);
    response.writeHead(200, filled.flat()).end();
  };
  const http = [{ path: '/', match: 'prefix', url: `${upstream.url}/base` } as const];
  const answer = await new Gateway({ upstreams: { http } }).call({
    path: '/open/x',
    fullPath: '/prod/open/x',
  });
  expect(answer.status).toBe(200);
  return answer.headers;
}

test.each<[header: string, sent: string, seen: string]>([
  ['Location', 'UP/base/next', `${OWN}/prod/next`],
  ['Content-Location', 'UP/base/report.json', `${OWN}/prod/report.json`],
  ['Content-Location', '/base/report.json', '/prod/report.json'],
  ['Content-Location', 'report.json', 'report.json'],
  ['Content-Location', 'https://cdn.example.org/x', 'https://cdn.example.org/x'],
  ['Refresh', '5; url=UP/base/next', `5; url=${OWN}/prod/next`],
  ['Refresh', '0;URL="UP/base/next"', `0;URL="${OWN}/prod/next"`],
  ['Refresh', "0, 'UP/base/next' and more", `0, '${OWN}/prod/next' and more`],
  ['Refresh', '1.5 UP/base/next', `1.5 ${OWN}/prod/next`],
  ['Refresh', '0; url = /base/next', '0; url = /prod/next'],
  ['Refresh', '5; url=https://app.example.org/', '5; url=https://app.example.org/'],
  ['Refresh', '5', '5'],
  ['Refresh', '5; url=', '5; url='],
  ['Refresh', 'soon', 'soon'],
  ['Link', '<UP/base/x?page=2>; rel="next"', `<${OWN}/prod/x?page=2>; rel="next"`],
  [
    'Link',
    '<UP/base/a>; rel=prev; title="a, <UP/base/b>", </base/c>; rel="next"; anchor="UP/base/d"',
    `<${OWN}/prod/a>; rel=prev; title="a, <UP/base/b>", </prod/c>; rel="next"; anchor="${OWN}/prod/d"`,
  ],
  ['Link', '<https://cdn.example.org/s.css>; rel=preload', '<https://cdn.example.org/s.css>; rel=preload'],
  ['Link', '<UP/base/unclosed', '<UP/base/unclosed'],
  ['SourceMap', 'UP/base/app.js.map', `${OWN}/prod/app.js.map`],
  ['X-SourceMap', '/base/app.js.map', '/prod/app.js.map'],
  ['X-Pingback', 'UP/base/xmlrpc', `${OWN}/prod/xmlrpc`],
  ['Service-Worker-Allowed', '/base/', '/prod/'],
  [
    'Reporting-Endpoints',
    'a="UP/base/r", b="https://r.example.org/"',
    `a="${OWN}/prod/r", b="https://r.example.org/"`,
  ],
  [
    'WWW-Authenticate',
    'Bearer realm="UP/base", resource_metadata="UP/base/.well-known/oauth-protected-resource", error="invalid_token"',
    `Bearer realm="UP/base", resource_metadata="${OWN}/prod/.well-known/oauth-protected-resource", error="invalid_token"`,
  ],
  ['X-Other', 'UP/base/x', 'UP/base/x'],
])('%s: %s', async (header, sent, expected) => {
  const { url } = upstream;
  expect((await seen({ [header]: sent })).get(header.toLowerCase())).toEqual([
    expected.replaceAll('UP', url),
  ]);
});

test.each([
  'Alt-Svc',
  'alt-svc',
  'NEL',
  'Report-To',
  'Public-Key-Pins',
  'X-Accel-Redirect',
  'X-Accel-Buffering',
  'X-Sendfile',
])('%s stays behind', async (name) => {
  expect((await seen({ [name]: 'h3=":443"; ma=86400', 'X-Kept': '1' })).has(name.toLowerCase())).toBe(false);
});

test.each(['Server', 'Via', 'Server-Timing', 'X-Powered-By', 'Strict-Transport-Security', 'Clear-Site-Data'])(
  '%s goes on as it is',
  async (name) => {
    expect((await seen({ [name]: 'x' })).get(name.toLowerCase())).toEqual(['x']);
  },
);

/*
 * Law: a reference to the upstream never leaves in these headers, and one to anywhere else is left byte for byte.
 */
const path = fc
  .array(fc.constantFrom('a', 'base', '..', '.', '', '%2e', 'x y', 'é', '//'), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);
const origin = fc.constantFrom('UP', '//HOST', 'http:\\\\HOST', 'hTTp://HOST', 'http://u@HOST', 'UP:');
const form = fc.constantFrom<(text: string) => [name: string, value: string]>(
  (text) => ['Location', text],
  (text) => ['Content-Location', text],
  (text) => ['Refresh', `0;url=${text}`],
  (text) => ['Refresh', `0;url="${text}"`],
  (text) => ['Link', `</base/y>, <${text}>; rel="next"; title="x"`],
  (text) => ['Link', `<x>; anchor="${text}"`],
  (text) => ['SourceMap', text],
  (text) => ['Reporting-Endpoints', `a="${text}"`],
);

test('no reference to the upstream leaves', async () => {
  const { host } = new URL(upstream.url);
  await fc.assert(
    fc.asyncProperty(form, origin, path, async (make, where, rest) => {
      const reference = `${where}${rest}`.replaceAll('HOST', host);
      const [name, value] = make(reference);
      const parsed = URL.parse(reference.replaceAll('UP', upstream.url), `${upstream.url}/base/open/x`);
      const sent = Buffer.from(value).toString('latin1');
      const [answered = ''] = (await seen({ [name]: sent })).get(name.toLowerCase()) ?? [];
      if (parsed?.origin === upstream.url) expect(answered).not.toContain(host);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('a reference to anywhere else is left byte for byte', async () => {
  const elsewhere = fc.constantFrom('https://app.example.org', '//cdn.example.net', 'com.app:', 'mailto:a@b');
  await fc.assert(
    fc.asyncProperty(form, elsewhere, path, async (make, where, rest) => {
      const [name, value] = make(`${where}${rest}`);
      const sent = Buffer.from(value).toString('latin1');
      const [answered = ''] = (await seen({ [name]: sent })).get(name.toLowerCase()) ?? [];
      expect(answered.replace('</prod/y>', '</base/y>')).toBe(sent);
    }),
    { numRuns: 300 },
  );
}, 60_000);
