import type { Browser, Page } from 'playwright-core';
import { OidcProvider } from '../../../lambda/evaluator/oauth/support/oidc-provider';
import { launchChromium } from '../../../support/chromium';
import { AUDIENCE, READ, TokenSeats, WRITE } from '../../../support/token-seats/token-seats';
import { startPages, type Pages } from '../../support/pages';
import { CALLBACK, Session } from './session';

/** The seats behind a real issuer's tokens, and a browser with pages of real https origins. */
export class TokenStage {
  private constructor(
    readonly issuer: OidcProvider,
    readonly seats: TokenSeats,
    private readonly browser: Browser,
    private readonly pages: Pages,
  ) {}

  static async open(): Promise<TokenStage> {
    const api = { audience: AUDIENCE, scope: `${READ} ${WRITE}` };
    const issuer = await OidcProvider.start({ redirectUri: CALLBACK, api });
    const seats = await TokenSeats.start(issuer.issuer);
    const pages = await startPages();
    const browser = await launchChromium([`MAP *.example:443 127.0.0.1:${String(pages.port)}`]);
    return new TokenStage(issuer, seats, browser, pages);
  }

  /** A page of an origin in a profile of its own. */
  async page(url: string): Promise<Page> {
    const context = await this.browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  async signIn(url: string): Promise<Session> {
    return Session.open(await this.page(url), this.issuer.issuer);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.pages.close();
    await this.seats.stop();
    await this.issuer.stop();
  }
}
