import { startStand, type Stand } from './support/stand';

/* Row 18: a Firefox extension that is on no list passes, because Firefox says `Sec-Fetch-Site: same-origin` for it. */

const FIREFOX = 'moz-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const SAFARI = 'safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0';

let stand: Stand;
beforeAll(async () => (stand = await startStand()), 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

describe('row 18: Sec-Fetch-Site: same-origin of somebody who is not the gateway', () => {
  test.each([
    FIREFOX,
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    SAFARI,
    'capacitor://127.0.0.1',
    'file://',
    'foo://bar',
  ])('%s does not pass', async (origin) => {
    const headers = [
      ['Origin', origin],
      ['Sec-Fetch-Site', 'same-origin'],
      ['Sec-Fetch-Mode', 'cors'],
    ] as const;
    const stranger = await startOnly(headers);
    expect(stranger).toEqual([403, []]);
  });

  async function startOnly(headers: readonly (readonly [string, string])[]): Promise<unknown> {
    const response = await stand.attack({ path: '/session/x', headers });
    return [response.status, stand.recording.requests];
  }

  test.each(['null', 'http://localhost:1', 'https://login.example.com'])(
    '%s passes, as browsers send it',
    async (origin) => {
      const headers = [
        ['Origin', origin],
        ['Sec-Fetch-Site', 'same-origin'],
      ] as const;
      const response = await stand.attack({ path: '/session/x', headers });
      expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, undefined]);
    },
  );
});
