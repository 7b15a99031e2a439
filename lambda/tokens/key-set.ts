import { importJWK, type CryptoKey, type JWK } from 'jose';
import type { TokenAlgorithm } from '../../lib/contract/token-checks';
import { MAX_KEYS } from './limits';
import { UnreadableError, type JsonObject } from './published-json';

type VerifyingKey = CryptoKey | Uint8Array;

/** Key type, and curve where the algorithm has one. */
const FORM_OF: Readonly<Record<TokenAlgorithm, readonly [kty: string, crv?: string]>> = {
  RS256: ['RSA'],
  RS384: ['RSA'],
  RS512: ['RSA'],
  PS256: ['RSA'],
  PS384: ['RSA'],
  PS512: ['RSA'],
  ES256: ['EC', 'P-256'],
  ES384: ['EC', 'P-384'],
  ES512: ['EC', 'P-521'],
  EdDSA: ['OKP', 'Ed25519'],
  Ed25519: ['OKP', 'Ed25519'],
};

/** The public keys that an issuer has published at one time. Each is imported once for an algorithm. */
export class KeySet {
  private readonly imported = new Map<string, Promise<VerifyingKey>>();

  private constructor(private readonly keys: readonly JWK[]) {}

  /**
   * @throws UnreadableError for a document that is no key set
   * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
   */
  static of(document: JsonObject): KeySet {
    const { keys } = document;
    if (!Array.isArray(keys)) throw new UnreadableError('the key set has no keys');
    const objects = keys.filter((key): key is JWK => typeof key === 'object' && key !== null);
    return new KeySet(objects.slice(0, MAX_KEYS));
  }

  /**
   * The key of a token, or undefined if no key fits it, or several do.
   *
   * @param id `kid` of the token; without it the one key that fits the algorithm is meant
   */
  find(id: string | undefined, algorithm: TokenAlgorithm): Promise<VerifyingKey> | undefined {
    const fitting = this.keys.filter((key) => fits(key, algorithm) && (id === undefined || key.kid === id));
    const [key] = fitting;
    return key === undefined || fitting.length > 1 ? undefined : this.import(key, algorithm);
  }

  private import(key: JWK, algorithm: TokenAlgorithm): Promise<VerifyingKey> {
    const place = `${String(this.keys.indexOf(key))} ${algorithm}`;
    const known = this.imported.get(place);
    if (known !== undefined) return known;
    const made = importJWK(publicPart(key), algorithm);
    this.imported.set(place, made);
    return made;
  }
}

/** Whether a key may check tokens of an algorithm. @see https://www.rfc-editor.org/rfc/rfc7517#section-4 */
function fits({ kty, crv, use, key_ops: operations, alg }: JWK, algorithm: TokenAlgorithm): boolean {
  const [type, curve] = FORM_OF[algorithm];
  return (
    kty === type &&
    (curve === undefined || crv === curve) &&
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify'))) &&
    (alg === undefined || alg === algorithm || (isEdwards(alg) && isEdwards(algorithm)))
  );
}

/** The older name of the same algorithm. @see https://www.rfc-editor.org/rfc/rfc9864#section-2.2 */
function isEdwards(algorithm: string): boolean {
  return algorithm === 'EdDSA' || algorithm === 'Ed25519';
}

/** The parts that a check needs; an issuer that publishes its private key by mistake is no reason to use it. */
function publicPart({ kty, n, e, crv, x, y }: JWK): JWK {
  if (kty === 'RSA') return { kty, n, e } as JWK;
  return (y === undefined ? { kty, crv, x } : { kty, crv, x, y }) as JWK;
}
