import fc from 'fast-check';
import {
  ENTRY_FIELD_NAMES,
  entryField,
  FORMER_NAMES,
  haveSameFields,
  storedFields,
  type EntryFieldName,
} from '../../lib/contract';

/** Values of a field, its default among them. */
function valuesOf(name: EntryFieldName): fc.Arbitrary<string | boolean | undefined> {
  switch (entryField(name).form) {
    case 'text':
      return fc.constantFrom(undefined, '', 'a', 'b');
    case 'time':
      return fc.constantFrom(
        undefined,
        '2030-01-01T00:00:00Z',
        '2030-01-01T01:00:00+01:00',
        '2031-01-01T00:00:00.5Z',
      );
    case 'flag':
      return fc.constantFrom(undefined, false, true);
    case 'status':
      return fc.constantFrom(undefined, 'active', 'inactive');
  }
}

const fields = fc.record(Object.fromEntries(ENTRY_FIELD_NAMES.map((name) => [name, valuesOf(name)])));

test('law: what is stored holds nothing that is a default, and storing it again changes nothing', () => {
  fc.assert(
    fc.property(fields, (given) => {
      const stored = storedFields(given);
      expect(storedFields(stored)).toEqual(stored);
      for (const name of ENTRY_FIELD_NAMES) {
        if (name in stored) expect(stored[name]).not.toBe(entryField(name).default);
        else expect([undefined, entryField(name).default]).toContain(given[name]);
      }
    }),
  );
});

test('law: two entries have the same fields exactly when the same is stored of them', () => {
  fc.assert(
    fc.property(fields, fields, (one, other) => {
      const [a, b] = [storedFields(one), storedFields(other)];
      expect(haveSameFields(a, a)).toBe(true);
      expect(haveSameFields(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

test('a name that is not in the table is not stored', () => {
  expect(storedFields({ name: 'a', colour: 'red' } as object)).toEqual({ name: 'a' });
});

test('a former name is not the name of another field', () => {
  for (const { from } of FORMER_NAMES) expect(ENTRY_FIELD_NAMES).not.toContain(from);
});
