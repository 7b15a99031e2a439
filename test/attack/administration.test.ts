import { startStand, type Stand } from './support/stand';
import type { PlainResponse } from '../support/http-client';

/*
 * Row 10: names that look like others. Row 11: a restore that does not judge the pattern by today's rules. Row 13:
 * explanations that are not so. Row 16: changes that open access in passing.
 */

let stand: Stand;
beforeAll(async () => (stand = await startStand()), 60_000);
afterAll(() => stand.stop());

interface Entry {
  readonly id: string;
  readonly status: string;
  readonly effectiveStatus: string;
  readonly expiresAt?: string;
  readonly name?: string;
}

const EXPIRY = '2099-01-01T00:00:00.000Z';

const entryOf = (response: PlainResponse): Entry => response.json() as Entry;

async function create(entry: Readonly<Record<string, unknown>>): Promise<Entry & { readonly etag: string }> {
  const response = await stand.admin({ method: 'POST', path: '/allowlist', json: entry });
  expect([response.status, response.json()]).toEqual([201, expect.anything()]);
  return { ...entryOf(response), etag: response.header('ETag')! };
}

describe('row 16: what a change does not name stays as it is', () => {
  test('PATCH of the status keeps the expiry, and restore brings back what was', async () => {
    const { id, etag } = await create({ pattern: 'https://tour.example', name: 'Tour', expiresAt: EXPIRY });
    const path = `/allowlist/${id}`;
    const paused = await stand.admin({
      method: 'PATCH',
      path,
      headers: [['If-Match', etag]],
      json: { status: 'inactive' },
    });
    expect([paused.status, entryOf(paused)]).toEqual([
      200,
      expect.objectContaining({ status: 'inactive', expiresAt: EXPIRY, name: 'Tour' }),
    ]);
    const removed = await stand.admin({
      method: 'DELETE',
      path,
      headers: [['If-Match', paused.header('ETag')!]],
    });
    expect(removed.status).toBe(200);
    const restored = await stand.admin({
      method: 'POST',
      path: `${path}/restore`,
      headers: [['If-Match', removed.header('ETag')!]],
    });
    expect([restored.status, entryOf(restored)]).toEqual([
      200,
      expect.objectContaining({ status: 'inactive', effectiveStatus: 'inactive', expiresAt: EXPIRY }),
    ]);
    const response = await stand.attack({ path: '/list/x', headers: [['Origin', 'https://tour.example']] });
    expect(response.status).toBe(403);
  });
});

describe('row 11: restore', () => {
  test('an entry that would be refused today is not restored', async () => {
    const pattern = 'https://*.amazonaws.com';
    await stand.putEntry(pattern, { status: { S: 'deleted' }, version: { N: '2' } });
    const list = await stand.admin({ path: '/allowlist?status=deleted' });
    const { items } = list.json() as { items: (Entry & { pattern: string })[] };
    const found = items.find((item) => item.pattern === pattern)!;
    const response = await stand.admin({
      method: 'POST',
      path: `/allowlist/${found.id}/restore`,
      headers: [['If-Match', '"2"']],
    });
    expect(response.status).toBe(422);
    expect(response.body.toString()).toContain('wildcard_private_suffix');
  });
});

describe('row 10: names hold nothing that cannot be seen', () => {
  test.each([
    ['U+202E turns the text around', 'gnp.\u202eexe'],
    ['U+2066 isolates', 'a\u2066b'],
    ['U+200B has no width', 'a\u200bb'],
    ['U+200F marks a direction', 'a\u200fb'],
    ['U+FEFF is a byte order mark', '\ufeffa'],
    ['U+2060 joins', 'a\u2060b'],
    ['U+00AD is a soft hyphen', 'a\u00adb'],
    ['U+E0041 is a tag', 'a\u{e0041}b'],
    ['U+0007 rings', 'a\u0007b'],
    ['U+0085 ends a line', 'a\u0085b'],
    ['U+2028 ends a line', 'a\u2028b'],
  ])('%s', async (_what, text) => {
    for (const field of ['name', 'description', 'owner']) {
      const json = { pattern: 'https://named.example', [field]: text };
      const response = await stand.admin({ method: 'POST', path: '/allowlist', json });
      expect([field, response.status]).toEqual([field, 422]);
    }
  });

  test.each(['Café für alle', '東京', 'שלום', 'مرحبا', 'किताब', '👍🏽'])('%s is a name', async (name) => {
    const pattern = `https://x${Buffer.from(name).toString('hex')}.example`;
    expect((await create({ pattern, name })).name).toBe(name);
  });
});

describe('row 13: explanations say what is so', () => {
  async function explain(origin: string, path: string, more: object = {}): Promise<string> {
    const json = { origin, url: `http://localhost${path}`, method: 'GET', ...more };
    const response = await stand.admin({ method: 'POST', path: '/evaluate', json });
    expect(response.status).toBe(200);
    return JSON.stringify(response.json());
  }

  test('a path that is ambiguous is not called one without a rule', async () => {
    const text = await explain('https://listed.example', '/list/a%2Fb');
    expect(text).not.toContain('no rule');
    expect(text).toMatch(/ambiguous|read.{1,30}in more than one way|spell/i);
  });

  test('a path that another spelling closes says so', async () => {
    expect(await explain('https://listed.example', '/api/ADMIN')).toMatch(/spell/i);
  });

  test.each(['https://host.', 'gap://ready', 'file://'])(
    'nobody says that browsers never send %s',
    async (origin) => {
      expect(await explain(origin, '/list/x')).not.toMatch(/browsers? never/i);
    },
  );

  test('a form post to a closed path has the hint that a rule can be a page', async () => {
    const headers = { 'Sec-Fetch-Mode': 'navigate' };
    const text = await explain('https://appleid.apple.com', '/saml/acs', { method: 'POST', headers });
    expect(text).toMatch(/page/i);
  });
});
