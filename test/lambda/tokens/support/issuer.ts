import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** A key pair of an issuer. */
interface SigningKey {
  readonly id: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** Claims and header members that differ from those of a good token; `undefined` takes one out. */
export interface TokenOptions {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Index of the key that signs. */
  readonly key?: number;
}

export const AUDIENCE = 'https://api.example.com';

/** An issuer that publishes metadata and keys over HTTP, signs tokens, and counts what it was asked. */
export class TestIssuer {
  readonly asked: string[] = [];
  /** Whether it answers. */
  mode: 'up' | 'failing' | 'silent' | 'gone' = 'up';
  /** In place of the key set that it publishes. */
  published: unknown;
  /** Members of its metadata that differ. */
  metadata: Readonly<Record<string, unknown>> = {};
  readonly keys: SigningKey[] = [];

  private constructor(
    private readonly server: Server,
    readonly name: string,
  ) {}

  /** @param path of the issuer, as in `/tenant/` */
  static async start(path = '', algorithm = 'ES256'): Promise<TestIssuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const issuer = new TestIssuer(server, `http://127.0.0.1:${String(port)}${path}`);
    await issuer.addKey(algorithm);
    server.on('request', ({ url = '' }, response) => {
      issuer.asked.push(url);
      if (issuer.mode === 'silent') return;
      if (issuer.mode === 'gone') {
        response.socket?.resetAndDestroy();
        return;
      }
      const body = issuer.mode === 'up' ? issuer.documentAt(url) : undefined;
      response.writeHead(issuer.mode === 'failing' ? 500 : body === undefined ? 404 : 200);
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
    return issuer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get jwksUri(): string {
    return `${new URL(this.name).origin}/keys`;
  }

  /** How often its keys were read. */
  get keyReads(): number {
    return this.asked.filter((url) => url === '/keys').length;
  }

  async addKey(algorithm = 'ES256', id = `key-${String(this.keys.length + 1)}`): Promise<SigningKey> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: id, alg: algorithm, use: 'sig' };
    const key = { id, algorithm, privateKey, jwk };
    this.keys.push(key);
    return key;
  }

  /** A token that is good but for the options. */
  async token({ claims = {}, header = {}, key = 0 }: TokenOptions = {}): Promise<string> {
    const { id, algorithm, privateKey } = this.keys[key] as SigningKey;
    const now = Math.floor(Date.now() / 1000);
    const payload: Record<string, unknown> = {
      iss: this.name,
      aud: AUDIENCE,
      sub: 'someone',
      iat: now,
      exp: now + 300,
      ...claims,
    };
    const known = Object.entries(payload).filter(([, value]) => value !== undefined);
    const fullHeader: Record<string, unknown> = { alg: algorithm, kid: id, typ: 'at+jwt', ...header };
    const members = Object.entries(fullHeader).filter(([, value]) => value !== undefined);
    return new SignJWT(Object.fromEntries(known))
      .setProtectedHeader(Object.fromEntries(members) as { alg: string })
      .sign(privateKey);
  }

  private documentAt(url: string): unknown {
    if (url === '/keys') return this.published ?? { keys: this.keys.map(({ jwk }) => jwk) };
    const path = new URL(this.name).pathname.replace(/\/$/, '');
    return url === `${path}/.well-known/openid-configuration`
      ? { issuer: this.name, jwks_uri: this.jwksUri, ...this.metadata }
      : undefined;
  }
}
