import { gzipSync } from 'node:zlib';
import type { RequestListener } from 'node:http';
import { Gateway, LISTED, UNLISTED, type Answer } from './support/gateway';
import { RecordingUpstream, valuesOf } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());
beforeEach(() => {
  upstream.reset();
});

function gateway(policy: { enforcement?: 'report' } = {}): Gateway {
  const http = [{ path: '/', match: 'prefix', url: upstream.url } as const];
  return new Gateway({ upstreams: { http }, policy });
}

function answering(
  status: number,
  headers: readonly string[] = [],
  body: Buffer | string = '',
): RequestListener {
  return (_request, response) => {
    response.sendDate = false;
    response.writeHead(status, headers as string[]);
    response.end(body);
  };
}

/** Values of the headers whose names begin with this. */
function named({ headers }: Answer, prefix: string): Record<string, readonly string[]> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith(prefix)));
}

describe('status', () => {
  test.each([
    200, 201, 202, 203, 205, 206, 300, 301, 302, 303, 307, 308, 400, 401, 404, 405, 409, 418, 429, 500, 503,
  ])('%i is passed on, redirects are not followed', async (status) => {
    upstream.answer = answering(status, ['Location', '/open/elsewhere'], 'text');
    const answer = await gateway().call();
    expect(answer.status).toBe(status);
    expect(upstream.requests).toHaveLength(1);
  });

  test.each([204, 304])('%i has no body', async (status) => {
    upstream.answer = answering(status, ['ETag', '"1"']);
    const answer = await gateway().call();
    expect([answer.status, answer.body.length, answer.result.isBase64Encoded]).toEqual([status, 0, false]);
    expect(answer.headers.get('etag')).toEqual(['"1"']);
  });

  test('HEAD has no body and keeps its headers', async () => {
    upstream.answer = answering(200, ['Content-Type', 'image/png', 'Content-Length', '500']);
    const answer = await gateway().call({ method: 'HEAD' });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect(answer.headers.get('content-type')).toEqual(['image/png']);
    expect(answer.headers.has('content-length')).toBe(false);
  });

  test('interim answers are skipped', async () => {
    upstream.answer = (request, response) => {
      response.writeContinue();
      response.writeProcessing();
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      answering(200, [], 'final')(request, response);
    };
    const answer = await gateway().call();
    expect([answer.status, answer.body.toString()]).toEqual([200, 'final']);
    expect(answer.headers.has('link')).toBe(false);
  });
});

describe('body', () => {
  test('every byte comes back', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    upstream.answer = answering(200, ['Content-Type', 'text/plain'], bytes);
    const answer = await gateway().call();
    expect(answer.body.equals(bytes)).toBe(true);
    expect(answer.result.isBase64Encoded).toBe(true);
  });

  test('what is compressed stays so', async () => {
    const zipped = gzipSync('text');
    upstream.answer = answering(200, ['Content-Encoding', 'gzip'], zipped);
    const answer = await gateway().call({ headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.body.equals(zipped)).toBe(true);
    expect(answer.headers.get('content-encoding')).toEqual(['gzip']);
  });

  test('one in chunks comes back whole, without its trailers', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, { Trailer: 'X-Sum' });
      response.write('one ');
      response.write('two');
      response.addTrailers({ 'X-Sum': '1' });
      response.end();
    };
    const answer = await gateway().call();
    expect(answer.body.toString()).toBe('one two');
    expect(['trailer', 'x-sum', 'transfer-encoding'].filter((name) => answer.headers.has(name))).toEqual([]);
  });
});

describe('headers', () => {
  test('all are kept, several Set-Cookie too; hop-by-hop fields are not', async () => {
    upstream.answer = answering(200, [
      'Set-Cookie',
      'a=1; Path=/; HttpOnly; Secure; SameSite=None',
      'set-cookie',
      'b="2, 3"; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
      'Set-Cookie',
      'a=1; Path=/; HttpOnly; Secure; SameSite=None',
      'WWW-Authenticate',
      'Bearer',
      'WWW-Authenticate',
      'Basic realm="x"',
      'X-One',
      'grün',
      'Connection',
      'X-Hop',
      'X-Hop',
      '1',
      'Keep-Alive',
      'timeout=5',
      'Proxy-Authenticate',
      'Basic',
    ]);
    const answer = await gateway().call();
    expect(answer.result.multiValueHeaders?.['Set-Cookie']).toEqual([
      'a=1; Path=/; HttpOnly; Secure; SameSite=None',
      'b="2, 3"; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
      'a=1; Path=/; HttpOnly; Secure; SameSite=None',
    ]);
    expect(answer.headers.get('www-authenticate')).toEqual(['Bearer', 'Basic realm="x"']);
    expect(answer.headers.get('x-one')).toEqual(['grün']);
    const dropped = ['connection', 'x-hop', 'keep-alive', 'proxy-authenticate', 'content-length'];
    expect(dropped.filter((name) => answer.headers.has(name))).toEqual([]);
  });

  test('no name is in both maps', async () => {
    upstream.answer = answering(200, ['X-Two', '1', 'x-two', '2', 'X-One', '1']);
    const { headers, multiValueHeaders = {} } = (await gateway().call()).result;
    const names = [...Object.keys(headers), ...Object.keys(multiValueHeaders)].map((name) =>
      name.toLowerCase(),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(multiValueHeaders['X-Two']).toEqual(['1', '2']);
  });
});

describe('CORS headers are those of the verdict', () => {
  const OWN_IDEAS = [
    'Access-Control-Allow-Origin',
    '*',
    'access-control-allow-origin',
    UNLISTED,
    'Access-Control-Allow-Credentials',
    'true',
    'Access-Control-Expose-Headers',
    'X-Mine, ETag, *',
    'Access-Control-Max-Age',
    '600',
    'Vary',
    'Accept-Encoding',
    'vary',
    'origin',
  ];

  test.each([200, 401, 404, 500])('allowed, with status %i from the upstream', async (status) => {
    upstream.answer = answering(status, OWN_IDEAS, 'readable');
    const answer = await gateway().call({ path: '/data/x', headers: { Origin: LISTED } });
    expect(answer.verdict.reason).toBe('origin_allowlisted');
    expect(named(answer, 'access-control-')).toEqual({
      'access-control-allow-origin': [LISTED],
      'access-control-expose-headers': ['ETag, Location, X-Mine'],
    });
    expect(answer.headers.get('vary')).toEqual(['Accept-Encoding, origin']);
    expect([answer.status, answer.body.toString()]).toEqual([status, 'readable']);
  });

  test('public', async () => {
    upstream.answer = answering(200, OWN_IDEAS);
    const answer = await gateway().call({ headers: { Origin: UNLISTED } });
    expect(answer.headers.get('access-control-allow-origin')).toEqual(['*']);
    expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each([
    ['not_cors', '/data', 'GET', {}],
    ['not_cors', '/nobody/knows', 'GET', {}],
    ['same_origin', '/data', 'GET', { Origin: 'https://login.example.com' }],
    ['same_origin', '/data', 'POST', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }],
    ['navigation', '/page', 'POST', { Origin: 'null', 'Sec-Fetch-Mode': 'navigate' }],
  ] as const)('%s: forwarded, and none', async (reason, path, method, headers) => {
    upstream.answer = answering(200, OWN_IDEAS);
    const answer = await gateway().call({ path, method, headers });
    expect([answer.verdict.reason, answer.status]).toEqual([reason, 200]);
    expect(named(answer, 'access-control-')).toEqual({});
    expect(answer.headers.get('vary')).toEqual(['Accept-Encoding, origin']);
    expect(upstream.requests).toHaveLength(1);
    // Backends hold it against forged form posts.
    expect(valuesOf(upstream.request, 'origin')).toEqual('Origin' in headers ? [headers.Origin] : []);
  });

  test.each([
    ['origin_not_allowlisted', '/data', UNLISTED],
    ['null_origin', '/data', 'null'],
    ['malformed_origin', '/data', 'https://a.example.org/'],
    ['endpoint_closed', '/page', LISTED],
  ])('%s: refused, and the upstream hears nothing', async (reason, path, origin) => {
    const before = upstream.connections;
    const answer = await gateway().call({ path, headers: { Origin: origin } });
    expect([answer.verdict.reason, answer.status]).toEqual([reason, 403]);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      code: reason,
      status: 403,
      requestId: 'ext-id=',
    });
    expect(named(answer, 'access-control-')).toEqual({});
    expect([upstream.requests.length, upstream.connections - before]).toEqual([0, 0]);
  });

  test('report mode: what would be refused is forwarded without CORS headers', async () => {
    upstream.answer = answering(200, OWN_IDEAS, 'passed');
    const answer = await gateway({ enforcement: 'report' }).call({
      path: '/data',
      headers: { Origin: UNLISTED },
    });
    expect(answer.verdict).toMatchObject({ reason: 'origin_not_allowlisted', wouldRefuse: true });
    expect([answer.status, answer.body.toString()]).toEqual([200, 'passed']);
    expect(named(answer, 'access-control-')).toEqual({});
  });

  test.each([
    ['a preflight', { Origin: LISTED, 'Access-Control-Request-Method': 'PUT' }],
    ['any other OPTIONS', {}],
  ])('%s is answered here', async (_name, headers) => {
    const answer = await gateway().call({ method: 'OPTIONS', path: '/data', headers });
    expect(answer.status).toBe(204);
    expect(upstream.requests).toEqual([]);
  });
});
