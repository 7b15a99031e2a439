import { decodeProtectedHeader } from 'jose';
import type { TokenAlgorithm } from '../../lib/contract/token-checks';
import { MAX_KEY_ID_LENGTH } from './limits';

/** The part of a token's header that chooses the key. */
export interface TokenHeader {
  readonly algorithm: TokenAlgorithm;
  readonly keyId: string | undefined;
}

/**
 * Members that bring a key along or say where one is, which only the issuer may say; and members that change how a token is
 * read, which nobody here understands.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8725#section-3
 */
const FORBIDDEN = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc', 'cty'];

/** Types of access and ID tokens; a token of another kind is not one, though its signature is good. */
const USUAL_TYPES: readonly string[] = ['jwt', 'at+jwt'];

/** Reads the header of a token. @returns what is wrong with it, as a text for the log, if anything is */
export function tokenHeader(
  token: string,
  algorithms: readonly TokenAlgorithm[],
  type: string | undefined,
): TokenHeader | string {
  let header: Readonly<Record<string, unknown>>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    return 'it is not a JWT';
  }
  const { alg, kid, typ } = header;
  const algorithm = algorithms.find((one) => one === alg);
  if (algorithm === undefined) return 'the algorithm is not taken';
  const forbidden = FORBIDDEN.find((name) => Object.hasOwn(header, name));
  if (forbidden !== undefined) return `the header has the member ${forbidden}`;
  if (!isType(typ, type)) return 'the header names another type';
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KEY_ID_LENGTH))
    return 'the key id is malformed';
  return { algorithm, keyId: kid };
}

/** Media types are compared without regard to case. @see https://www.rfc-editor.org/rfc/rfc7515#section-4.1.9 */
function isType(found: unknown, wanted: string | undefined): boolean {
  if (found === undefined) return wanted === undefined;
  if (typeof found !== 'string') return false;
  const name = nameOf(found);
  return wanted === undefined ? USUAL_TYPES.includes(name) : name === nameOf(wanted);
}

function nameOf(type: string): string {
  return type.toLowerCase().replace(/^application\//, '');
}
