import { codeOf, expectRefused } from './support/expect';
import { startStand, type Stand } from './support/stand';

/* Row 20: a refused page's developer sees no reason in Chromium, which shows no body of a blocked response. */

const PAGE = 'https://page.example';
const STRANGER = 'https://stranger.example';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
  await stand.putEntry(PAGE);
}, 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

/** A function behind the authorizer, and the evaluator by itself. */
const SEATS = ['/list/x', '/fn/admin', '/session/x', '/nowhere'];

describe('row 20: a refusal says its reason in a header that developer tools show', () => {
  test.each(SEATS)('%s', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const preflight = method === 'OPTIONS' ? [['Access-Control-Request-Method', 'PUT'] as const] : [];
      const response = await stand.attack({ method, path, headers: [['Origin', STRANGER], ...preflight] });
      const code = codeOf(response);
      expectRefused(response, String(code));
      expect([code, response.header('Cors-Refused')]).toEqual([code, code]);
      expect(response.body.toString()).not.toContain('stranger');
    }
  });

  test('an answer that is no refusal has no such header', async () => {
    const response = await stand.attack({ path: '/list/x', headers: [['Origin', PAGE]] });
    expect([response.status, response.header('Cors-Refused')]).toEqual([200, undefined]);
  });

  test('a server behind the gateway cannot say it either', async () => {
    stand.recording.answer = (_request, response) => {
      response.writeHead(200, { 'Cors-Refused': 'origin_not_allowlisted' }).end('ok');
    };
    const response = await stand.attack({ path: '/list/x', headers: [['Origin', PAGE]] });
    expect(response.header('Access-Control-Allow-Origin')).toBe(PAGE);
  });
});
