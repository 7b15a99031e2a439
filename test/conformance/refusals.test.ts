import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { send } from '../support/http-client';

/*
 * Refusals of the local gateway before one of its APIs sees the request.
 */

let local: LocalProcess;

beforeAll(async () => (local = await startLocalProcess()), 60_000);
afterAll(() => local.stop());

describe('a refusal of the local gateway itself', () => {
  test.each<[status: number, what: string, request: () => Parameters<typeof send>[0]]>([
    [403, 'a foreign Host', () => ({ url: `${local.ready.gateway}/services/data`, host: 'rebound.example' })],
    [
      403,
      'a foreign Host, admin API',
      () => ({ url: `${local.ready.admin}/cors/v1/allowlist`, host: 'rebound.example' }),
    ],
    [
      403,
      'a foreign Origin',
      () => ({
        url: `${local.ready.admin}/cors/v1/allowlist`,
        headers: [['Origin', 'https://page.example']],
      }),
    ],
    [405, 'a method that nothing takes', () => ({ url: `${local.ready.admin}/cors/v1/x`, method: 'TRACE' })],
  ])(
    '%i for %s varies by Origin, is stored nowhere and shared with no page',
    async (status, _what, request) => {
      const response = await send(request());
      expect(response.status).toBe(status);
      expect(response.header('Vary')).toBe('Origin');
      expect(response.header('Cache-Control')).toBe('no-store');
      expect(response.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
    },
  );
});

test('the root of the admin API is not a route', async () => {
  const response = await send({ url: `${local.ready.admin}/` });
  expect([response.status, response.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
});
