import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../support/chromium';
import { startAdmin, type Admin } from './admin';
import { visits, type Visits } from './visits';

/** One local gateway and one browser for the tests of a file. */
export interface ConsoleSuite extends Visits {
  readonly admin: Admin;
}

/** Sets up the file that calls it. */
export function consoleSuite(): ConsoleSuite {
  let admin: Admin;
  let browser: Browser;

  beforeAll(async () => {
    admin = await startAdmin();
    browser = await launchChromium();
  }, 120_000);

  const { open } = visits(() => browser);

  afterAll(async () => {
    await browser.close();
    await admin.stop();
  });

  return {
    get admin() {
      return admin;
    },
    open,
  };
}
