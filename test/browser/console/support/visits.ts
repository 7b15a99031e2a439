import type { Browser, Page } from 'playwright-core';
import { openConsole, type ConsolePage } from './console-page';

/** The page of the test that runs. */
export interface Visits {
  /** Opens the console, once a test. */
  readonly open: (url: string, options?: Parameters<typeof openConsole>[2]) => Promise<Page>;
}

/** After each test of the file that calls it, the page is closed, and the browser must not have complained of it. */
export function visits(browser: () => Browser | undefined): Visits {
  let current: ConsolePage | undefined;

  afterEach(async () => {
    const { complaints } = current ?? { complaints: [] };
    await current?.close();
    current = undefined;
    expect(complaints).toEqual([]);
  });

  return {
    open: async (url, options) => {
      const started = browser();
      if (started === undefined) throw new Error('the browser was not started');
      current = await openConsole(started, url, options);
      return current.page;
    },
  };
}
