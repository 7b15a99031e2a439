import type { Page } from 'playwright-core';

/** Refused origins as the specification gives them: one to allow, one that is listed, one that no entry can be for, and lies. */
const ITEMS = [
  { origin: 'https://new.partner.example', pattern: 'https://new.partner.example', count: 412 },
  {
    origin: 'https://login.bank.example.evil.test',
    pattern: 'https://login.bank.example.evil.test',
    count: 97,
  },
  { origin: 'https://xn--pple-43d.test', pattern: 'https://xn--pple-43d.test', count: 31 },
  { origin: 'https://app.partner.example', listed: 'aHR0cHM6Ly9hcHAucGFydG5lci5leGFtcGxl', count: 12 },
  { origin: 'null', problem: 'null_origin', reason: 'null_origin', count: 3 },
  {
    origin: '<script>alert(1)</script>\u202e',
    problem: 'bad_character',
    reason: 'malformed_origin',
    count: 1,
  },
];

/** Answers the page's questions about refused origins, in the shapes of the specification. */
export async function answerRefusals(page: Page): Promise<void> {
  const items = ITEMS.map((item) => ({
    reason: 'origin_not_allowlisted',
    endpoint: '/services/data',
    firstSeen: '2030-05-01T08:00:00.000Z',
    lastSeen: '2030-05-01T11:59:00.000Z',
    wouldRefuse: false,
    ...item,
  }));
  const json = (status: number, body: object) => ({
    status,
    contentType: 'application/json',
    body: JSON.stringify(body),
  });
  await page.route('**/cors/v1/refusals', (route) => route.fulfill(json(202, { id: 'query' })));
  let asked = 0;
  await page.route('**/cors/v1/refusals/query', (route) => {
    asked += 1;
    const answer = asked === 1 ? { status: 'running', items: [] } : { status: 'complete', items };
    return route.fulfill(json(200, answer));
  });
}
