import { authorizerEvent, proxyEvent } from '../lambda/support/events';
import { expectRefused } from './support/expect';
import { startStand, type Stand } from './support/stand';

/*
 * Row 1: a narrower rule is walked around by another spelling of its path. Row 5: routing and judging disagree. Row 11:
 * double escapes. Each path is sent to a server and to a function behind the same rules, and to the bundle as an event.
 */

const STRANGER = 'https://stranger.example';

let stand: Stand;
beforeAll(async () => (stand = await startStand()), 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

/** Spellings below `/api` and `/fn`, where all is public but `/internal`, `/admin`, `/$batch`, ... */
const CLOSED: readonly (readonly [row: number, path: string])[] = [
  [1, '/internal/keys'],
  [1, '/INTERNAL/keys'],
  [1, '/Internal'],
  [1, '/internal/'],
  [1, '/internal./keys'],
  [1, '/internal%20/keys'],
  [1, '/internal+/keys'],
  [1, '/%69nternal/keys'],
  [1, '/%C4%B1nternal/../internal/keys'],
  [1, '/%EF%BD%89nternal/keys'],
  [1, '/%C4%B1nternal'],
  [1, '/internal%3Bx/keys'],
  [1, '/internal%3F'],
  [1, '/admin'],
  [1, '/admin/'],
  [1, '/ADMIN'],
  [1, '/admin.'],
  [1, '/admin%20'],
  [1, '/admin/.'],
  [1, '//admin'],
  [1, '/./admin'],
  [1, '/x/../admin'],
  [1, '/admin;x=1'],
  [1, '/admin%00'],
  [1, '/admin%2f'],
  [1, '/admin%5c'],
  [1, '/\\admin'],
  [1, '/$batch'],
  [1, '/%24batch'],
  [1, '/%24BATCH'],
  [1, '/$batch/'],
  [1, '/orders:export'],
  [1, '/orders%3Aexport'],
  [1, '/orders%3aexport'],
  [1, '/Orders:Export'],
  [1, '/%C3%A9tat'],
  [1, '/%c3%a9tat'],
  [1, '/%C3%89tat'],
  [1, '/e%CC%81tat'],
  [1, '/v60.0/jobs'],
  [1, '/v60/jobs'],
  [1, '/V60.0/jobs'],
  [1, '/v60.0/JOBS'],
  [5, '/latest/jobs'],
  [5, '/x/jobs/1'],
  [11, '/%252e%252e/admin'],
  [11, '/%2561dmin'],
  [11, '/x/%252e%252e/admin'],
];

describe.each(['/api', '/fn'])('below %s, where everything else is public', (root) => {
  test.each(CLOSED)(
    'row %i: %s is closed, and nothing behind the gateway hears of it',
    async (_row, path) => {
      const response = await stand.attack({ path: `${root}${path}`, headers: [['Origin', STRANGER]] });
      expectRefused(response, 'endpoint_closed');
      expect(stand.recording.requests).toEqual([]);
    },
  );

  test.each(['/open', '/open/me', '/users/7', '/%C3%BCber'])('%s is open', async (path) => {
    const response = await stand.attack({ path: `${root}${path}`, headers: [['Origin', STRANGER]] });
    expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, '*']);
  });
});

const escapeOf = (path: string): string => path.replaceAll('\\', '%5C');

describe('the bundle that ships, handed an event', () => {
  test.each(CLOSED)('row %i: %s is closed to a page, as proxy and as authorizer', async (_row, path) => {
    const asked = { path: `/api${path}`, headers: [['Origin', STRANGER]] } as const;
    const proxy = await stand.invoke('evaluator', proxyEvent(asked));
    expect(resultOf(proxy)).toMatchObject({
      statusCode: 403,
      body: expect.stringContaining('endpoint_closed') as string,
    });
    const authorizer = await stand.invoke(
      'evaluator',
      authorizerEvent({ ...asked, path: escapeOf(asked.path) }),
    );
    expect(resultOf(authorizer)).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny' }] } });
  });
});

function resultOf(invoked: Awaited<ReturnType<Stand['invoke']>>): unknown {
  return invoked.kind === 'returned' ? JSON.parse(invoked.json) : invoked;
}

describe('row 5: a path prefix of a host', () => {
  test.each([
    '/PARTNERS/api/admin',
    '/partners%2fapi/admin',
    '/partners/api/ADMIN',
    '/partners//api/admin',
    '/%70artners/api/admin',
  ])('%s is closed', async (path) => {
    const response = await stand.attack({ path, host: 'site.localhost', headers: [['Origin', STRANGER]] });
    expectRefused(response, 'endpoint_closed');
    expect(stand.recording.requests).toEqual([]);
  });

  test('/partners/api/open is open', async () => {
    const headers = [['Origin', STRANGER]] as const;
    const response = await stand.attack({ path: '/partners/api/open', host: 'site.localhost', headers });
    expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, '*']);
    expect(stand.recording.request.target).toBe('/api/open');
  });
});

describe('row 10: the version gate of extensions', () => {
  const EXTENSION = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
  beforeAll(() => stand.putEntry(EXTENSION));

  test.each([
    '/services/data/v52.0/query',
    '/services/data/V52.0/query',
    '/services/data/v52/query',
    '/services/data/52.0/query',
    '/services/data/v052.0/query',
    '/services/data/latest/query',
    '/services/async/52.0/job',
    '/services/async/52/job',
    '/services/async/v52.0/job',
  ])('%s is not reached by a listed extension', async (path) => {
    const response = await stand.attack({ path, headers: [['Origin', EXTENSION]] });
    expect(response.status).toBe(403);
    expect(['api_version_too_old', 'endpoint_closed']).toContain((response.json() as { code: string }).code);
    expect(stand.recording.requests).toEqual([]);
  });

  test.each(['/services/data', '/services/data/v53.0/query', '/services/async/53.0/job'])(
    '%s is reached',
    async (path) => {
      const response = await stand.attack({ path, headers: [['Origin', EXTENSION]] });
      expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, EXTENSION]);
    },
  );
});
