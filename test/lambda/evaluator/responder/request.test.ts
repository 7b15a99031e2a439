import { Gateway, LISTED } from './support/gateway';
import { RecordingUpstream, valuesOf } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());
beforeEach(() => {
  upstream.reset();
});

function gateway(basePath = '', sameOriginAliases: readonly string[] = []): Gateway {
  const url = `${upstream.url}${basePath}`;
  return new Gateway({
    upstreams: { http: [{ path: '/', match: 'prefix', url }] },
    policy: { sameOriginAliases },
  });
}

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

describe('method and body', () => {
  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    '%s goes on as it is',
    async (method) => {
      const answer = await gateway().call({ method });
      expect(answer.status).toBe(200);
      expect(upstream.request.method).toBe(method);
    },
  );

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])('%s brings every byte of its body', async (method) => {
    await gateway().call({
      method,
      body: ALL_BYTES,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    expect(upstream.request.body.equals(ALL_BYTES)).toBe(true);
    expect(valuesOf(upstream.request, 'content-length')).toEqual(['256']);
  });

  test('a body that the event holds as text is sent as UTF-8', async () => {
    await gateway().call({ method: 'POST', body: 'grüße 😀' });
    expect(upstream.request.body.toString('utf8')).toBe('grüße 😀');
  });

  test.each([
    ['POST', ['0']],
    ['PUT', ['0']],
    ['PATCH', ['0']],
    ['PROPFIND', ['0']],
    ['GET', []],
    ['HEAD', []],
    ['DELETE', []],
    ['TRACE', []],
  ])('%s without a body says so as HTTP wants it', async (method, lengths) => {
    await gateway().call({ method });
    expect(valuesOf(upstream.request, 'content-length')).toEqual(lengths);
    expect(valuesOf(upstream.request, 'transfer-encoding')).toEqual([]);
  });

  test('a length that the client claims is not believed', async () => {
    await gateway().call({
      method: 'POST',
      body: Buffer.from('four'),
      headers: { 'Content-Length': '4000', 'Transfer-Encoding': 'chunked', Expect: '100-continue' },
    });
    expect(valuesOf(upstream.request, 'content-length')).toEqual(['4']);
    expect(valuesOf(upstream.request, 'transfer-encoding')).toEqual([]);
    expect(valuesOf(upstream.request, 'expect')).toEqual([]);
  });

  test.each(['CONNECT', 'connect', 'GET /evil HTTP/1.1\r\nX: ', ''])(
    'the method %j goes nowhere',
    async (method) => {
      const answer = await gateway().call({ method: method === '' ? ' ' : method });
      expect(answer.status).toBe(404);
      expect(upstream.requests).toEqual([]);
    },
  );
});

describe('path', () => {
  test.each([
    ['/open', '/open'],
    ['/', '/'],
    ['/open/', '/open/'],
    ['/open/a%20b', '/open/a%20b'],
    ['/open/%E2%82%ac', '/open/%E2%82%ac'],
    ['/open/%252e%252e/x', '/open/%252e%252e/x'],
    ['/open/%41', '/open/%41'],
    ['/open/100%', '/open/100%'],
    ['/open/%zz', '/open/%zz'],
    ['/open/%00', '/open/%00'],
    ['/open/a;b=c', '/open/a;b=c'],
    ['/open/./a', '/open/./a'],
    ['/open//a', '/open//a'],
    ['//evil.example.net/x', '//evil.example.net/x'],
    ["/open/a@b:c!$&'()*+,=~_-.", "/open/a@b:c!$&'()*+,=~_-."],
    ['/open/<>"`{}|^[]', '/open/<>"`{}|^[]'],
    // Characters that a request line cannot hold are escaped, never decoded.
    ['/open/a b', '/open/a%20b'],
    ['/open/ü', '/open/%C3%BC'],
    ['/open/😀', '/open/%F0%9F%98%80'],
    ['/open/\ud800', '/open/%EF%BF%BD'],
    ['/open/\r\nX-Evil: 1', '/open/%0D%0AX-Evil:%201'],
    ['/open/\u0000', '/open/%00'],
    ['/open/a?b=c', '/open/a%3Fb=c'],
    ['/open/a#b', '/open/a%23b'],
  ])('%j is sent as %j', async (path, sent) => {
    expect((await gateway().call({ path })).status).toBe(200);
    expect(upstream.request.target).toBe(sent);
  });

  test('it is appended to the base path', async () => {
    await gateway('/base/v1').call({ path: '/open/x', query: { a: ['1'] } });
    expect(upstream.request.target).toBe('/base/v1/open/x?a=1');
  });

  test('the judged path counts, not the one that the client sent', async () => {
    await gateway().call({ path: '/open/x', fullPath: '/prod/open/x' });
    expect(upstream.request.target).toBe('/open/x');
  });

  test.each([
    '/open/..',
    '/open/../admin',
    '/open/%2e%2E/admin',
    '/open/.%2e/admin',
    '/open/..%2fadmin',
    '/open/..\\admin',
    '/open/..%5cadmin',
    '/open/..;/admin',
    '/open/..%3bx/admin',
    '/..',
    'open',
    'http://evil.example.net/open',
    '*',
  ])('%j leads out of its place and goes nowhere', async (path) => {
    const answer = await gateway('/base').call({ path });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'no_backend', requestId: 'ext-id=' });
    expect(upstream.requests).toEqual([]);
  });
});

describe('query', () => {
  test('repeats keep their order; names and values are encoded anew', async () => {
    await gateway().call({ query: { a: ['2', '1', '2'], 'b c': ['x&y=z'], d: [''], ü: ['+ %'] } });
    expect(upstream.request.target).toBe('/open?a=2&a=1&a=2&b%20c=x%26y%3Dz&d=&%C3%BC=%2B%20%25');
  });

  test('nothing in it ends the request line', async () => {
    await gateway().call({ query: { '\r\nX-Evil': [' HTTP/1.1\r\n'], '#': ['\ud800'] } });
    expect(upstream.request.target).toBe('/open?%0D%0AX-Evil=%20HTTP%2F1.1%0D%0A&%23=%EF%BF%BD');
    expect(valuesOf(upstream.request, 'x-evil')).toEqual([]);
  });
});

describe('headers', () => {
  test('names, values and repeats are passed as received', async () => {
    await gateway().call({
      headers: {
        'Accept-Encoding': 'gzip, br',
        authorization: 'Bearer abc',
        Cookie: 'a=1; b=2',
        Origin: LISTED,
        'X-Many': ['1', '2', '1'],
        'X-Empty': '',
        'Content-Type': 'text/plain; charset="x"',
      },
    });
    const { rawHeaders } = upstream.request;
    for (const [name, value] of [
      ['Accept-Encoding', 'gzip, br'],
      ['authorization', 'Bearer abc'],
      ['Cookie', 'a=1; b=2'],
      ['Origin', LISTED],
      ['X-Empty', ''],
      ['Content-Type', 'text/plain; charset="x"'],
    ] as const) {
      expect(rawHeaders[rawHeaders.indexOf(name) + 1]).toBe(value);
    }
    expect(valuesOf(upstream.request, 'x-many')).toEqual(['1', '2', '1']);
  });

  test('hop-by-hop fields stay behind, and those that Connection names', async () => {
    await gateway().call({
      headers: {
        Connection: ['close, X-Hop', 'x-other'],
        'Keep-Alive': 'timeout=1',
        'Proxy-Authorization': 'Basic x',
        'Proxy-Connection': 'close',
        TE: 'trailers',
        Trailer: 'X-Trailer',
        Upgrade: 'h2c',
        'X-Hop': '1',
        'X-OTHER': '1',
        'X-Stays': 'X-Also',
        'X-Also': '1',
      },
    });
    const names = upstream.request.rawHeaders.filter((_, index) => index % 2 === 0);
    expect(names.map((name) => name.toLowerCase()).sort()).toEqual([
      'connection',
      'forwarded',
      'host',
      'x-also',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-port',
      'x-forwarded-proto',
      'x-stays',
    ]);
    expect(valuesOf(upstream.request, 'connection')).toEqual(['keep-alive']);
  });

  test('the upstream gets its own Host, once', async () => {
    await gateway().call({ headers: { Host: 'evil.example.net', host: 'evil.example.net' } });
    expect(valuesOf(upstream.request, 'host')).toEqual([new URL(upstream.url).host]);
  });

  test('a value beyond one byte a character is sent as UTF-8, others byte for byte', async () => {
    await gateway().call({ headers: { 'X-Wide': '€', 'X-Byte': '\u00c3\u00bc' } });
    expect(valuesOf(upstream.request, 'x-wide')).toEqual(['\u00e2\u0082\u00ac']);
    expect(valuesOf(upstream.request, 'x-byte')).toEqual(['\u00c3\u00bc']);
  });

  test('cookies that HTTP/2 split are one line again', async () => {
    await gateway().call({ headers: { 'X-Before': '1', cookie: ['a=1', 'b=2'] } });
    const { rawHeaders } = upstream.request;
    expect(rawHeaders.filter((name) => name.toLowerCase() === 'cookie')).toHaveLength(1);
    expect(valuesOf(upstream.request, 'cookie')).toEqual(['a=1; b=2']);
    expect(valuesOf(upstream.request, 'x-before')).toEqual(['1']);
  });

  test('what no message can carry is left out, the rest is sent', async () => {
    const answer = await gateway().call({
      headers: { 'X-Split': 'a\r\nX-Evil: 1', 'X Space': '1', 'X-Nul': '\u0000', 'X-Ok': '1' },
    });
    expect(answer.status).toBe(200);
    const names = upstream.request.rawHeaders.filter((_, index) => index % 2 === 0);
    expect(names).toContain('X-Ok');
    expect(names.filter((name) => /evil|split|space|nul/i.test(name))).toEqual([]);
  });

  test.each(['X-Original-URL', 'X-Rewrite-URL', 'x_original_url'])(
    '%s cannot name another path',
    async (name) => {
      await gateway().call({ headers: { [name]: '/services/oauth2/token' } });
      expect(valuesOf(upstream.request, name.toLowerCase())).toEqual([]);
    },
  );
});

describe('where the request came from', () => {
  const SPOOFED = {
    Forwarded: 'for=evil;host=evil.example.net',
    'X-Forwarded-For': '203.0.113.9',
    'x-forwarded-host': 'evil.example.net',
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-Port': '1',
    'X-Forwarded-Prefix': '/evil',
    'X-Forwarded-Anything': 'evil',
    X_Forwarded_Host: 'evil.example.net',
  };

  function told(): Record<string, string[]> {
    const { rawHeaders } = upstream.request;
    const names = rawHeaders.filter((name, index) => index % 2 === 0 && /forwarded/i.test(name));
    return Object.fromEntries(names.map((name) => [name, valuesOf(upstream.request, name.toLowerCase())]));
  }

  test('what the client says is dropped and set anew', async () => {
    await gateway().call({ headers: SPOOFED });
    expect(told()).toEqual({
      Forwarded: ['for=192.0.2.7;host="login.example.com";proto=https'],
      'X-Forwarded-For': ['192.0.2.7'],
      'X-Forwarded-Host': ['login.example.com'],
      'X-Forwarded-Proto': ['https'],
      'X-Forwarded-Port': ['443'],
    });
  });

  test('the configured own origin of the host is told, with its scheme and port', async () => {
    const own = ['https://www.example.com', 'http://localhost:8787'];
    await gateway('', own).call({ domainName: 'LOCALHOST', sourceIp: '::1', headers: SPOOFED });
    expect(told()).toEqual({
      Forwarded: ['for="[::1]";host="localhost:8787";proto=http'],
      'X-Forwarded-For': ['::1'],
      'X-Forwarded-Host': ['localhost:8787'],
      'X-Forwarded-Proto': ['http'],
      'X-Forwarded-Port': ['8787'],
    });
  });

  test("the stage is not told: paths in answers are the upstream's own", async () => {
    const domainName = 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com';
    await gateway().call({ domainName, fullPath: '/prod/open', headers: SPOOFED });
    expect(told()).toMatchObject({ 'X-Forwarded-Host': [domainName] });
    expect(JSON.stringify(upstream.request.rawHeaders)).not.toContain('/prod');
  });

  test.each([undefined, 'not a host'])(
    'a host that is %p is not told, nor an address that is none',
    async (name) => {
      await gateway().call({ domainName: name, sourceIp: 'unknown', headers: SPOOFED });
      expect(told()).toEqual({});
    },
  );

  test.each(['x192.0.2.7', '192.0.2.7, 198.51.100.1', ''])('%j is not an address', async (sourceIp) => {
    await gateway().call({ sourceIp });
    expect(told()).toMatchObject({ Forwarded: ['host="login.example.com";proto=https'] });
    expect(told()).not.toHaveProperty('X-Forwarded-For');
  });

  test('the port of plain HTTP is told too', async () => {
    await gateway('', ['http://localhost']).call({ domainName: 'localhost' });
    expect(told()).toMatchObject({ 'X-Forwarded-Port': ['80'], 'X-Forwarded-Proto': ['http'] });
  });
});
