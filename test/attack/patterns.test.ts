import { expectRefused } from './support/expect';
import { startStand, type Stand } from './support/stand';

/*
 * Row 3: wildcards above public suffixes. Row 12: suggestions that cannot match. Row 14: origins of apps and extensions.
 * Row 11: origins of many labels.
 */

let stand: Stand;
beforeAll(async () => (stand = await startStand()), 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

interface Fault {
  readonly code: string;
  readonly suggestion?: string;
}

async function faultOf(entry: Readonly<Record<string, unknown>>): Promise<Fault | undefined> {
  const response = await stand.admin({ method: 'POST', path: '/allowlist', json: entry });
  if (response.status === 201) return undefined;
  expect(response.status).toBe(422);
  const { errors } = response.json() as { errors: Fault[] };
  return errors[0];
}

const ABOVE_SUFFIXES = ['https://*.amazonaws.com', 'https://*.on.aws', 'https://*.windows.net'];
const SUFFIXES = ['https://*.cloudfront.net', 'https://*.github.io'];

describe('row 3: a wildcard above a public suffix', () => {
  test.each([...ABOVE_SUFFIXES, ...SUFFIXES])('%s is refused without the flag', async (pattern) => {
    expect(await faultOf({ pattern })).toMatchObject({ code: 'wildcard_private_suffix' });
  });

  test.each([
    'https://*.co.uk',
    'https://*.com',
    'https://*.uk',
    'https://*.jp',
    'https://*.kobe.jp',
    'https://*.unlisted',
  ])('%s is refused with the flag too', async (pattern) => {
    for (const allowSharedOrigin of [false, true]) {
      expect(await faultOf({ pattern, allowSharedOrigin })).toMatchObject({ code: 'wildcard_public_suffix' });
    }
  });

  test.each(ABOVE_SUFFIXES)(
    '%s, in the list from before: not where answers carry credentials',
    async (pattern) => {
      await stand.putEntry(pattern);
      const origin = pattern.replace('*', 'stranger');
      const headers = [['Origin', origin]] as const;
      expectRefused(await stand.attack({ path: '/session/x', headers }), 'origin_not_allowlisted');
      expect(stand.recording.requests).toEqual([]);
      const list = await stand.admin({ path: `/allowlist?prefix=${encodeURIComponent(pattern)}` });
      const [entry] = (list.json() as { items: { warnings?: unknown[] }[] }).items;
      expect(entry?.warnings?.length).toBeGreaterThan(0);
    },
  );

  test('with the flag: without credentials alone', async () => {
    expect(await faultOf({ pattern: 'https://*.pages.dev', allowSharedOrigin: true })).toBeUndefined();
    const headers = [['Origin', 'https://stranger.pages.dev']] as const;
    expect((await stand.attack({ path: '/list/x', headers })).status).toBe(200);
    expectRefused(await stand.attack({ path: '/session/x', headers }), 'origin_not_allowlisted');
  });
});

describe('row 12: a part of a label as a wildcard', () => {
  test.each([
    'https://*-team.vercel.app',
    'https://pr-*.example.com',
    'https://app-*-team.vercel.app',
    'https://*team.example.com',
  ])('%s has no suggestion that means something else', async (pattern) => {
    const fault = await faultOf({ pattern });
    expect(fault?.code).toMatch(/^wildcard_|^bad_host$/);
    expect(fault?.suggestion).toBeUndefined();
  });
});

describe('row 12: a scheme that lost its colon', () => {
  test.each<[pattern: string, suggestion: string | undefined]>([
    ['https//app.example.com', 'https://app.example.com'],
    ['https/app.example.com', undefined],
    ['file:/etc/hosts', undefined],
    ['capacitor//localhost', undefined],
  ])('%s: the suggestion is %s', async (pattern, suggestion) => {
    const fault = await faultOf({ pattern });
    expect([fault?.code, fault?.suggestion]).toEqual(['missing_scheme', suggestion]);
  });
});

const FIREFOX = 'moz-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const SAFARI = 'safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0';

describe('row 14: origins of apps and extensions', () => {
  const APPS = ['capacitor://localhost', 'ionic://localhost', 'tauri://localhost', 'app://my-app'];

  test.each([...APPS, 'moz-extension://*'])('%s is shared', async (pattern) => {
    expect(await faultOf({ pattern })).toMatchObject({ code: 'shared_origin' });
    const origin = pattern.replace('*', FIREFOX.slice('moz-extension://'.length));
    const headers = [['Origin', origin]] as const;
    expectRefused(await stand.attack({ path: '/list/x', headers }), 'origin_not_allowlisted');
    expect(await faultOf({ pattern, allowSharedOrigin: true })).toBeUndefined();
    const response = await stand.attack({ path: '/list/x', headers });
    expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, origin]);
    expectRefused(await stand.attack({ path: '/session/x', headers }), 'origin_not_allowlisted');
  });

  test('a Safari extension is known in either letter case', async () => {
    expect(await faultOf({ pattern: SAFARI })).toBeUndefined();
    for (const origin of [SAFARI, SAFARI.replace(/[A-F]/g, (letter) => letter.toLowerCase())]) {
      const response = await stand.attack({ path: '/list/x', headers: [['Origin', origin]] });
      expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, origin]);
    }
  });

  test.each([
    'capacitor://*',
    'app://*.my-app',
    'tauri://localhost/',
    'ionic://',
    'file://',
    'capacitor://a:0',
  ])('%s is refused', async (pattern) => {
    expect((await faultOf({ pattern, allowSharedOrigin: true }))?.code).toMatch(/./);
  });

  test('http below localhost is this machine', async () => {
    expect(await faultOf({ pattern: 'http://shop.localhost:3000' })).toBeUndefined();
  });
});

describe('row 11: origins of many labels', () => {
  const labelled = (count: number): string => `https://${'a.'.repeat(count - 1)}b`;
  test('32 labels are judged, 33 are none', async () => {
    const get = (origin: string) => stand.attack({ path: '/list/x', headers: [['Origin', origin]] });
    expectRefused(await get(labelled(32)), 'origin_not_allowlisted');
    expectRefused(await get(labelled(33)), 'malformed_origin');
  });
});
