import type { ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { makeEntries } from './support/admin';
import { axeFindings } from './support/console-page';
import type { ConsoleServer } from './support/console-server';
import { consoleSuite } from './support/console-suite';
import { startFakeCognito, type FakeCognito } from './support/fake-cognito';
import { startSignedInAdmin } from './support/signed-in-admin';

const CLIENT = 'console-client';
const PATTERN = 'https://app.example.com';

const suite = consoleSuite();
let cognito: FakeCognito;
let signedIn: ConsoleServer;
let id = '';

beforeAll(async () => {
  [id = ''] = await makeEntries(suite.admin, [{ pattern: PATTERN, name: 'Web app' }]);
  cognito = await startFakeCognito(CLIENT);
  signedIn = await startSignedInAdmin(suite.admin.local.ready.admin, cognito, CLIENT);
}, 120_000);

beforeEach(() => {
  cognito.groups = ['manage-allowlist', 'manage-settings'];
  cognito.refreshes = true;
  cognito.tokenLife = 900;
  cognito.asked.length = 0;
  signedIn.trouble = undefined;
});

afterAll(async () => {
  await signedIn.close();
  await cognito.close();
});

function start(place = ''): Promise<Page> {
  return suite.open(`${signedIn.url}${place === '' ? '' : `/index.html${place}`}`);
}

function kept(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  );
}

function answer(status: number): (response: ServerResponse) => void {
  return (response) => response.writeHead(status, { 'Content-Type': 'text/plain' }).end('down');
}

describe('signing in', () => {
  test('leads to the place that was asked for, and keeps the tokens in memory alone', async () => {
    const page = await start(`#/origins/${id}`);
    await page.getByRole('table', { name: 'History' }).waitFor();
    await page.getByText('Signed in as ada').first().waitFor();
    expect(page.url()).toBe(`${signedIn.url}/index.html#/origins/${id}`);
    expect(await kept(page)).toBe(JSON.stringify([[], [], '']));
    expect(cognito.asked).toEqual(['/oauth2/authorize', '/oauth2/token']);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('renews a token that has ended, without a word', async () => {
    const page = await start();
    cognito.endTokens();
    await page.getByRole('tab', { name: 'Recent changes' }).click();
    await page.getByRole('link', { name: PATTERN }).waitFor();
    expect(cognito.asked.filter((path) => path === '/oauth2/token')).toHaveLength(2);
  });

  test('ends with a sign-out, which revokes, and does not sign in again by itself', async () => {
    const page = await start();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').first().waitFor();
    expect(cognito.asked).toEqual(expect.arrayContaining(['/oauth2/revoke', '/logout']));
    expect(cognito.asked.filter((path) => path === '/oauth2/authorize')).toHaveLength(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: PATTERN }).waitFor();
  });

  test('that ends in the middle of an edit loses nothing that was typed', async () => {
    const page = await start(`#/origins/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const name = page.getByRole('textbox', { name: /^Name/ });
    await name.fill('Typed before the end');
    await page.getByRole('button', { name: '7 days' }).click();
    cognito.endTokens();
    cognito.refreshes = false;
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your sign-in has ended').first().waitFor();
    cognito.refreshes = true;
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You are signed in again. What you typed is still here.').first().waitFor();
    expect(await name.inputValue()).toBe('Typed before the end');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`${PATTERN} is saved.`, { exact: false }).first().waitFor();
    await expect(suite.admin.call('GET', `/allowlist/${id}`)).resolves.toMatchObject({
      body: { name: 'Typed before the end' },
    });
  });
});

describe('permissions', () => {
  test('without the one for the settings, the section names it and shows no value', async () => {
    cognito.groups = ['manage-allowlist'];
    const page = await start();
    const settings = page.getByRole('region', { name: /Policy Settings/ });
    await settings
      .getByText('ask to become a member of the group manage-settings', { exact: false })
      .waitFor();
    expect(await settings.getByText(/^(On|Off)$/).count()).toBe(0);
    expect(await settings.getByRole('button', { name: 'Edit' }).isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('who may only look is offered no change', async () => {
    cognito.groups = ['view-allowlist'];
    const page = await start();
    await page.getByRole('radio', { name: `Select ${PATTERN}` }).check({ force: true });
    for (const name of ['New', 'Edit', 'Deactivate', 'Delete']) {
      const button = page.getByRole('button', { name, exact: true }).first();
      const off = (await button.isDisabled()) || (await button.getAttribute('aria-disabled')) === 'true';
      expect([name, off]).toEqual([name, true]);
    }
  });
});

describe('an API in trouble', () => {
  test('that is down is said so, and is tried again at a click', async () => {
    const page = await start();
    signedIn.trouble = answer(502);
    await page.getByRole('tab', { name: 'Recent changes' }).click();
    await page.getByText('tries again by itself', { exact: false }).first().waitFor();
    await page.getByText('The admin API does not answer').first().waitFor({ timeout: 20_000 });
    expect(await axeFindings(page)).toEqual([]);
    signedIn.trouble = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: PATTERN }).waitFor();
  });

  test('that throttles is asked again by itself, for a change too', async () => {
    const page = await start();
    let refused = 0;
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('textbox', { name: 'Origin URL Pattern' }).fill('https://throttled.example.com');
    await page.getByText('The pattern is fine.').first().waitFor();
    signedIn.trouble = (response) => {
      refused += 1;
      if (refused === 2) signedIn.trouble = undefined;
      response.writeHead(429, { 'Content-Type': 'application/json' }).end('{"message":"Too Many Requests"}');
    };
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('https://throttled.example.com is on the list.', { exact: false }).first().waitFor();
    expect(refused).toBe(2);
  });

  test('that is slow is waited for, and the page says so', async () => {
    const page = await start();
    const held: (() => void)[] = [];
    signedIn.trouble = (response) =>
      held.push(() => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"items":[]}'));
    await page.getByRole('tab', { name: 'Recent changes' }).click();
    await page.getByText('Still waiting for the admin API.').first().waitFor();
    signedIn.trouble = undefined;
    for (const release of held) release();
    await page.getByText('Nobody changed an entry in this time span.').first().waitFor();
    expect(await page.getByText('Still waiting').count()).toBe(0);
  });

  test('that fails at a change keeps the form, and makes no second change by itself', async () => {
    const page = await start(`#/origins/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const name = page.getByRole('textbox', { name: /^Name/ });
    await name.fill('Kept');
    let calls = 0;
    signedIn.trouble = (response) => {
      calls += 1;
      answer(504)(response);
    };
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The admin API does not answer').first().waitFor();
    expect([calls, await name.inputValue()]).toEqual([1, 'Kept']);
  });
});
