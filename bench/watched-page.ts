import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FIXTURES } from './whole-process';

/** A page in a profile of its own, so that nothing of it is cached. */
export interface WatchedPage {
  readonly page: Page;
  /** Milliseconds from the start of the navigation until a person can use the page. */
  readonly interactive: number;
  /** Milliseconds of processor time of the page's main thread until it rests; a busy machine hardly changes them. */
  readonly work: number;
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
  const devTools = await context.newCDPSession(page);
  await devTools.send('Performance.enable');
  await page.goto(url);
  const interactive = await page.evaluate<number>('benchInteractive');
  const { metrics } = await devTools.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
  return { page, interactive, work: seconds * 1000 };
}

/** Opens a page, waits until a person can use it, and closes it. */
export async function watch(browser: Browser, url: string, ready: string): Promise<WatchedPage> {
  const watched = await openWatched(browser, url, ready);
  await watched.page.context().close();
  return watched;
}
