import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FIXTURES } from './whole-process';

/** A page in a profile of its own, so that nothing of it is cached. */
export interface WatchedPage {
  readonly page: Page;
  /** Milliseconds from the start of the navigation until a person can use the page. */
  readonly interactive: number;
}

/**
 * Opens a page and waits until a person can use it.
 *
 * @param ready XPath expression for what must be there
 */
export async function openWatched(browser: Browser, url: string, ready: string): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript({ content: `window.benchReady = ${JSON.stringify(ready)};` });
  await context.addInitScript({ path: join(FIXTURES, 'page-watch.cjs') });
  const page = await context.newPage();
  await page.goto(url);
  return { page, interactive: await page.evaluate<number>('benchInteractive') };
}

/** Milliseconds until a person can use the page. */
export async function interactiveMillis(browser: Browser, url: string, ready: string): Promise<number> {
  const { page, interactive } = await openWatched(browser, url, ready);
  await page.context().close();
  return interactive;
}
