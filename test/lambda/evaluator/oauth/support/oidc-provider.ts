import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const CLIENT_ID = 'page';
/** On another origin than the page, so that the issuer by itself would refuse calls of the page. */
export const REDIRECT_URI = 'https://signed-in.example.org/cb';

/** How an issuer is set up. */
export interface ProviderSetup {
  readonly redirectUri?: string;
  /** Whether authorize takes form posts too. */
  readonly formPosts?: boolean;
  /** Origin by which it calls itself; by default where it listens. */
  readonly publicName?: string;
  /** Path of the issuer identifier. */
  readonly mount?: string;
  /** Paths of its endpoints below that, by the names that `oidc-provider` has for them. */
  readonly routes?: Readonly<Record<string, string>>;
  /** Whether it wants a nonce of its own in each DPoP proof. */
  readonly nonces?: boolean;
  /** The API for which it gives JWTs to pages, and the scopes there; without it, its access tokens are opaque. */
  readonly api?: { readonly audience: string; readonly scope: string };
}

const USUAL: Required<Omit<ProviderSetup, 'api'>> = {
  redirectUri: REDIRECT_URI,
  formPosts: false,
  publicName: '',
  mount: '',
  routes: {},
  nonces: false,
};

/** A real issuer on a free port, with its own login pages. */
export class OidcProvider {
  private constructor(
    private readonly child: ChildProcess,
    readonly issuer: string,
    /** Origin at which it listens. */
    readonly address: string,
  ) {}

  static async start(setup: ProviderSetup = {}): Promise<OidcProvider> {
    const options = JSON.stringify({ clientId: CLIENT_ID, ...USUAL, ...setup });
    const child = fork(join(__dirname, 'issuer-process.mjs'), [options], { stdio: 'ignore', execArgv: [] });
    const [{ issuer, address }] = (await once(child, 'message')) as [{ issuer: string; address: string }];
    return new OidcProvider(child, issuer, address);
  }

  /** Method and target of what it was asked since this was last called. */
  async requests(): Promise<readonly string[]> {
    return this.tell('requests');
  }

  /** Seconds for which its next access tokens are good. */
  async setLifetime(seconds: number): Promise<void> {
    await this.tell('lifetime', seconds);
  }

  /** Signs with a new key from now on; the older ones stay published. */
  async rotateKey(): Promise<void> {
    await this.tell('rotate');
  }

  /** Nobody can connect to it until it is up again. */
  async goDown(): Promise<void> {
    await this.tell('down');
  }

  async comeUp(): Promise<void> {
    await this.tell('up');
  }

  async stop(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }

  private async tell(what: string, value?: number): Promise<readonly string[]> {
    this.child.send({ what, value });
    const [requests] = (await once(this.child, 'message')) as [readonly string[]];
    return requests;
  }
}
