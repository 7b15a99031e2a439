import { publicSuffixKind } from '../../lib/contract/public-suffixes';
import { parsePattern, suffixesBelow } from '../../lib/core';
import { ABOVE_PRIVATE_SUFFIXES, ABOVE_REGISTRY_SUFFIXES } from '../../lib/core/names-above-suffixes';
import { namesAboveSuffixes, written } from '../../scripts/suffix-list';

const names = namesAboveSuffixes();

test('the engine has the names that the list of tldts says today (else: npm run build:suffixes)', () => {
  expect(ABOVE_REGISTRY_SUFFIXES).toBe(written(names.registry).join(' '));
  expect(ABOVE_PRIVATE_SUFFIXES).toBe(written(names.private).join(' '));
  expect([names.registry.length, names.private.length]).toEqual([11, 444]);
});

test('each of them is read back, with the kind of what is below it', () => {
  expect(names.registry.filter((name) => suffixesBelow(name) !== 'icann')).toEqual([]);
  expect(names.private.filter((name) => suffixesBelow(name) !== 'private')).toEqual([]);
});

test.each(['com', 'example.com', 'www.amazonaws.com', 'xamazonaws.com', 'amazonaws.co', '', 'no', 'oslo.no'])(
  'there is no suffix below %j',
  (name) => {
    expect(suffixesBelow(name)).toBe('none');
  },
);

test('a wildcard over each of them is refused, and accepted with the flag below registries only', () => {
  const read = (name: string, allowSharedOrigin: boolean): string => {
    const result = parsePattern(`https://*.${name}`, { allowSharedOrigin, publicSuffixes: publicSuffixKind });
    return result.valid ? result.pattern : result.code;
  };
  expect(new Set(names.private.map((name) => read(name, false)))).toEqual(
    new Set(['wildcard_private_suffix']),
  );
  expect(names.private.filter((name) => read(name, true) !== `https://*.${name}`)).toEqual([]);
  for (const flag of [false, true]) {
    expect(new Set(names.registry.map((name) => read(name, flag)))).toEqual(
      new Set(['wildcard_public_suffix']),
    );
  }
});
