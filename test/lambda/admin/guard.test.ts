import { ADMIN_ROUTES } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminRequest } from './support/admin-event';
import { type AdminBench, startBench } from './support/admin-bench';
import { outcomeOf, problemIn } from './support/bodies';

jest.setTimeout(60_000);

const MIB = 1_048_576;

let engine: Engine;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

async function outcome(request: AdminRequest): Promise<string> {
  return outcomeOf(await bench.call(request));
}

/** A create whose body stands as it is. */
function raw(body: string | Buffer, contentType: string | string[] = 'application/json'): Promise<string> {
  return outcome({ method: 'POST', path: '/allowlist', body, headers: { 'Content-Type': contentType } });
}

const SOUND = '{"pattern":"https://guard.example"}';
const READ = 'created';

/** Results of a body that is read: it is created once, and is a conflict from then on. */
function isRead(text: string): string {
  return /^(201|409 entry_exists)$/.test(text) ? READ : text;
}

describe('routes', () => {
  test.each<[string, string, string]>([
    ['HEAD', '/allowlist', 'GET, POST'],
    ['DELETE', '/allowlist', 'GET, POST'],
    ['OPTIONS', '/allowlist', 'GET, POST'],
    ['get', '/allowlist', 'GET, POST'],
    ['TRACE', '/allowlist', 'GET, POST'],
    ['PROPFIND', '/allowlist/abc', 'GET, PUT, PATCH, DELETE'],
    ['PATCH', '/allowlist', 'GET, POST'],
    ['PATCH', '/settings', 'GET, PUT'],
    ['GET', '/allowlist/import', 'POST'],
    ['DELETE', '/allowlist/import', 'POST'],
    ['PUT', '/allowlist/export', 'GET'],
    ['GET', '/allowlist/abc/restore', 'POST'],
    ['GET', '/evaluate', 'POST'],
    ['POST', '/openapi.json', 'GET'],
    ['POST', '/settings', 'GET, PUT'],
    ['HEAD', '/settings', 'GET, PUT'],
  ])('%s %s is answered with what the route takes', async (method, path, allow) => {
    const answer = await bench.call({ method, path });
    expect(outcomeOf(answer)).toBe('405 method_not_allowed');
    expect(answer.headers['allow']).toBe(allow);
  });

  test.each([
    '/',
    '/nothing',
    '/allowlist/',
    '/allowlist//',
    '/allowlist/abc/',
    '/allowlist/abc/restore/',
    '/allowlist/abc/other',
    '/Allowlist',
    '/allowlist/../settings',
    '/allowlist/%2e%2e/settings',
    '/settings/more',
    '/evaluate/..',
  ])('%s is no route', async (path) => {
    expect(await outcome({ method: 'GET', path })).toBe('404 not_found');
  });

  test.each(['/admin', '/teams/admin'])(
    'the base path %s of a custom domain may stand before them',
    async (basePath) => {
      const created = await bench.call({
        method: 'POST',
        path: '/allowlist',
        basePath,
        json: { pattern: `https://${basePath.slice(1).replace('/', '-')}.example` },
      });
      expect(created.status).toBe(201);
      expect(created.headers['location']).toMatch(new RegExp(`^${basePath}/cors/v1/allowlist/[\\w-]+$`));
    },
  );

  // API Gateway has asked for the right to call /{proxy+}, and that is not the right to call the route.
  test.each(['/x', '/x/y', '/cors', '/cors/v1'])(
    '%s before one, in front of no resource of it, leads nowhere',
    async (basePath) => {
      const request = { method: 'GET', path: '/allowlist', basePath, resource: '/{proxy+}' };
      expect(await outcome(request)).toBe('404 not_found');
    },
  );

  // The path of an entry would begin with two slashes, and so name a host.
  test.each(['/', '//', '/admin/', '//admin'])(
    'an empty segment before one, as in %s/cors/v1, leads nowhere',
    async (basePath) => {
      expect(await outcome({ method: 'GET', path: '/allowlist', basePath })).toBe('404 not_found');
    },
  );
});

describe('headers', () => {
  const calls: readonly [string, AdminRequest][] = [
    ['a list', { method: 'GET', path: '/allowlist' }],
    ['an export', { method: 'GET', path: '/allowlist/export', query: { format: 'xml' } }],
    ['settings', { method: 'GET', path: '/settings' }],
    ['a description', { method: 'GET', path: '/openapi.json' }],
    ['a refusal', { method: 'POST', path: '/allowlist', json: {} }],
    ['no caller', { method: 'GET', path: '/allowlist', identity: {} }],
    ['no route', { method: 'GET', path: '/none' }],
    [
      'a preflight',
      { method: 'OPTIONS', path: '/allowlist', headers: { 'Access-Control-Request-Method': 'PUT' } },
    ],
  ];

  test.each(calls)('%s is for nobody else, and for no cache', async (_, request) => {
    const origin = { Origin: 'https://evil.example' };
    const { headers } = await bench.call({ ...request, headers: { ...request.headers, ...origin } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers['vary']?.split(', ')).toContain('Origin');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(JSON.stringify(headers)).not.toContain('evil');
  });

  test('an answer to OPTIONS varies by what the preflight asks for', async () => {
    const { headers } = await bench.call({ method: 'OPTIONS', path: '/settings' });
    expect(headers['vary']).toBe('Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
  });

  test.each(['text/html', 'application/xml;q=1, */*;q=0', 'nonsense', ''])(
    'Accept: %s makes no difference',
    async (Accept) => {
      const answer = await bench.call({ method: 'GET', path: '/allowlist', headers: { Accept } });
      expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    },
  );
});

describe('Content-Type', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json ; profile="a;b" ; q=1',
    'application/json;',
  ])('takes %s', async (type) => {
    expect(isRead(await raw(SOUND, type))).toBe(READ);
  });

  test.each<string | string[]>([
    '',
    'text/plain',
    'text/plain;application/json',
    'text/plain; a=application/json',
    'application/json, text/plain',
    'application/jsonx',
    'application/json/x',
    'application/problem+json',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=latin1',
    'application/json; =',
    'application/json;a=b c',
    'json',
    `application/json${'; '.repeat(4000)}x`,
    ['application/json', 'text/plain'],
    ['application/json', 'application/json'],
  ])('refuses %s', async (type) => {
    expect(await raw(SOUND, type)).toBe('415 unsupported_media_type');
  });

  const routes = ADMIN_ROUTES.filter(
    ({ method, path }) => /PUT|POST|PATCH/.test(method) && !path.endsWith('restore'),
  );

  test.each(routes.map(({ method, path }) => [method, path] as const))(
    '%s %s needs one',
    async (method, path) => {
      const request = { method, path: path.replace('{id}', 'abc'), body: '{}' };
      expect(await outcome(request)).toBe('415 unsupported_media_type');
      expect(await outcome({ method: request.method, path: request.path })).toBe(
        '415 unsupported_media_type',
      );
    },
  );

  test.each(['application/xml', 'text/xml; charset=utf-8'])('an import takes %s too', async (type) => {
    const body = '<CorsWhitelistOrigins/>';
    const headers = { 'Content-Type': type };
    expect(await outcome({ method: 'POST', path: '/allowlist/import', body, headers })).toBe('200');
  });

  test('delete and restore need none', async () => {
    expect(await outcome({ method: 'DELETE', path: '/allowlist/abc', ifMatch: '"1"' })).toBe(
      '404 entry_not_found',
    );
    const headers = { 'Content-Type': 'text/plain' };
    const request = { method: 'POST', path: '/allowlist/abc/restore', ifMatch: '"1"', body: 'x', headers };
    expect(await outcome(request)).toBe('404 entry_not_found');
  });
});

describe('bodies', () => {
  test('of 1 MiB are read, of one byte more are not', async () => {
    const padded = SOUND + ' '.repeat(MIB - SOUND.length);
    expect(isRead(await raw(padded))).toBe(READ);
    expect(await raw(`${padded} `)).toBe('413 body_too_large');
    expect(await raw('x'.repeat(6 * MIB))).toBe('413 body_too_large');
  });

  test('are counted in bytes, whichever way the event carries them', async () => {
    const text = `"${'é'.repeat(MIB / 2)}"`;
    expect(await raw(text)).toBe('413 body_too_large');
  });

  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['no JSON', '{pattern:1}'],
    ['half a value', '{"pattern":'],
    ['two values', '{} {}'],
    ['a comment', '{} // x'],
    ['a byte order mark', '\ufeff{}'],
    ['a bare control', '{"pattern":"a\nb"}'],
    ['NaN', '{"pattern":NaN}'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['half a character in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
  ])('%s', async (_, body) => {
    expect(await raw(body)).toBe('400 bad_json');
  });

  test.each<[string, string, string]>([
    ['twice', '{"pattern":"https://a.example","pattern":"https://b.example"}', '/pattern'],
    [
      'once in another spelling',
      '{"pattern":"https://a.example","p\\u0061ttern":"https://b.example"}',
      '/pattern',
    ],
    ['below', '{"x":[{},{"y~/z":{"k":1,"k":1}}]}', '/x/1/y~0~1z/k'],
    ['that is empty', '{"":1,"":2}', '/'],
    ['of the prototype', '{"__proto__":1,"__proto__":2}', '/__proto__'],
  ])('a name that stands there %s', async (_, body, pointer) => {
    expect(await raw(body)).toBe(`400 bad_json, ${pointer} duplicate_field`);
  });

  test('equal names in different objects, and texts that look like names, are fine', async () => {
    const body = '{"mode":"create","entries":[{"pattern":"a,\\"a\\":{"},{"pattern":"b"}],"dryRun":true}';
    const headers = { 'Content-Type': 'application/json' };
    expect(await outcome({ method: 'POST', path: '/allowlist/import', body, headers })).toBe('200');
  });

  test('are nested 32 deep at most', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(await raw(nested(32))).toBe('422 validation_failed,  wrong_type');
    expect(await raw(nested(33))).toMatch(/^400 bad_json, (\/0){32} too_deep$/);
    expect(await raw(nested(MIB / 2))).toMatch(/^400 bad_json/);
    expect(await raw('{"a":'.repeat(40) + '1' + '}'.repeat(40))).toMatch(/too_deep$/);
  });

  test.each(['1e999999', '-1e999999', '123456789'.repeat(1000), '0.' + '1'.repeat(10_000)])(
    'a huge number is no text',
    async (number) => {
      const body = `{"pattern":"https://huge.example","name":${number}}`;
      expect(await raw(body)).toBe('422 validation_failed, /name wrong_type');
    },
  );

  test('a megabyte of one text is read in one go', async () => {
    const body = `{"pattern":"https://long.example","name":"${'\\u0041'.repeat(170_000)}"}`;
    expect(await raw(body)).toBe('422 validation_failed, /name too_long');
  });

  test('the errors of one answer are bounded', async () => {
    const fields = Array.from({ length: 80_000 }, (_, i) => `"f${i}":0`).join();
    const answer = await bench.call({
      method: 'POST',
      path: '/allowlist',
      body: `{${fields}}`,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(problemIn(answer).errors).toHaveLength(1000);
  });
});

describe('events', () => {
  test('that are no request of API Gateway', async () => {
    const answer = await bench.call({ method: '', path: '/allowlist' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_event' } });
  });
});

test('what fails is logged and not told', async () => {
  const broken = await startBench(engine.endpoint, {
    wrap: (store) =>
      Object.assign(Object.create(store) as typeof store, {
        get: () => Promise.reject(new TypeError('secret')),
      }),
  });
  const answer = await broken.call({ method: 'GET', path: '/allowlist/aHR0cHM6Ly9hLmI' });
  expect(outcomeOf(answer)).toBe('500 internal_error');
  expect(answer.text).not.toContain('secret');
  expect(broken.failures).toEqual([expect.objectContaining({ message: 'secret' })]);
  await broken.stop();
});

test('nothing else was logged as a failure', () => {
  expect(bench.failures).toEqual([]);
});
