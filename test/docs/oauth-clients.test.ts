import { CASES } from '../clients/cases';
import { clientVersion } from '../clients/support/client-packages';
import { isOf, withTable } from '../clients/support/clients-table';
import { readResults } from '../clients/support/results';
import { read } from './support/markdown';

/* The table of clients is what the last whole run of `npm run test:clients` found, on the clients that are installed. */

const RESULTS = readResults();

test('the page has the table of the last run', () => {
  const page = read('docs/oauth.md');
  expect(page).toBe(withTable(page, RESULTS));
});

test('the run was on the clients that are installed', () => {
  const installed = Object.keys(RESULTS.clients).map((client) => [client, clientVersion(client)]);
  expect(RESULTS.clients).toEqual(Object.fromEntries(installed));
});

describe.each(Object.entries(RESULTS.runs))('in %s', (_, run) => {
  test('every case was tried, and nothing else', () => {
    expect(run.filter((result) => !CASES.some((one) => isOf(result, one)))).toEqual([]);
    expect(CASES.filter((one) => !run.some((result) => isOf(result, one)))).toEqual([]);
  });

  test.each(CASES.map((one) => [`${one.client} at ${one.layout.name} (${one.way})`, one] as const))(
    '%s',
    (_title, one) => {
      const { steps = {} } = run.find((result) => isOf(result, one)) ?? {};
      const worked = Object.keys(steps).filter((step) => steps[step] === 'works');
      expect(worked).toEqual(one.works);
      const failed = Object.keys(steps).filter((step) => steps[step] !== 'works');
      expect(failed).toEqual(Object.keys(one.fails ?? {}));
    },
  );
});
