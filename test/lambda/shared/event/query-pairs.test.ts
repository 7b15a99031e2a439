import fc from 'fast-check';
import { queryPairs } from '../../../../lambda/shared/event/query-pairs';

test.each<[query: string, pairs: readonly (readonly [string, string])[]]>([
  ['', []],
  ['a', [['a', '']]],
  ['a=', [['a', '']]],
  ['=', [['', '']]],
  ['a=b=c', [['a', 'b=c']]],
  [
    'a=1&&a=2&',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['a+b=c+d%2B', [['a b', 'c d+']]],
  ['%61=%C3%BC', [['a', '\u00fc']]],
  ['a=%', [['a', '%']]],
  ['a=%zz%41', [['a', '%zzA']]],
  ['a=%FF%41', [['a', '\ufffdA']]],
  ['a=\u00fc%', [['a', '\u00fc%']]],
  ['?a=b', [['?a', 'b']]],
  ['a=b;c=d', [['a', 'b;c=d']]],
])('%j', (query, pairs) => {
  expect(queryPairs(query)).toEqual(pairs);
});

test('law: the pairs are those of the standard', () => {
  const piece = fc.constantFrom(
    'a',
    '=',
    '&',
    '+',
    '%',
    '%4',
    '%41',
    '%C3',
    '%BC',
    '%FF',
    '?',
    ';',
    '\u00fc',
  );
  const query = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(query, (text) => {
      // Node takes a "?" away, and decodes letters beyond ASCII wrongly beside a malformed escape.
      const ascii = text.replace(/^\?/, '%3F').replace(/\P{ASCII}+/gu, encodeURIComponent);
      expect(queryPairs(text)).toEqual([...new URLSearchParams(ascii)]);
    }),
    { numRuns: 3000 },
  );
});
