import type { TokenFault } from './check-result';

/** The error of RFC 6750 for a fault; a request without a token is told no more than which scheme is meant. */
const ERRORS: Readonly<Record<TokenFault, string | undefined>> = {
  token_missing: undefined,
  token_invalid: 'The token is not valid',
  token_expired: 'The token has expired',
};

/**
 * The value of `WWW-Authenticate` for a token that is not taken.
 *
 * @param metadata URL of the metadata of the protected resource
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function tokenChallenge(fault: TokenFault, metadata: string | undefined): string {
  const description = ERRORS[fault];
  return challenge([
    ...(description === undefined
      ? []
      : ([
          ['error', 'invalid_token'],
          ['error_description', description],
        ] as const)),
    ...metadataOf(metadata),
  ]);
}

/** The same for a token without a scope that is needed. */
export function scopeChallenge(scopes: readonly string[], metadata: string | undefined): string {
  return challenge([['error', 'insufficient_scope'], ['scope', scopes.join(' ')], ...metadataOf(metadata)]);
}

type Parameters = readonly (readonly [name: string, value: string])[];

/** @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1 */
function metadataOf(url: string | undefined): Parameters {
  return url === undefined ? [] : [['resource_metadata', url]];
}

function challenge(parameters: Parameters): string {
  const texts = parameters.map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return texts.length === 0 ? 'Bearer' : `Bearer ${texts.join(', ')}`;
}
