import type { Browser, BrowserContext } from 'playwright-core';
import { FirefoxProcess } from '../../browser/support/firefox-process';
import { launchChromium } from '../../support/chromium';
import { OTHER, LISTED } from '../../support/local-api';
import { GATEWAY } from '../layouts/layout';

/** A browser that opens one page at a time, without what earlier ones have left. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  open(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts an engine in which every https name leads to this port. */
type Launch = (port: number) => Promise<Engine>;

export const ENGINES: Readonly<Record<'Chromium' | 'Firefox', Launch>> = {
  Chromium: async (port) => new Chromium(await launchChromium([`MAP *:443 127.0.0.1:${String(port)}`])),
  Firefox: async (port) => {
    const preferences = {
      'network.dns.forceResolve': '127.0.0.1',
      'network.socket.forcePort': `443=${String(port)}`,
      'dom.disable_open_during_load': false,
    };
    const capabilities = { acceptInsecureCerts: true, pageLoadStrategy: 'eager' };
    return new Firefox(await FirefoxProcess.start({ preferences, capabilities }));
  },
};

class Chromium implements Engine {
  readonly name = 'Chromium';
  readonly version: string;
  private context: BrowserContext | undefined;

  constructor(private readonly browser: Browser) {
    this.version = browser.version();
  }

  async open(url: string): Promise<void> {
    await this.context?.close();
    this.context = await this.browser.newContext({ ignoreHTTPSErrors: true });
    const page = await this.context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

class Firefox implements Engine {
  readonly name = 'Firefox';
  readonly version: string;

  constructor(private readonly browser: FirefoxProcess) {
    this.version = browser.marionette.browserVersion;
  }

  async open(url: string): Promise<void> {
    const { marionette } = this.browser;
    // A tab of its own, and nothing of what earlier pages have kept: a profile of its own would take seconds.
    const before = (await marionette.call('WebDriver:GetWindowHandles', {})) as readonly string[];
    const tab = (await marionette.call('WebDriver:NewWindow', { type: 'tab' })) as {
      readonly handle: string;
    };
    for (const handle of before) {
      await marionette.call('WebDriver:SwitchToWindow', { handle });
      await marionette.call('WebDriver:CloseWindow', {});
    }
    await marionette.call('WebDriver:SwitchToWindow', { handle: tab.handle });
    for (const origin of [GATEWAY, LISTED, OTHER]) {
      await marionette.call('WebDriver:Navigate', { url: `${origin}/forget` });
    }
    await marionette.call('WebDriver:Navigate', { url });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
