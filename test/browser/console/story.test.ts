import type { Page } from 'playwright-core';
import { makeEntries } from './support/admin';
import { press, tabTo } from './support/console-page';
import { consoleSuite } from './support/console-suite';

const suite = consoleSuite();

function start(): Promise<Page> {
  return suite.open(suite.admin.console);
}

/** Selects an entry; a notice that comes or goes in the same moment moves the list away from under the pointer. */
async function select(page: Page, pattern: string): Promise<void> {
  const radio = page.getByRole('radio', { name: `Select ${pattern}` });
  for (let attempts = 0; attempts < 5 && !(await radio.isChecked()); attempts += 1) {
    await radio.click({ force: true });
    await page.waitForTimeout(200);
  }
}

function url(path: string): string {
  return `${suite.admin.local.ready.gateway}${path}`;
}

test('an administrator who has read nothing adds, asks, lets in, switches, undoes, and finds who did what', async () => {
  const page = await start();
  await page.getByRole('button', { name: 'Add the first origin' }).click();

  // The pattern is judged while it is typed, and one click mends it.
  const pattern = page.getByRole('textbox', { name: 'Origin URL Pattern' });
  await pattern.fill('https://app.partner.example/');
  await page.getByRole('button', { name: 'Use https://app.partner.example' }).click();
  await page.getByText('The pattern is fine.').first().waitFor();
  await page.getByRole('textbox', { name: /^Name/ }).fill('Partner');
  await page.getByRole('button', { name: '7 days' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('https://app.partner.example is on the list.', { exact: false }).first().waitFor();
  await page.getByRole('row', { name: /app\.partner\.example.*Partner.*Active/ }).waitFor();

  // A refused request is one question away from its fix.
  await page.getByRole('tab', { name: 'Simulator' }).click();
  await page.getByRole('textbox', { name: 'Origin' }).fill('https://new.partner.example');
  await page.getByRole('textbox', { name: 'URL' }).fill(url('/services/data/v60.0/query'));
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('origin_not_allowlisted').first().waitFor();
  await page.getByRole('button', { name: 'Add the origin' }).click();
  await expect(pattern.inputValue()).resolves.toBe('https://new.partner.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'https://new.partner.example' }).waitFor();

  // The setting, in the words of the original.
  const settings = page.getByRole('region', { name: 'Cross-Origin Resource Sharing (CORS) Policy Settings' });
  await settings.getByRole('button', { name: 'Edit' }).click();
  await settings.getByRole('checkbox', { name: 'Enable CORS for OAuth endpoints' }).check({ force: true });
  await settings.getByText('consumer secret').first().waitFor();
  await settings.getByRole('button', { name: 'Save' }).click();
  await settings.getByText('On', { exact: true }).first().waitFor();
  await expect(suite.admin.call('GET', '/settings')).resolves.toMatchObject({
    body: { enableCorsForOAuthEndpoints: true },
  });

  // Deactivate, delete, and undo.
  await select(page, 'https://app.partner.example');
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('row', { name: /app\.partner\.example.*Inactive/ }).waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('row', { name: /app\.partner\.example.*Inactive/ }).waitFor();

  // Who changed what.
  await page.getByRole('tab', { name: 'Recent changes' }).click();
  await page.getByRole('link', { name: 'https://app.partner.example' }).click();
  const history = page.getByRole('table', { name: 'History' });
  for (const words of [
    /local created/,
    /local changed.*Active → Inactive/,
    /local deleted/,
    /local restored/,
  ]) {
    await history.getByRole('row', { name: words }).waitFor();
  }
}, 120_000);

test('the same by the keyboard alone', async () => {
  await makeEntries(suite.admin, [{ pattern: 'https://keys.example.com', name: 'Keys' }]);
  const page = await start();
  await page.getByRole('link', { name: 'https://keys.example.com' }).waitFor();

  await tabTo(page, 'New');
  await press(page, 'Enter');
  // The first field has the focus already.
  await page.getByRole('textbox', { name: 'Origin URL Pattern' }).waitFor();
  await page.keyboard.type('https://typed.example.com');
  await page.getByText('The pattern is fine.').first().waitFor();
  await press(page, 'Enter');
  await page.getByText('https://typed.example.com is on the list.', { exact: false }).first().waitFor();

  // The rows of the table are one stop; arrows move inside.
  await page.getByRole('link', { name: 'https://typed.example.com' }).focus();
  await press(page, 'Enter');
  await page.getByRole('table', { name: 'History' }).waitFor();
  await tabTo(page, 'Edit');
  await press(page, 'Enter');
  await page.getByRole('textbox', { name: /^Name/ }).waitFor();
  await tabTo(page, /^Name/);
  await page.keyboard.type('Typed');
  await press(page, 'Enter');
  await page.getByText('https://typed.example.com is saved.', { exact: false }).first().waitFor();

  await tabTo(page, 'Delete');
  await press(page, 'Enter');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tabTo(page, 'Delete');
  await press(page, 'Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'Delete');
  await press(page, 'Enter');
  await page.getByRole('button', { name: 'Restore' }).waitFor();
  await tabTo(page, 'Undo', 'Shift+Tab');
  await press(page, 'Enter');
  await page.getByRole('button', { name: 'Deactivate' }).waitFor();

  // The tabs are one stop too.
  await tabTo(page, 'Allowed origins', 'Shift+Tab');
  await press(page, 'ArrowRight', 'Enter');
  await page
    .getByText('cannot search its log', { exact: false })
    .or(page.getByRole('table'))
    .first()
    .waitFor();
  // Beyond the unused entries.
  await press(page, 'ArrowRight', 'ArrowRight', 'Enter');
  await page.getByRole('textbox', { name: 'Origin' }).waitFor();
  await tabTo(page, 'Origin');
  await page.keyboard.type('https://typed.example.com');
  await tabTo(page, 'URL');
  await page.keyboard.type(url('/services/data/v60.0/query'));
  await press(page, 'Enter');
  await page.getByText('origin_allowlisted').first().waitFor();
}, 120_000);

test('a press of Save right after the last letter counts, although the pattern is judged before the release', async () => {
  const page = await start();
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const pattern = page.getByRole('textbox', { name: 'Origin URL Pattern' });
  for (const [host, delay] of [
    ['at-once', 0],
    ['slowly', 1500],
  ] as const) {
    const origin = `https://${host}.example.com`;
    await pattern.fill(origin);
    await page.getByRole('button', { name: 'Save' }).click({ delay });
    await page.getByText(`${origin} is on the list.`, { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'New', exact: true }).click();
  }
});

test('an import shows what it would change, and an export can be imported', async () => {
  await makeEntries(suite.admin, [{ pattern: 'https://kept.example.com', name: 'Old name' }]);
  const page = await start();
  await page.getByRole('tab', { name: 'Import and export' }).click();
  const entries = [
    { pattern: 'https://kept.example.com', name: 'New name' },
    { pattern: 'https://added.example.com' },
    { pattern: 'https://*.co.uk' },
  ];
  const file = {
    name: 'list.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ entries })),
  };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Show what would change' }).click();
  const plan = page.getByRole('table', { name: 'What would change' });
  await plan.getByRole('row', { name: /3 .*Not valid/ }).waitFor();
  await plan.getByRole('row', { name: /kept.*Changed.*Old name → New name/ }).waitFor();
  await page.getByText('Get access').first().waitFor();
  await expect(suite.admin.call('GET', '/allowlist?contains=added.example')).resolves.toMatchObject({
    body: { items: [] },
  });
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await page.getByText('2 changes made. 1 line not made. The table says why.').first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as JSON' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('allowlist.json');
}, 60_000);
