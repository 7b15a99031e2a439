import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** An answer that the issuer gives unchanged. */
export interface FixedAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The differences of the products from the issuer of the suite, which the suite makes on the way. */
export interface IssuerBehaviour {
  /** Whether access tokens are JWTs, which some clients decode. */
  readonly readableTokens: boolean;
  /** Whether the answer of the revocation endpoint has no type. */
  readonly emptyRevocation: boolean;
  /** Whether it takes what Salesforce takes: long code verifiers, a challenge without its method, a revocation without a client. */
  readonly likeSalesforce: boolean;
  /** Whether DPoP proofs need a nonce: everywhere, at user info alone, or nowhere. */
  readonly requireNonce: boolean | 'userinfo';
}

/** An issuer with the paths of a product. */
export interface IssuerSetup {
  readonly issuer: string;
  readonly clients: readonly object[];
  /** Paths of the endpoints, by the names of `oidc-provider`. */
  readonly routes: Readonly<Record<string, string>>;
  /** Path of the discovery document. */
  readonly document: string;
  /** Path below which people sign in. */
  readonly login: string;
  /** Names of query parameters that the product has, and the standard's. */
  readonly rename: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, FixedAnswer>>;
  /** Further members of answers with tokens. */
  readonly besideTokens: Readonly<Record<string, string>>;
  readonly behaviour: IssuerBehaviour;
}

/** A real issuer that calls itself by the gateway's name, reached at an address of this machine. */
export class LayoutIssuer {
  private constructor(
    private readonly child: ChildProcess,
    readonly address: string,
  ) {}

  static async start(setup: IssuerSetup): Promise<LayoutIssuer> {
    const stdio = process.env['CORS_LOCAL_LOGS'] === undefined ? 'ignore' : 'inherit';
    const child = fork(join(__dirname, 'layout-issuer-process.mjs'), [JSON.stringify(setup)], {
      stdio: [stdio, stdio, stdio, 'ipc'],
      execArgv: [],
    });
    const [address] = (await once(child, 'message')) as [string];
    return new LayoutIssuer(child, address);
  }

  async change(behaviour: Partial<IssuerBehaviour>): Promise<void> {
    this.child.send(behaviour);
    await once(this.child, 'message');
  }

  async stop(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}
