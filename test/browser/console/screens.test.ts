import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium';
import { makeEntries, startAdmin, type Admin } from './support/admin';
import { answerRefusals } from './support/refusals';
import { axeFindings, openConsole, overflows } from './support/console-page';

let admin: Admin;
let browser: Browser;
let id = '';

beforeAll(async () => {
  admin = await startAdmin();
  browser = await launchChromium();
  const ids = await makeEntries(admin, [
    {
      pattern: 'https://app.example.com',
      name: 'Web app',
      owner: 'team-a',
      expiresAt: '2090-01-01T00:00:00Z',
    },
    { pattern: 'https://*.github.io', allowSharedOrigin: true, description: 'a\nb' },
    { pattern: 'https://xn--e1awd7f.example', name: '<img src=x onerror=alert(1)>' },
    { pattern: 'https://xn--pple-43d.example', status: 'inactive' },
    { pattern: `https://${'long-label-'.repeat(5)}.${'other-label-'.repeat(4)}.example.com` },
  ]);
  id = ids[0] ?? '';
}, 120_000);

afterAll(async () => {
  await browser.close();
  await admin.stop();
});

/** Each screen with what must be done until it shows all of itself. */
const SCREENS: readonly [name: string, place: () => string, prepare: (page: Page) => Promise<unknown>][] = [
  [
    'the list',
    () => '#/origins',
    (page) => page.getByRole('link', { name: 'https://app.example.com' }).waitFor(),
  ],
  ['an empty search', () => '#/origins', searchNothing],
  ['the settings, open', () => '#/settings', editSettings],
  ['New', () => '#/origins/new', typeBadPattern],
  [
    'New, with an origin that strangers can have',
    () => '#/origins/new?pattern=https%3A%2F%2F*.vercel.app',
    (page) => page.getByRole('checkbox', { name: /strangers/ }).waitFor(),
  ],
  ['an entry', () => `#/origins/${id}`, (page) => page.getByRole('table', { name: 'History' }).waitFor()],
  ['Edit', () => `#/origins/${id}/edit`, (page) => page.getByRole('textbox', { name: /^Name/ }).waitFor()],
  ['the question before a deletion', () => `#/origins/${id}`, askDelete],
  ['the question about unsaved changes', () => `#/origins/${id}/edit`, leaveUnsaved],
  ['two people at once', () => `#/origins/${id}/edit`, editTogether],
  [
    'a verdict',
    () => simulation(),
    (page) =>
      page
        .getByRole('button', { name: 'Ask' })
        .click()
        .then(() => page.getByText('origin_not_allowlisted').first().waitFor()),
  ],
  ['refused origins', () => '#/refused', (page) => page.getByRole('button').first().waitFor()],
  ['refused origins, with some', () => '#/origins', openRefused],
  [
    'unused entries',
    () => '#/unused',
    (page) =>
      page
        .getByText(/Nobody can tell|No unused entries/)
        .first()
        .waitFor(),
  ],
  ['import and export', () => '#/exchange', planImport],
  [
    'recent changes',
    () => '#/changes',
    (page) => page.getByRole('link', { name: 'https://app.example.com' }).waitFor(),
  ],
  [
    'an entry that is not there',
    () => '#/origins/bm9uZQ',
    (page) => page.getByText('There is no entry').first().waitFor(),
  ],
];

function simulation(): string {
  const url = encodeURIComponent(`${admin.local.ready.gateway}/services/data/v60.0/query`);
  return `#/simulator?origin=https%3A%2F%2Fother.example&url=${url}`;
}

async function searchNothing(page: Page): Promise<void> {
  await page.getByRole('searchbox').fill('nobody has this');
  await page.getByText('No entry matches').first().waitFor();
}

async function editSettings(page: Page): Promise<void> {
  const settings = page.getByRole('region', { name: /Policy Settings/ });
  await settings.getByRole('button', { name: 'Edit' }).click();
  await settings.getByRole('checkbox').waitFor();
}

async function typeBadPattern(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Origin URL Pattern' }).fill('https://app.example.com/path');
  await page.getByRole('button', { name: 'Use https://app.example.com' }).waitFor();
  await page.getByRole('textbox', { name: /^Name/ }).fill('x'.repeat(81));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('At most 80 characters.').first().waitFor();
}

async function askDelete(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').waitFor();
}

async function leaveUnsaved(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Name/ }).fill('Changed');
  await page.getByRole('tab', { name: 'Simulator' }).click();
  await page.getByText('Leave without saving?').first().waitFor();
}

async function editTogether(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Name/ }).fill('Mine');
  const { body } = await admin.call('GET', `/allowlist/${id}`);
  const theirs = { name: `Theirs ${String(body['version'])}` };
  await admin.call('PATCH', `/allowlist/${id}`, theirs, `"${String(body['version'])}"`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else changed this entry').first().waitFor();
}

async function openRefused(page: Page): Promise<void> {
  await answerRefusals(page);
  await page.getByRole('tab', { name: 'Refused origins' }).click();
  await page.getByRole('row', { name: /new\.partner/ }).waitFor();
}

async function planImport(page: Page): Promise<void> {
  const buffer = Buffer.from(
    JSON.stringify([{ pattern: 'https://new.example.com' }, { pattern: 'nonsense' }]),
  );
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer });
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('table', { name: 'What would change' }).waitFor();
}

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['400 pixels wide', { colorScheme: 'light', viewport: { width: 400, height: 800 } }],
] as const)('%s', (_mode, options) => {
  test.each(SCREENS)('%s', async (_name, place, prepare) => {
    const open = await openConsole(browser, `${admin.console}/index.html${place()}`, {
      ...options,
      ready: 'main',
    });
    const { page, complaints } = open;
    await prepare(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await open.close();
  });
});
