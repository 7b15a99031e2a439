import type { Page } from 'playwright-core';
import { CONSOLE_TOKEN_HEADER } from '../../../lib/contract';
import { makeEntries } from './support/admin';
import { axeFindings } from './support/console-page';
import { startConsoleServer, type ConsoleServer } from './support/console-server';
import { consoleSuite } from './support/console-suite';

const TOKEN = 'Zm9y-dGhpcw_cnVuLG5vLW90aGVy';
const PATTERN = 'https://app.example.com';

const suite = consoleSuite();
let server: ConsoleServer;
let token = TOKEN;
let calls: string[] = [];

beforeAll(async () => {
  await makeEntries(suite.admin, [{ pattern: PATTERN }]);
  server = await startConsoleServer(suite.admin.local.ready.admin, { runToken: true }, (headers) => {
    calls.push(String(headers[CONSOLE_TOKEN_HEADER.toLowerCase()]));
    return headers[CONSOLE_TOKEN_HEADER.toLowerCase()] === token ? undefined : [401, 'not_authenticated'];
  });
});

beforeEach(() => {
  token = TOKEN;
  calls = [];
});

afterAll(() => server.close());

function start(fragment: string): Promise<Page> {
  return suite.open(`${server.url}/index.html${fragment}`, { ready: 'main' });
}

test('the token of the address goes with every call, and is nowhere else', async () => {
  const page = await start(`#token=${TOKEN}`);
  await page.getByRole('link', { name: PATTERN }).waitFor();
  await page.getByRole('tab', { name: 'Recent changes' }).click();
  await page.getByRole('link', { name: PATTERN }).waitFor();
  expect(page.url()).toBe(`${server.url}/index.html#/changes`);
  expect(calls.length).toBeGreaterThan(2);
  expect(new Set(calls)).toEqual(new Set([TOKEN]));
  const kept = await page.evaluate(() =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      document.documentElement.outerHTML,
    ]),
  );
  expect(kept).not.toContain(TOKEN);
  await page.goBack();
  expect(page.url()).not.toContain(TOKEN);
  await page.getByRole('link', { name: PATTERN }).waitFor();
  await expect(page.getByRole('button', { name: 'Sign out' }).count()).resolves.toBe(0);
});

test('after a reload the page says that the address must be opened again, and asks nothing', async () => {
  const page = await start(`#token=${TOKEN}`);
  await page.getByRole('link', { name: PATTERN }).waitFor();
  await page
    .getByRole('region', { name: /Policy Settings/ })
    .getByText('Off')
    .waitFor();
  const before = calls.length;
  await page.reload();
  await page.getByText('Open the address that the command has printed', { exact: false }).first().waitFor();
  expect(calls.length).toBe(before);
  expect(await axeFindings(page)).toEqual([]);
});

test.each(['', '#token=', '#token=a%20b', '#/origins'])(
  'without a token (%j) nothing is asked',
  async (fragment) => {
    const page = await start(fragment);
    await page.getByText('Open the address that the command has printed', { exact: false }).first().waitFor();
    expect(calls).toEqual([]);
  },
);

test('the token of another run is said to be over, in the middle of the work too', async () => {
  const page = await start(`#token=${TOKEN}`);
  await page.getByRole('link', { name: PATTERN }).waitFor();
  token = 'of-the-next-run';
  await page.getByRole('tab', { name: 'Recent changes' }).click();
  await page.getByText('no longer belongs to the command', { exact: false }).first().waitFor();
  await expect(page.getByRole('button', { name: /Sign in|Try again/ }).count()).resolves.toBe(0);
  expect(await axeFindings(page)).toEqual([]);
});
