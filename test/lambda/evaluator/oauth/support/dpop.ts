import {
  createHash,
  generateKeyPairSync,
  randomUUID,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

/** A key pair of a page, and the proofs that it makes with it. @see https://www.rfc-editor.org/rfc/rfc9449#section-4.2 */
export class ProofMaker {
  private readonly privateKey: KeyObject;
  private readonly jwk: JsonWebKey;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    this.jwk = publicKey.export({ format: 'jwk' });
  }

  /** @param htu the URL as the page asks it */
  proof(
    htm: string,
    htu: string,
    more: { readonly nonce?: string; readonly accessToken?: string } = {},
  ): string {
    const { nonce, accessToken } = more;
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: this.jwk };
    const payload = {
      jti: randomUUID(),
      htm,
      htu,
      iat: Math.floor(Date.now() / 1000),
      ...(nonce !== undefined && { nonce }),
      ...(accessToken !== undefined && {
        ath: createHash('sha256').update(accessToken).digest('base64url'),
      }),
    };
    const signed = [header, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(signed), {
      key: this.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return `${signed}.${signature.toString('base64url')}`;
  }
}
