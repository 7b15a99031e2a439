import type { Page } from 'playwright-core';
import type { UserManager as Manager, UserManagerSettings } from 'oidc-client-ts';
import { LISTED } from './stage';

/** The client library as the page's script tag defines it. */
interface ClientLibrary {
  readonly UserManager: new (settings: UserManagerSettings) => Manager;
}

/** The result of signing in. */
export interface SignedIn {
  readonly sub: string | undefined;
  readonly userinfo: Readonly<Record<string, unknown>>;
  readonly revoked: boolean;
}

function settings(gateway: string): UserManagerSettings {
  return {
    authority: gateway,
    metadataUrl: `${gateway}/.well-known/openid-configuration`,
    client_id: 'page',
    redirect_uri: `${LISTED}/callback`,
    scope: 'openid',
  };
}

/** Fills the forms of the issuer, which then sends the browser back to the page. */
export async function logIn(page: Page, callback: string): Promise<void> {
  await page.fill('input[name=login]', 'somebody');
  await page.fill('input[name=password]', 'anything');
  await page.click('button[type=submit]');
  // Consent is the next page of the same kind.
  await page.waitForSelector('button[type=submit]:has-text("Continue")');
  await Promise.all([page.waitForURL(`${callback}**`), page.click('button[type=submit]')]);
}

/** Signs in by the authorization code flow with PKCE, knowing nothing but the gateway's discovery document. */
export async function signIn(page: Page, gateway: string): Promise<SignedIn> {
  const left = page.waitForURL(`${gateway}/interaction/**`);
  await page.evaluate((options) => {
    const { oidc } = window as unknown as { readonly oidc: ClientLibrary };
    void new oidc.UserManager(options).signinRedirect();
  }, settings(gateway));
  await left;
  await logIn(page, `${LISTED}/callback`);
  return page.evaluate(async (options) => {
    const { oidc } = window as unknown as { readonly oidc: ClientLibrary };
    const manager = new oidc.UserManager(options);
    const user = await manager.signinRedirectCallback();
    const endpoint = await manager.metadataService.getUserInfoEndpoint();
    const headers = { Authorization: `Bearer ${user.access_token}` };
    const userinfo = (await (await fetch(endpoint, { headers })).json()) as Record<string, unknown>;
    const revoke = await manager.metadataService.getRevocationEndpoint();
    // Not by the client library, which takes no answer of the type text/plain, as this issuer sends it.
    const form = new URLSearchParams({ client_id: 'page', token: user.access_token });
    await fetch(String(revoke), { method: 'POST', body: form });
    const afterwards = await fetch(endpoint, { headers });
    return { sub: user.profile.sub, userinfo, revoked: afterwards.status === 401 };
  }, settings(gateway));
}
