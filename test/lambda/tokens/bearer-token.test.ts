import { bearerToken } from '../../../lambda/tokens/bearer-token';
import { MAX_TOKEN_LENGTH } from '../../../lambda/tokens/limits';

const LONGEST = 'a'.repeat(MAX_TOKEN_LENGTH - 'Bearer '.length);

test.each<[values: readonly string[], token: string]>([
  [['Bearer abc'], 'abc'],
  [['Bearer a.b-c_d~e+f/g=='], 'a.b-c_d~e+f/g=='],
  [['bEARER   abc'], 'abc'],
  [[`Bearer ${LONGEST}`], LONGEST],
])('%j has a token, with and without a scheme that must be there', (values, token) => {
  expect(bearerToken(values, false)).toBe(token);
  expect(bearerToken(values, true)).toBe(token);
});

test.each<[values: readonly string[], reason: string, detail: RegExp]>([
  [[], 'token_missing', /no Authorization header/],
  [[''], 'token_missing', /no Authorization header/],
  [['Bearer a', 'Bearer a'], 'token_invalid', /several/],
  [[`Bearer ${LONGEST}a`], 'token_invalid', /too long/],
  [['Basic dXNlcjpwYXNz'], 'token_missing', /scheme is not Bearer/],
  [['x Bearer abc'], 'token_missing', /scheme is not Bearer/],
  [['Bearer'], 'token_invalid', /malformed/],
  [['Bearer a b'], 'token_invalid', /malformed/],
  [['Bearer x Bearer abc'], 'token_invalid', /malformed/],
  [['Bearer a=b'], 'token_invalid', /malformed/],
])('%j has no token, with and without a scheme that must be there', (values, reason, detail) => {
  const found = { kind: 'refused', reason, detail: expect.stringMatching(detail) as string };
  expect(bearerToken(values, false)).toEqual(found);
  expect(bearerToken(values, true)).toEqual(found);
});

describe('a JWT without a scheme', () => {
  test.each(['aa.bb.cc', 'a-_9.b.', 'a.b.c'])('%j is taken where user pools check', (value) => {
    expect(bearerToken([value], true)).toBe(value);
    expect(bearerToken([value], false)).toMatchObject({ reason: 'token_missing' });
  });

  test.each(['a.b', 'a.b.c.d', '.b.c', 'a..c', 'a.b.c d', 'x a.b.c', 'a b.c.d', 'a.b/.c', 'a.b.c='])(
    '%j is none',
    (value) => {
      expect(bearerToken([value], true)).toMatchObject({ reason: 'token_missing' });
    },
  );
});
