import { CrossSiteReads } from '../../lib';
import { expectRefused } from './support/expect';
import { startStand, type Stand } from './support/stand';

/* Row 9, where `crossSiteReads` is `refuse`: no-cors requests of foreign pages do not run the backend either. */

let stand: Stand;
beforeAll(async () => (stand = await startStand({ crossSiteReads: CrossSiteReads.REFUSE })), 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

const fetched = (site: string, mode: string, dest = 'empty') =>
  [
    ['Sec-Fetch-Site', site],
    ['Sec-Fetch-Mode', mode],
    ['Sec-Fetch-Dest', dest],
  ] as const;

test.each([
  ['an image', 'no-cors', 'image'],
  ['a script', 'no-cors', 'script'],
  ['a style sheet', 'no-cors', 'style'],
  ['a fetch', 'no-cors', 'empty'],
  ['a web socket', 'websocket', 'websocket'],
  ['an object', 'navigate', 'object'],
  ['an embed', 'navigate', 'embed'],
  ['another letter case', 'No-Cors', 'image'],
])('%s of a foreign page is refused', async (_what, mode, dest) => {
  for (const path of ['/list/x', '/session/x', '/services/data/v60.0/query', '/nowhere']) {
    const response = await stand.attack({ path, headers: fetched('cross-site', mode, dest) });
    expectRefused(response, 'cross_site_read');
    expect(response.header('Cors-Refused')).toBe('cross_site_read');
    expect(response.header('Vary')).toMatch(/Sec-Fetch-Site/);
  }
  expect(stand.recording.requests).toEqual([]);
});

test.each<[what: string, path: string, headers: readonly (readonly [string, string])[]]>([
  ['no word of where it comes from', '/list/x', []],
  ['its own page', '/list/x', fetched('same-origin', 'no-cors', 'image')],
  ['a page of the same site', '/list/x', fetched('same-site', 'no-cors', 'image')],
  ['a link', '/list/x', fetched('cross-site', 'navigate', 'document')],
  ['a public endpoint', '/api/open', fetched('cross-site', 'no-cors', 'image')],
  ['a page', '/callback', fetched('cross-site', 'no-cors', 'iframe')],
])('%s passes', async (_what, path, headers) => {
  expect((await stand.attack({ path, headers })).status).toBe(200);
  expect(stand.recording.requests).toHaveLength(1);
});
