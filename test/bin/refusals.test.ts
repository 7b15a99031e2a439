import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { refusedOrigins, sendFlood } from '../support/refusal-flood';

/*
 * Refused origins from end to end: the evaluator writes lines, the function of the admin API asks the log of the local gateway.
 * `npm run bench -- refusals` does the same with 100,000 origins.
 */

let local: LocalProcess;

beforeAll(async () => (local = await startLocalProcess()), 60_000);

afterAll(() => local.stop());

test('partners stand at the top with their exact numbers, however many others come', async () => {
  const partners = {
    'https://a.partner.example': 200,
    'https://b.partner.example': 40,
    'https://c.partner.example': 4,
  };
  expect(await sendFlood(local.ready.gateway, { partners, others: 1_000 })).toEqual({ 403: 1_244 });
  const rows = await refusedOrigins(local.ready.admin, 5);
  expect(rows.slice(0, 3)).toEqual(Object.entries(partners).map(([origin, count]) => ({ origin, count })));
  expect(rows.slice(3).map(({ count }) => count)).toEqual([1, 1]);
}, 120_000);

test('the log kept every line, and the terminal shows none of them', () => {
  expect(local.lines.filter((line) => line.includes('"verdict"'))).toEqual([]);
  expect(local.lines.filter((line) => line.startsWith('note:'))).toEqual([]);
});
