import { entityTag, expectedVersion } from '../../../lambda/admin/http/if-match';

/** The result for a header that is well-formed and matches nothing. */
const NO_VERSION = -1;

test('a version is its own tag', () => {
  for (const version of [0, 1, 42]) expect(expectedVersion([entityTag(version)])).toBe(version);
  expect(entityTag(7)).toBe('"7"');
});

test.each([
  [' "1" ', 1],
  ['"999999999999999"', 999_999_999_999_999],
  ['"1000000000000000"', NO_VERSION],
  ['W/"1"', NO_VERSION],
  ['"01"', NO_VERSION],
  ['"00"', NO_VERSION],
  ['"-1"', NO_VERSION],
  ['"1.0"', NO_VERSION],
  ['"1e3"', NO_VERSION],
  ['"x1"', NO_VERSION],
  ['"1x"', NO_VERSION],
  ['""', NO_VERSION],
  ['"\x80\xff!#~"', NO_VERSION],
])('%j expects the version %d', (value, version) => {
  expect(expectedVersion([value])).toBe(version);
});

test.each([
  ['*'],
  ['1'],
  [''],
  ['"1'],
  ['1"'],
  ['x"1"'],
  ['"1"x'],
  ['w/"1"'],
  ['W/ "1"'],
  ['"1", "2"'],
  ['"1""2"'],
  ['"1 "'],
  ['"\x7f"'],
  ['"\u0100"'],
])('%j is not one entity tag', (value) => {
  expect(() => expectedVersion([value])).toThrow(expect.objectContaining({ code: 'bad_if_match' }) as Error);
});

test('there must be one header, and no second one', () => {
  expect(() => expectedVersion([])).toThrow(
    expect.objectContaining({ code: 'precondition_required' }) as Error,
  );
  expect(() => expectedVersion(['"1"', '"1"'])).toThrow(
    expect.objectContaining({ code: 'bad_if_match' }) as Error,
  );
});
