import type { Page } from 'playwright-core';
import { callGateway, makeEntries } from './support/admin';
import { axeFindings } from './support/console-page';
import { consoleSuite } from './support/console-suite';

/*
 * From a refused request in the log of the gateway to what an administrator does about it. Nothing is answered in place of the API.
 */

const suite = consoleSuite();

function start(fragment: string): Promise<Page> {
  return suite.open(`${suite.admin.console}/index.html${fragment}`, { ready: 'main' });
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(field) }).click();
  await page.getByRole('option', { name: new RegExp(option) }).click();
}

const LIE = 'https://login.bank.example.evil.test';

describe('refused origins', () => {
  beforeAll(async () => {
    await makeEntries(suite.admin, [{ pattern: 'https://*.listed.example', status: 'inactive' }]);
    for (let index = 0; index < 3; index += 1) await callGateway(suite.admin, 'https://new.partner.example');
    await callGateway(suite.admin, LIE);
    await callGateway(suite.admin, LIE);
    await callGateway(suite.admin, 'null');
    await callGateway(suite.admin, 'https://*.evil.example');
    await callGateway(suite.admin, 'https://shop.listed.example');
    await callGateway(suite.admin, 'https://other.example', '/closed');
  }, 60_000);

  test('stand in the order of their numbers, the part that says whose they are in bold', async () => {
    const page = await start('#/refused');
    const table = page.getByRole('table', { name: 'Refused origins' });
    await table.getByRole('row', { name: /new\.partner\.example/ }).waitFor();
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows[0]).toMatch(/new\.partner\.example[\s\S]*3[\s\S]*origin_not_allowlisted/);
    expect(rows[1]).toMatch(/evil\.test[\s\S]*2/);
    expect(await table.locator('tr', { hasText: 'evil.test' }).locator('strong').first().innerText()).toBe(
      'evil.test',
    );
    await page
      .getByText(/proves nothing about who sent a request/)
      .first()
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('offer a new entry only where it would help', async () => {
    const page = await start('#/refused');
    const row = (text: RegExp) => page.getByRole('row', { name: text });
    await row(/new\.partner/).waitFor();
    const buttons = async (text: RegExp) => row(text).getByRole('button').allInnerTexts();
    expect(await buttons(/new\.partner/)).toEqual(['Allow…', 'Why?']);
    expect(await buttons(/^null/)).toEqual(['Why?']);
    expect(await buttons(/\*\.evil/)).toEqual(['Why?']);
    expect(await buttons(/shop\.listed/)).toEqual(['Open the entry', 'Why?']);
    expect(await buttons(/other\.example/)).toEqual(['Why?']);
  });

  test('can be narrowed down to a reason', async () => {
    const page = await start('#/refused');
    await page.getByRole('row', { name: /new\.partner/ }).waitFor();
    await choose(page, 'Reason', 'endpoint_closed');
    await page.getByRole('row', { name: /new\.partner/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /other\.example/ }).waitFor();
    expect(await page.getByRole('row', { name: /No rule names the path/ }).count()).toBe(1);
  });

  test('Allow opens New with the pattern, and writes nothing by itself', async () => {
    const page = await start('#/refused');
    await page.getByRole('button', { name: 'Allow https://new.partner.example' }).click();
    const pattern = page.getByRole('textbox', { name: 'Origin URL Pattern' });
    await pattern.waitFor();
    expect(await pattern.inputValue()).toBe('https://new.partner.example');
    const { body } = await suite.admin.call('GET', '/allowlist?contains=partner');
    expect(body['items']).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('https://new.partner.example is on the list.', { exact: false }).first().waitFor();
    // The row of the same refusals leads to the entry from now on.
    await page.getByRole('tab', { name: 'Refused origins' }).click();
    await page.getByRole('button', { name: 'Open the entry for https://new.partner.example' }).click();
    await page.getByRole('table', { name: 'History' }).waitFor();
  });

  test('Why opens the simulator with the origin', async () => {
    const page = await start('#/refused');
    await page.getByRole('button', { name: `Why is ${LIE} refused?` }).click();
    expect(await page.getByRole('textbox', { name: 'Origin' }).inputValue()).toBe(LIE);
  });
});
