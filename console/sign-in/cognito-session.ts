import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { ConsoleSignIn } from '../../lib/contract';
import { SignInEnded } from '../api/problem';
import { permissionsOf, type Permissions, type Session } from './session';

/** Remembers, until the window is closed, that somebody signed out and should not be signed in again at once. */
const SIGNED_OUT = 'cors-console-signed-out';
/** A token that ends within this time is renewed before it is used. */
const RENEW_SECONDS = 60;

/** The beginning of a visit: somebody is signed in, or it is up to them. */
export type Arrival =
  | { readonly kind: 'signed-in'; readonly session: Session; readonly place: string }
  | { readonly kind: 'signed-out'; readonly signIn: () => Promise<void> }
  | { readonly kind: 'failed'; readonly reason: string; readonly signIn: () => Promise<void> }
  | { readonly kind: 'leaving' };

/** Reads what brought the browser here: the answer of a sign-in, a sign-out, or a first visit, which leads to the sign-in. */
export async function arrive(config: ConsoleSignIn): Promise<Arrival> {
  const page = `${location.origin}${location.pathname}`;
  const manager = makeManager(config, page);
  const place = location.hash;
  const signIn = async (): Promise<void> => {
    sessionStorage.removeItem(SIGNED_OUT);
    await manager.signinRedirect({ state: place });
  };
  const answer = new URLSearchParams(location.search);
  if (answer.has('state')) {
    try {
      const user = await manager.signinRedirectCallback();
      const back = typeof user.state === 'string' ? user.state : '';
      history.replaceState(null, '', `${location.pathname}${back}`);
      return { kind: 'signed-in', session: new CognitoSession(config, manager, user, page), place: back };
    } catch (error) {
      history.replaceState(null, '', location.pathname);
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error), signIn };
    }
  }
  if (sessionStorage.getItem(SIGNED_OUT) !== null) return { kind: 'signed-out', signIn };
  await signIn();
  return { kind: 'leaving' };
}

/** The endpoints are named here, because the issuer's own document is on a host that may not share it with pages. */
function makeManager({ issuer, domain, clientId, scope }: ConsoleSignIn, page: string): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: page,
    scope,
    metadata: {
      issuer,
      authorization_endpoint: `${domain}/oauth2/authorize`,
      token_endpoint: `${domain}/oauth2/token`,
      revocation_endpoint: `${domain}/oauth2/revoke`,
    },
    // Tokens live in memory alone; the state of a sign-in, which holds none, must survive the way there and back.
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
  });
}

/** Somebody who is signed in with a user pool. */
class CognitoSession implements Session {
  readonly header = 'Authorization';
  readonly user: string;
  readonly permissions: Permissions;
  private renewal: Promise<boolean> | undefined;

  constructor(
    private readonly config: ConsoleSignIn,
    private readonly manager: UserManager,
    private current: User,
    private readonly page: string,
  ) {
    const { profile } = current;
    const name = profile['cognito:username'];
    this.user = typeof name === 'string' ? name : profile.sub;
    this.permissions = permissionsOf(profile['cognito:groups'], config);
  }

  async authorization(): Promise<string | undefined> {
    if ((this.current.expires_in ?? 0) < RENEW_SECONDS) await this.renew(this.token);
    return this.token;
  }

  /** Several calls that fail at once lead to one renewal. */
  renew(refused: string | undefined): Promise<boolean> {
    if (refused !== this.token) return Promise.resolve(true);
    this.renewal ??= this.renewNow().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  ended(): Error {
    return new SignInEnded();
  }

  async signIn(place: string): Promise<void> {
    await this.manager.signinRedirect({ state: place });
  }

  async signOut(): Promise<void> {
    // Whatever the issuer says, the person leaves.
    await this.manager.revokeTokens(['refresh_token']).catch(() => undefined);
    await this.manager.removeUser();
    sessionStorage.setItem(SIGNED_OUT, '1');
    const { domain, clientId } = this.config;
    const query = new URLSearchParams({ client_id: clientId, logout_uri: this.page });
    location.assign(`${domain}/logout?${query.toString()}`);
  }

  private get token(): string | undefined {
    return this.config.token === 'id' ? this.current.id_token : this.current.access_token;
  }

  private async renewNow(): Promise<boolean> {
    if (this.current.refresh_token === undefined) return false;
    try {
      const user = await this.manager.signinSilent();
      if (user === null) return false;
      this.current = user;
      return true;
    } catch {
      return false;
    }
  }
}
