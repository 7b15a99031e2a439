import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const CLIENT_ID = 'page';
/** On another origin than the page, so that the issuer by itself would refuse calls of the page. */
export const REDIRECT_URI = 'https://signed-in.example.org/cb';

/** A real issuer on a free port, with its own login pages. */
export class OidcProvider {
  private constructor(
    private readonly child: ChildProcess,
    readonly issuer: string,
  ) {}

  /** @param formPosts whether authorize takes form posts too */
  static async start(redirectUri = REDIRECT_URI, formPosts = false): Promise<OidcProvider> {
    const child = fork(
      join(__dirname, 'issuer-process.mjs'),
      [CLIENT_ID, redirectUri, formPosts ? 'form-posts' : ''],
      {
        stdio: 'ignore',
        execArgv: [],
      },
    );
    const [issuer] = (await once(child, 'message')) as [string];
    return new OidcProvider(child, issuer);
  }

  /** Method and target of what it was asked since this was last called. */
  async requests(): Promise<readonly string[]> {
    this.child.send('requests');
    const [requests] = (await once(this.child, 'message')) as [readonly string[]];
    return requests;
  }

  async stop(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}
