import type { RefusedToken } from '../shared/token/check-result';
import { MAX_TOKEN_LENGTH } from './limits';

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;
/** A JWT without a scheme, as the authorizer of a user pool takes it too. */
const BARE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * The token of a request, or the reason why there is none. Only the header counts: tokens in a URL end up in logs.
 *
 * @param values every value of `Authorization`
 * @param takesBare whether a token without a scheme is taken
 */
export function bearerToken(values: readonly string[], takesBare: boolean): string | RefusedToken {
  const [value, ...others] = values;
  if (value === undefined || value === '')
    return refused('token_missing', 'there is no Authorization header');
  // Servers disagree on which of them counts.
  if (others.length > 0) return refused('token_invalid', 'there are several Authorization headers');
  if (value.length > MAX_TOKEN_LENGTH) return refused('token_invalid', 'the token is too long');
  if (takesBare && BARE.test(value)) return value;
  if (!/^bearer(?: |$)/i.test(value)) return refused('token_missing', 'the scheme is not Bearer');
  const token = BEARER.exec(value)?.[1];
  return token ?? refused('token_invalid', 'the Authorization header is malformed');
}

/** A token that is not taken. */
export function refused(reason: RefusedToken['reason'], detail: string): RefusedToken {
  return { kind: 'refused', reason, detail };
}
