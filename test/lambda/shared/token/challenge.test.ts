import { scopeChallenge, tokenChallenge } from '../../../../lambda/shared/token/challenge';
import type { TokenFault } from '../../../../lambda/shared/token/check-result';

const METADATA = 'https://api.example.com/.well-known/oauth-protected-resource';

test.each<[fault: TokenFault, metadata: string | undefined, challenge: string]>([
  ['token_missing', undefined, 'Bearer'],
  ['token_missing', METADATA, `Bearer resource_metadata="${METADATA}"`],
  ['token_invalid', undefined, 'Bearer error="invalid_token", error_description="The token is not valid"'],
  [
    'token_expired',
    METADATA,
    `Bearer error="invalid_token", error_description="The token has expired", resource_metadata="${METADATA}"`,
  ],
])('%s with the metadata %j', (fault, metadata, challenge) => {
  expect(tokenChallenge(fault, metadata)).toBe(challenge);
});

test.each([
  [['a'], undefined, 'Bearer error="insufficient_scope", scope="a"'],
  [['a', 'b'], METADATA, `Bearer error="insufficient_scope", scope="a b", resource_metadata="${METADATA}"`],
  [['a"b\\c"'], undefined, 'Bearer error="insufficient_scope", scope="a\\"b\\\\c\\""'],
])('a token without the scopes %j', (scopes, metadata, challenge) => {
  expect(scopeChallenge(scopes, metadata)).toBe(challenge);
});
