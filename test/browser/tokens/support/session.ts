import type { Page } from 'playwright-core';
import type { User, UserManager as Manager, UserManagerSettings } from 'oidc-client-ts';
import { LISTED } from '../../../support/local-api';
import { AUDIENCE, READ } from '../../../support/token-seats/token-seats';
import { logIn } from '../../support/sign-in';

/** The client library as the page's script tag defines it. */
interface ClientLibrary {
  readonly UserManager: new (settings: UserManagerSettings) => Manager;
}

export const CALLBACK = `${LISTED}/callback`;

/** A person who has signed in at an issuer with a page of a listed origin, which renews its tokens by itself. */
export class Session {
  private constructor(
    readonly page: Page,
    private readonly settings: UserManagerSettings,
  ) {}

  /** Signs in by the authorization code flow with PKCE. */
  static async open(page: Page, issuer: string): Promise<Session> {
    const settings: UserManagerSettings = {
      authority: issuer,
      client_id: 'page',
      redirect_uri: CALLBACK,
      scope: `openid offline_access ${READ}`,
      prompt: 'consent',
      resource: AUDIENCE,
      automaticSilentRenew: false,
      // Its access token is the API's.
      loadUserInfo: false,
    };
    await page.goto(LISTED);
    const left = page.waitForURL(`${issuer}/interaction/**`);
    await page.evaluate((options) => {
      const { oidc } = window as unknown as { readonly oidc: ClientLibrary };
      void new oidc.UserManager(options).signinRedirect();
    }, settings);
    await left;
    await logIn(page, CALLBACK);
    await page.evaluate(async (options) => {
      const { oidc } = window as unknown as { readonly oidc: ClientLibrary };
      await new oidc.UserManager(options).signinRedirectCallback();
    }, settings);
    return new Session(page, settings);
  }

  /** The access token that the page has. */
  async token(): Promise<string> {
    return tokenOf(
      await this.page.evaluate((options) => {
        const { oidc } = window as unknown as { readonly oidc: ClientLibrary };
        return new oidc.UserManager(options).getUser();
      }, this.settings),
    );
  }

  /** Gets a new access token from the issuer with the refresh token. */
  async refresh(): Promise<string> {
    return tokenOf(
      await this.page.evaluate((options) => {
        const { oidc } = window as unknown as { readonly oidc: ClientLibrary };
        return new oidc.UserManager(options).signinSilent();
      }, this.settings),
    );
  }
}

/** The headers of a request with a token, or of one without. */
export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

function tokenOf(user: Pick<User, 'access_token'> | null): string {
  if (user === null) throw new Error('nobody is signed in');
  return user.access_token;
}
