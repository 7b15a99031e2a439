import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { OidcProvider } from '../../lambda/evaluator/oauth/support/oidc-provider';
import { launchChromium } from '../../support/chromium';
import { send } from '../../support/http-client';
import { startLocalProcess, type LocalProcess } from '../../support/local-process';
import { createEntry, switchOAuth } from '../../conformance/fixtures';
import type { Target } from '../../conformance/target';
import { startPages, type Pages } from './pages';

/** An allowlisted page, one below an allowlisted wildcard with its apex, and one that nobody listed. */
export const LISTED = 'https://app.customer.example';
export const WILDCARD = 'https://a.b.wild.example';
export const APEX = 'https://wild.example';
export const STRANGER = 'https://stranger.example';

/** The default of `cacheTtl`, and the second that the specification adds to it. */
const SETTLE_MILLIS = 11_000;

const NO_RULES = (): readonly string[] => [];

/** The parts of a stage that others do not have. */
export interface StageOptions {
  /** Whether the issuer takes form posts at authorize. */
  readonly formPosts?: boolean;
  /** Rules of the browser's host resolver, once the ports are known. */
  readonly rules?: (local: LocalProcess) => readonly string[];
}

/** A gateway with a real issuer behind it, and a browser in front. */
export class Stage {
  private constructor(
    readonly issuer: OidcProvider,
    readonly local: LocalProcess,
    readonly browser: Browser,
    private readonly pages: Pages,
  ) {}

  static async open({ formPosts = false, rules = NO_RULES }: StageOptions = {}): Promise<Stage> {
    const issuer = await OidcProvider.start({ redirectUri: `${LISTED}/callback`, formPosts });
    const local = await startLocalProcess(['--empty', '--oauth-upstream', issuer.issuer]);
    const pages = await startPages();
    // Every `*.example` name leads to the pages, so that they have real https origins on this machine.
    const toPages = `MAP *.example:443 127.0.0.1:${String(pages.port)}`;
    const browser = await launchChromium([...rules(local), toPages]);
    const stage = new Stage(issuer, local, browser, pages);
    for (const pattern of [LISTED, 'https://*.wild.example']) await createEntry(stage, { pattern });
    await switchOAuth(stage, true);
    return stage;
  }

  get gateway(): string {
    return this.local.ready.gateway;
  }

  /** Calls the admin API, not from a page. */
  readonly admin: Target['admin'] = ({ path, ...request }) =>
    send({ ...request, url: `${this.local.ready.admin}/cors/v1${path}` });

  /** A page of an origin in a profile of its own. */
  async page(url: string): Promise<Page> {
    const context = await this.context();
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  context(): Promise<BrowserContext> {
    return this.browser.newContext({ ignoreHTTPSErrors: true });
  }

  /** Switches the entry of a pattern on or off, and waits until that is in force. */
  async setStatus(pattern: string, status: 'active' | 'inactive'): Promise<void> {
    const list = await this.admin({ path: `/allowlist?prefix=${encodeURIComponent(pattern)}` });
    const [entry] = (list.json() as { items: { id: string; version: number }[] }).items;
    const answer = await this.admin({
      method: 'PUT',
      path: `/allowlist/${entry?.id ?? ''}`,
      headers: [
        ['Content-Type', 'application/json'],
        ['If-Match', `"${String(entry?.version)}"`],
      ],
      body: JSON.stringify({ status }),
    });
    if (answer.status !== 200) throw new Error(answer.body.toString('utf8'));
    await pause(SETTLE_MILLIS);
  }

  async switchOAuth(on: boolean): Promise<void> {
    await switchOAuth(this, on);
    await pause(SETTLE_MILLIS);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.pages.close();
    await this.local.stop();
    await this.issuer.stop();
  }
}
