import fc from 'fast-check';
import { requestTarget } from '../../../../lambda/evaluator/upstream/request-target';

/** The names that the client's part of the query has. */
function sent(names: readonly string[], fixed = 'p=policy'): readonly string[] {
  const target = requestTarget(
    '/authorize',
    names.map((name) => [name, 'x']),
    fixed,
  );
  expect(target.startsWith(`/authorize?${fixed}`)).toBe(true);
  return [...new URLSearchParams(target.slice(`/authorize?${fixed}`.length)).keys()];
}

test.each([
  'p',
  'P',
  '%70',
  '%2570',
  '%252570',
  '%u0070',
  'p[]',
  'p[0]',
  'P[x][y]',
  'p.x',
  'p(x)',
  ' p',
  'p ',
  '+p',
])('the client does not override the fixed p by %j', (name) => {
  expect(sent(['state', name, 'scope'])).toEqual(['state', 'scope']);
});
test.each(['_p', '!p', 'p\0', 'p\0x', '\u{ff50}', 'p_', 'p;', '?p', '&p', 'p='])(
  'nor by %j, which some servers read as p',
  (name) => {
    expect(sent(['state', name])).toEqual(['state']);
  },
);
test.each(['pp', 'prompt', 'ap', 'policy', '%71', 'x[p]', 'x.p'])('%j is another name', (name) => {
  expect(sent([name])).toEqual([name]);
});

test('the order and the repeats of other names stay', () => {
  expect(
    requestTarget(
      '/a',
      [
        ['b', '2'],
        ['P', 'evil'],
        ['a', '1'],
        ['b', '1'],
      ],
      'p=x&q=%26',
    ),
  ).toBe('/a?p=x&q=%26&b=2&a=1&b=1');
});

test('a name of several words is compared without its punctuation, in any encoding', () => {
  expect(
    sent(['response-mode', 'responseMode', 'response.mode', 'RESPONSE_MODE'], 'response_mode=query'),
  ).toEqual([]);
});

test('a fixed name without letters is compared as it is', () => {
  expect(sent(['%', '$', '_'], '$=1')).toEqual(['%', '_']);
});

test('without a fixed query nothing is left out', () => {
  expect(
    requestTarget('/a', [
      ['p', '1'],
      ['P', '2'],
    ]),
  ).toBe('/a?p=1&P=2');
});

/*
 * Law: however a server reads names (first or last of equal ones, any case, one more decoding), it reads the fixed value.
 */
test('every reading of the query has the fixed value', () => {
  const text = fc.string({ unit: fc.constantFrom(...'pP%705 []._+&=;?#\0x'.split('')), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (query) => {
      const pairs = [...new URLSearchParams(requestTarget('/a', query, 'p=policy').slice('/a?'.length))];
      const decode = (name: string): string => name.replace(/%70/gi, 'p').replace(/%50/gi, 'P');
      const readings = [
        (name: string) => name,
        (name: string) => name.toLowerCase(),
        (name: string) => decode(name).toLowerCase(),
        (name: string) => decode(name).trim().split('[', 1)[0] ?? '',
        (name: string) => (decode(name).split('\0', 1)[0] ?? '').toLowerCase(),
      ];
      for (const reading of readings) {
        expect(pairs.filter(([name]) => reading(name) === 'p').map(([, value]) => value)).toEqual(['policy']);
      }
    }),
    { numRuns: 2_000 },
  );
});
