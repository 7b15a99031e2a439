import { clearTestAllowlist, setTestAllowlist } from '../../runtime/testing';

afterEach(clearTestAllowlist);

const set = (allowlist: unknown): void => {
  setTestAllowlist(allowlist as Parameters<typeof setTestAllowlist>[0]);
};

/** One endpoint with these fields. */
const endpoint = (fields: object) => ({ endpoints: [{ path: '/', ...fields }] });
const entry = (fields: object) => ({ entries: [{ pattern: 'https://app.example.com', ...fields }] });

const LEAVE = 'write one of them, or leave it out';

test.each<[wrong: unknown, place: string, rule: string, fix: string]>([
  [{ entries: [7] }, 'entries is a list', 'must be a list of patterns and objects', 'put them in [ ]'],
  [{ entries: [null] }, 'entries is a list', 'must be a list of patterns and objects', 'put them in [ ]'],
  [{ endpoints: ['/'] }, 'endpoints is a list', 'must be a list of objects with a path', 'put them in [ ]'],
  [{ available: 1 }, 'available is 1', 'must be true or false', 'write one of the two, or leave it out'],
  [{ clientSecrets: 'off' }, 'clientSecrets is "off"', 'must be one of "report", "block"', LEAVE],
  [entry({ pattern: 7 }), 'entries[0].pattern is 7', 'must be a string', 'write it in quotes'],
  [entry({ status: 'on' }), 'entries[0].status is "on"', 'must be one of "active", "inactive"', LEAVE],
  [
    entry({ status: 'expired' }),
    'entries[0].status is "expired"',
    'must be one of "active", "inactive"',
    LEAVE,
  ],
  [
    entry({ expiresAt: 1_795_333_500_000 }),
    'entries[0].expiresAt is 1795333500000',
    'must be ISO 8601',
    'write it as in "2030-01-31T12:00:00Z"',
  ],
  [
    entry({ expiresAt: '' }),
    'entries[0].expiresAt is ""',
    'must be ISO 8601',
    'write it as in "2030-01-31T12:00:00Z"',
  ],
  [endpoint({ path: 7 }), 'endpoints[0].path is 7', 'must be a string', 'write it in quotes'],
  [
    endpoint({ methods: ['GET', 1] }),
    'endpoints[0].methods is a list',
    'must be a list of strings',
    'put them in [ ]',
  ],
  [
    endpoint({ methods: 'GET' }),
    'endpoints[0].methods is "GET"',
    'must be a list of strings',
    'put them in [ ]',
  ],
  [
    endpoint({ hostKinds: ['site'] }),
    'endpoints[0].hostKinds is a list',
    'must be a list of my-domain, experience-cloud-site, api',
    'put them in [ ]',
  ],
  [
    endpoint({ maxAgeSeconds: '60' }),
    'endpoints[0].maxAgeSeconds is "60"',
    'must be a number',
    'write it without quotes',
  ],
  [
    endpoint({ extensionsFrom: '53' }),
    'endpoints[0].extensionsFrom is "53"',
    'must be a number',
    'write it without quotes',
  ],
  [
    entry({ pattern: 'https://app.example.com/' }),
    'pattern https://app.example.com/: has_path',
    '',
    'https://app.example.com',
  ],
])('%j is refused with its place, the rule and the fix', (wrong, place, rule, fix) => {
  const separator = rule === '' ? ': ' : ': ' + rule;
  expect(() => {
    set(wrong);
  }).toThrow(place);
  const message = messageOf(wrong);
  expect(message).toContain(separator);
  expect(message).toContain(`(fix: ${fix})`);
});

test('a pattern for which there is no repair is refused without one', () => {
  expect(messageOf({ entries: ['https://*.co.uk'] })).toMatch(/wildcard_public_suffix: [^(]+$/);
});

test('every fault stands between semicolons', () => {
  const message = messageOf({ available: 1, entries: ['https://*.co.uk', { pattern: 7 }] });
  expect(message.split('; ')).toHaveLength(2);
});

test('every field with a right value is taken', () => {
  expect(() => {
    set({
      entries: [
        'https://app.example.com',
        {
          pattern: 'https://*.github.io',
          status: 'inactive',
          expiresAt: '2030-01-31T12:00:00Z',
          allowSharedOrigin: true,
        },
      ],
      endpoints: [
        {
          path: '/a',
          match: 'exact',
          access: 'oauth',
          methods: ['GET'],
          hostKinds: ['my-domain', 'api'],
          page: true,
          credentials: false,
          exposedHeaders: ['X-A'],
          allowedHeaders: ['X-B'],
          maxAgeSeconds: 60,
          role: 'token',
          extensionsFrom: 53,
        },
      ],
      enableCorsForOAuthEndpoints: true,
      enforcement: 'report',
      crossSiteReads: 'refuse',
      clientSecrets: 'block',
      available: true,
    });
  }).not.toThrow();
});

function messageOf(wrong: unknown): string {
  try {
    set(wrong);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
}
