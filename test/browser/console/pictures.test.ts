import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium';
import { makeEntries, startAdmin, type Admin } from './support/admin';
import { openConsole } from './support/console-page';
import { answerRefusals } from './support/refusals';
import { smallPng } from './support/small-png';

/*
 * The pictures of docs/console.md. `npm run console:pictures` takes them anew; otherwise the case takes them and throws them
 * away, so that the way to each is known to work.
 */

const DOCS = resolve(__dirname, '../../../docs');
const KEEPS = process.env['CONSOLE_PICTURES'] === 'keep';
const WIDTH = 1060;

let admin: Admin;
let browser: Browser;
let partner = '';

beforeAll(async () => {
  admin = await startAdmin();
  browser = await launchChromium();
  const ids = await makeEntries(admin, [
    { pattern: 'https://app.partner.example', name: 'Partner', owner: 'sales', description: 'Ticket 4711' },
    { pattern: 'https://*.preview.example.com', name: 'Previews', owner: 'ci' },
    { pattern: 'http://localhost:3000', name: 'Development', expiresAt: soon(3) },
    { pattern: 'https://*.github.io', name: 'Documentation', allowSharedOrigin: true },
    { pattern: 'https://xn--pple-43d.example', name: 'To be looked at', status: 'inactive' },
  ]);
  partner = ids[0] ?? '';
  await admin.call('PATCH', `/allowlist/${partner}`, { expiresAt: soon(30) }, '"1"');
  await admin.call('PATCH', `/allowlist/${partner}`, { description: 'Ticket 4712' }, '"2"');
}, 120_000);

afterAll(async () => {
  await browser.close();
  await admin.stop();
});

function soon(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

const PICTURES: readonly [
  name: string,
  height: number,
  place: () => string,
  prepare: (page: Page) => Promise<unknown>,
][] = [
  [
    'list',
    760,
    () => '#/origins',
    (page) =>
      page
        .getByRole('region', { name: /Policy/ })
        .getByText('Off')
        .waitFor(),
  ],
  ['new', 620, () => '#/origins/new', typeWithSlash],
  [
    'entry',
    820,
    () => `#/origins/${partner}`,
    (page) => page.getByRole('table', { name: 'History' }).waitFor(),
  ],
  ['conflict', 620, () => `#/origins/${partner}/edit`, editTogether],
  ['simulator', 1240, simulation, ask],
  ['refused', 700, () => '#/origins', openRefused],
  ['import', 900, () => '#/exchange', planImport],
];

async function typeWithSlash(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Origin URL Pattern' }).fill('https://new.partner.example/login');
  await page.getByRole('button', { name: 'Use https://new.partner.example' }).waitFor();
}

async function editTogether(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Name/ }).fill('Partner in Berlin');
  const { body } = await admin.call('GET', `/allowlist/${partner}`);
  const version = `"${String(body['version'])}"`;
  await admin.call('PATCH', `/allowlist/${partner}`, { name: 'Partner in Hamburg' }, version);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else changed this entry').first().waitFor();
}

function simulation(): string {
  const url = encodeURIComponent(`${admin.local.ready.gateway}/services/data/v60.0/query`);
  return `#/simulator?origin=https%3A%2F%2Fnew.partner.example&url=${url}`;
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('button', { name: 'Add the origin' }).waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function openRefused(page: Page): Promise<void> {
  await answerRefusals(page);
  await page.getByRole('tab', { name: 'Refused origins' }).click();
  await page.getByRole('row', { name: /new\.partner/ }).waitFor();
}

async function planImport(page: Page): Promise<void> {
  const lines = [
    { pattern: 'https://*.preview.example.com', name: 'Previews', expiresAt: soon(60), owner: 'ci' },
    { pattern: 'https://shop.example.com', name: 'Shop' },
    { pattern: 'https://*.co.uk' },
  ];
  const buffer = Buffer.from(JSON.stringify(lines));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.json', mimeType: 'application/json', buffer });
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByText('What that means for access').first().waitFor();
}

test.each(PICTURES)('%s', async (name, height, place, prepare) => {
  const open = await openConsole(browser, `${admin.console}/index.html${place()}`, {
    ready: 'main',
    viewport: { width: WIDTH, height },
  });
  await prepare(open.page);
  // The marks of the focus and of the pointer are no part of a picture.
  await open.page.mouse.move(0, 0);
  await open.page.waitForTimeout(400);
  const path = join(DOCS, 'pictures', `console-${name}.png`);
  const picture = smallPng(await open.page.screenshot());
  if (KEEPS) writeFileSync(path, picture);
  await open.close();
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path).length).toBeLessThan(60_000);
  expect(readFileSync(join(DOCS, 'console.md'), 'utf8')).toContain(`(pictures/console-${name}.png)`);
});
