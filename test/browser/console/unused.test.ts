import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { callGateway, makeEntries } from './support/admin';
import { axeFindings } from './support/console-page';
import { consoleSuite } from './support/console-suite';

/*
 * When entries were used, and the removal of those that nobody uses. Nothing is answered in place of the API.
 */

const suite = consoleSuite();

function start(fragment: string): Promise<Page> {
  return suite.open(`${suite.admin.console}/index.html${fragment}`, { ready: 'main' });
}

const USED = 'https://used.example';
const DAY = 86_400_000;

/** After the entries were made, and before one of them was used. */
let between: number;

beforeAll(async () => {
  await makeEntries(suite.admin, [
    { pattern: USED },
    { pattern: 'https://old.example', name: 'Old partner' },
    { pattern: 'https://older.example' },
  ]);
  await pause(10);
  between = Date.now();
  await pause(10);
  expect(await callGateway(suite.admin, USED)).toBe(200);
}, 60_000);

/** Opens the console so many days later. */
async function startIn(days: number, fragment: string): Promise<Page> {
  const page = await start('#/origins');
  await page.clock.setFixedTime(between + days * DAY);
  await page.goto(`${suite.admin.console}/index.html${fragment}`);
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
  await used.getByText(year).first().waitFor();
});

test('a log that is younger than the time span says so', async () => {
  const page = await start('#/unused');
  await page
    .getByText(/The log knows the use of entries only since/)
    .first()
    .waitFor();
  await page.getByText('No unused entries').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('what nobody uses is reviewed and removed in one step, and comes back by Undo', async () => {
  const page = await startIn(90, '#/unused');
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
  const before = await suite.admin.call('GET', '/allowlist?contains=old');
  expect(before.body['items']).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('2 entries deleted.').first().waitFor();
  const after = await suite.admin.call('GET', '/allowlist?contains=old');
  expect(after.body['items']).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 entries restored.').first().waitFor();
  const back = await suite.admin.call('GET', '/allowlist?contains=old');
  expect(back.body['items']).toHaveLength(2);
});
