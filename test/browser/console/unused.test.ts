import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium';
import { send } from '../../support/http-client';
import { makeEntries, startAdmin, type Admin } from './support/admin';
import { axeFindings, openConsole, type ConsolePage } from './support/console-page';

/*
 * When entries were used, and the removal of those that nobody uses. Nothing is answered in place of the API.
 */

let admin: Admin;
let browser: Browser;
let open: ConsolePage | undefined;

beforeAll(async () => {
  admin = await startAdmin();
  browser = await launchChromium();
}, 120_000);

afterEach(async () => {
  const { complaints } = open ?? { complaints: [] };
  await open?.close();
  open = undefined;
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await admin.stop();
});

async function start(fragment: string): Promise<Page> {
  open = await openConsole(browser, `${admin.console}/index.html${fragment}`, { ready: 'main' });
  return open.page;
}

/** Calls the gateway as a page of this origin would. */
async function call(origin: string, path = '/services/data/v60.0/query'): Promise<number> {
  const url = `${admin.local.ready.gateway}${path}`;
  return (await send({ url, headers: [['Origin', origin]] })).status;
}

const USED = 'https://used.example';
const DAY = 86_400_000;

beforeAll(async () => {
  await makeEntries(admin, [
    { pattern: USED },
    { pattern: 'https://old.example', name: 'Old partner' },
    { pattern: 'https://older.example' },
  ]);
  expect(await call(USED)).toBe(200);
}, 60_000);

/** Opens the console on a day that is so many days from now. */
async function startIn(days: number, fragment: string): Promise<Page> {
  const page = await start('#/origins');
  await page.clock.setFixedTime(Date.now() + days * DAY);
  await page.goto(`${admin.console}/index.html${fragment}`);
  return page;
}

test('an entry says when it was used, to the hour', async () => {
  const page = await start('#/origins');
  await page.getByRole('link', { name: USED }).click();
  await page.getByRole('button', { name: 'Look it up' }).click();
  const year = String(new Date().getFullYear());
  const used = page
    .locator('dl, div')
    .filter({ hasText: /^Last used/ })
    .first();
  await used.getByText(year).waitFor();
});

test('a log that is younger than the time span says so', async () => {
  const page = await start('#/unused');
  await page.getByText(/The log knows the use of entries only since/).waitFor();
  await page.getByText('No unused entries').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('what nobody uses is reviewed and removed in one step, and comes back by Undo', async () => {
  const page = await startIn(100, '#/unused');
  const table = page.getByRole('table', { name: 'Unused entries' });
  await table.getByRole('row', { name: /old\.example.*Old partner/ }).waitFor();
  expect(await table.getByRole('row', { name: /used\.example/ }).count()).toBe(0);
  for (const pattern of ['https://old.example', 'https://older.example']) {
    await page.getByRole('checkbox', { name: `Select ${pattern}`, exact: true }).check({ force: true });
  }
  await page.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 entries?' });
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    'https://old.example',
    'https://older.example',
  ]);
  expect(await axeFindings(page)).toEqual([]);
  const before = await admin.call('GET', '/allowlist?contains=old');
  expect(before.body['items']).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('2 entries deleted.').waitFor();
  const after = await admin.call('GET', '/allowlist?contains=old');
  expect(after.body['items']).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 entries restored.').waitFor();
  const back = await admin.call('GET', '/allowlist?contains=old');
  expect(back.body['items']).toHaveLength(2);
});
