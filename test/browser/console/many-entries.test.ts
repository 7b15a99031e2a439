import type { Browser } from 'playwright-core';
import { launchChromium } from '../../support/chromium';
import { makeEntries, startAdmin, type Admin } from './support/admin';
import { openConsole } from './support/console-page';

const ENTRIES = 10_000;
const STEP = 1_000;

let admin: Admin;
let browser: Browser;

beforeAll(async () => {
  admin = await startAdmin();
  for (let start = 0; start < ENTRIES; start += STEP) {
    const entries = Array.from({ length: STEP }, (_, index) => {
      const number = String(start + index).padStart(5, '0');
      return { pattern: `https://partner-${number}.example.com`, name: `Partner ${number}` };
    });
    await makeEntries(admin, entries);
  }
  browser = await launchChromium();
}, 600_000);

afterAll(async () => {
  await browser.close();
  await admin.stop();
});

test('a list of 10,000 entries is searched, sorted and turned over page by page; no screen loads all of it', async () => {
  const open = await openConsole(browser, admin.console);
  const { page } = open;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).search));
  await page.getByRole('link', { name: 'https://partner-00000.example.com' }).waitFor();
  expect(await page.getByRole('row').count()).toBeLessThan(30);

  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByRole('link', { name: 'https://partner-00020.example.com' }).waitFor();
  await page.getByRole('button', { name: 'Previous page' }).click();
  await page.getByRole('link', { name: 'https://partner-00000.example.com' }).waitFor();

  // The rows that are there answer at once, and say that the API is still asked.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/allowlist?*', async (route) => {
    await held;
    await route.continue();
  });
  const search = page.getByRole('searchbox');
  await search.click();
  await page.keyboard.type('Partner 0001');
  await page.getByText('10 so far. Searching the whole list.').first().waitFor();
  expect(await page.getByRole('row').count()).toBe(11);
  release();
  await page.getByText('10 entries', { exact: true }).first().waitFor();

  // A longer text is answered by what is there, where that is all of it; the API is not asked.
  const before = asked.length;
  await page.keyboard.type('7');
  await page.getByText('1 entry', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'https://partner-00017.example.com' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
  expect(asked.length).toBe(before);

  // Nobody asks at every key stroke.
  await search.fill('');
  await page.keyboard.type('Partner 09876');
  await page.getByRole('link', { name: 'https://partner-09876.example.com' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
  const searches = asked.filter((query) => query.includes('contains='));
  expect(new Set(searches.map((query) => new URLSearchParams(query).get('contains'))).size).toBeLessThan(8);

  await search.fill('');
  await page.getByRole('button', { name: /Last modified/ }).click();
  await page.getByText('(10,000)').first().waitFor({ timeout: 100_000 });
  await open.close();
}, 240_000);
