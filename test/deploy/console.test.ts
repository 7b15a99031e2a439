import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../browser/console/support/console-page';
import { visits } from '../browser/console/support/visits';
import { launchChromium } from '../support/chromium';
import { send } from '../support/http-client';
import { startAccountNames, type AccountNames } from './support/account-names';
import { cognito } from './support/by-token';
import { deployExample, destroyExample } from './support/cdk';
import { emulatorUrl } from './support/deploy-target';
import { ownStackName, targetOf } from './support/deployed-target';
import { addPerson, type Person } from './support/person';

const ORIGIN = 'https://app.partner.example';
/** Cognito's classic page has the form twice, for wide and for narrow windows. */
const USER_NAME = 'input[name="username"]:visible';
const PASSWORD = 'input[name="password"]:visible';

/**
 * The whole way of an administrator, with nothing replaced but host names. Two things are left to the suite with a stand-in
 * of Cognito (test/browser/console/sign-in.test.ts), because the emulator lacks them: it knows no `/oauth2/revoke`, and the
 * token of a renewal has an `auth_time` that the first one lacks, which the client library refuses.
 */
describe('the console behind a user pool, in a browser, with the sign-in page of the pool', () => {
  const choice = {
    stackName: ownStackName('Console'),
    context: { adminAuth: 'cognito', removeTable: 'yes' },
  };
  let outputs: Readonly<Record<string, string>> = {};
  let names: AccountNames | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    ({ outputs } = await deployExample(choice));
    names = await startAccountNames(emulatorUrl());
    browser = await launchChromium(names.rules);
  }, 900_000);

  const { open } = visits(() => browser);

  afterAll(async () => {
    await browser?.close();
    await names?.close();
    await destroyExample(choice);
    // The example keeps its user pool, as a stack with people in it should.
    const { UserPoolId } = outputs;
    if (UserPoolId !== undefined) await cognito('DeleteUserPool', { UserPoolId });
  }, 900_000);

  /** Opens the address of the console as somebody who has never been there: the page of the pool comes. */
  function arrive(): Promise<Page> {
    return open(outputs['ConsoleUrl'] ?? '', { ready: USER_NAME, ignoreHTTPSErrors: true });
  }

  async function signIn(page: Page, { name, password }: Person): Promise<void> {
    await page.locator(USER_NAME).fill(name);
    await page.locator(PASSWORD).fill(password);
    await page.locator(PASSWORD).press('Enter');
    await page.getByText(`Signed in as ${name}`).first().waitFor();
  }

  test('whoever comes is led to the sign-in page with PKCE, and back; tokens are in memory alone', async () => {
    const page = await arrive();
    const asked = new URL(page.url());
    expect(asked.hostname).toMatch(/\.auth\.[a-z0-9-]+\.amazoncognito\.com$/);
    expect(asked.searchParams.get('response_type')).toBe('code');
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    expect(asked.searchParams.get('redirect_uri')).toBe(`${outputs['ConsoleUrl'] ?? ''}/index.html`);
    await signIn(page, await addPerson(outputs['UserPoolId'], ['manage-allowlist']));
    expect(page.url().replace(/#.*/, '')).toBe(`${outputs['ConsoleUrl'] ?? ''}/index.html`);
    const kept = await page.evaluate(() => [
      Object.keys(localStorage),
      Object.keys(sessionStorage),
      document.cookie,
    ]);
    expect(kept).toEqual([[], [], '']);
    // The section of the settings comes after the list.
    await page.getByText('ask to become a member of the group').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('an administrator adds an origin to the empty list, switches the setting, and the gateway obeys', async () => {
    const page = await arrive();
    const person = await addPerson(outputs['UserPoolId'], ['manage-allowlist', 'manage-settings']);
    await signIn(page, person);
    await page.getByRole('button', { name: 'Add the first origin' }).click();
    await page.getByRole('textbox', { name: 'Origin URL Pattern' }).fill(ORIGIN);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`${ORIGIN} is on the list.`, { exact: false }).first().waitFor();
    // The settings are below the list, and move while it comes.
    await page.getByRole('link', { name: ORIGIN }).waitFor();

    const settings = page.getByRole('region', { name: /Policy Settings/ });
    await settings.getByRole('button', { name: 'Edit' }).click();
    await settings.getByRole('checkbox', { name: 'Enable CORS for OAuth endpoints' }).check({ force: true });
    await settings.getByRole('button', { name: 'Save' }).click();
    await settings.getByText('On', { exact: true }).first().waitFor();

    await page.getByRole('link', { name: ORIGIN }).click();
    const history = page.getByRole('table', { name: 'History' });
    await history.getByRole('row', { name: new RegExp(`${person.name}.*created`) }).waitFor();

    const { gateway, settleMillis } = targetOf(outputs);
    const until = Date.now() + settleMillis;
    let shared: string | undefined;
    while (shared === undefined && Date.now() < until) {
      const answer = await send({
        url: `${gateway}/services/data/v60.0/query`,
        headers: [['Origin', ORIGIN]],
      });
      shared = answer.header('Access-Control-Allow-Origin');
    }
    expect(shared).toBe(ORIGIN);
  });

  test('who may only look sees the list, and is offered no change', async () => {
    const page = await arrive();
    await signIn(page, await addPerson(outputs['UserPoolId'], ['view-allowlist']));
    await page.getByRole('link', { name: ORIGIN }).waitFor();
    expect(await isOff(page, 'New')).toBe(true);
  });

  test('a sign-out leaves, asks to revoke, and leads to no new sign-in by itself', async () => {
    const page = await arrive();
    await signIn(page, await addPerson(outputs['UserPoolId'], ['manage-allowlist']));
    await page.getByRole('link', { name: ORIGIN }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').first().waitFor();
    expect(asked).toEqual(expect.arrayContaining(['/oauth2/revoke', '/logout']));
    expect(asked).not.toContain('/oauth2/authorize');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator(USER_NAME).waitFor();
  });
});

async function isOff(page: Page, button: string): Promise<boolean> {
  const found = page.getByRole('button', { name: button, exact: true }).first();
  return (await found.isDisabled()) || (await found.getAttribute('aria-disabled')) === 'true';
}
