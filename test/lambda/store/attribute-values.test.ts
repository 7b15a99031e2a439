import * as fc from 'fast-check';
import { entryId, entryKey, type EntryItem } from '../../../lib/contract';
import { itemBytes, numberIn, toAttributes } from '../../../lambda/store/attribute-values';
import { readEntryItem } from '../../../lambda/store/stored-items';
import { sizeOfItem } from './support/item-size';

test('values get the type that DynamoDB has for them, and nothing is left of what is undefined', () => {
  expect(toAttributes({ s: 'x', n: 1.5, b: false, l: ['y', { m: 2 }], u: undefined })).toEqual({
    s: { S: 'x' },
    n: { N: '1.5' },
    b: { BOOL: false },
    l: { L: [{ S: 'y' }, { M: { m: { N: '2' } } }] },
  });
});

test.each([
  [{ N: '12' }, 12],
  [{ N: 'x' }, undefined],
  [{ S: '12' }, undefined],
  [undefined, undefined],
])('the number in %p is %p', (attribute, expected) => {
  expect(numberIn(attribute as Parameters<typeof numberIn>[0])).toBe(expected);
});

test.each([
  ['a text', { a: 'xy' }, 1 + 2],
  ['a text outside ASCII', { ä: 'ö' }, 2 + 2],
  ['a number', { a: 12 }, 1 + 3],
  ['a number of an odd count of digits', { a: 123 }, 1 + 4],
  ['a boolean', { a: true }, 1 + 1],
  ['an empty list', { a: [] }, 1 + 3],
  ['a list', { a: ['x', 'yz'] }, 1 + 3 + 2 + 3],
  ['an empty map', { a: {} }, 1 + 3],
  ['a map', { a: { b: 'xy' } }, 1 + 3 + 1 + 1 + 2],
  ['two of them', { a: 'x', b: 'y' }, 4],
])('%s has its bytes, and its name', (_, item, bytes) => {
  expect(itemBytes(toAttributes(item))).toBe(bytes);
});

const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
const changes = fc.record(
  { field: texts, from: texts, to: texts },
  { requiredKeys: ['field'], noNullPrototype: true },
);
const entries: fc.Arbitrary<EntryItem> = fc
  .record(
    {
      name: texts,
      description: texts,
      expiresAt: fc.constant('2031-01-01T00:00:00.000Z'),
      allowSharedOrigin: fc.constant(true as const),
      status: fc.constantFrom('active', 'inactive', 'deleted'),
      version: fc.nat(),
      createdAt: texts,
      createdBy: texts,
      updatedAt: texts,
      updatedBy: texts,
      ttl: fc.nat(),
      history: fc.array(
        fc.record({
          at: texts,
          by: texts,
          action: fc.constantFrom('create', 'update', 'delete', 'restore'),
          changes: fc.array(changes, { maxLength: 5 }),
        }),
        { maxLength: 20 },
      ),
    },
    {
      requiredKeys: ['status', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'history'],
      noNullPrototype: true,
    },
  )
  .map((rest) => {
    const pattern = 'https://example.com';
    return { ...entryKey(pattern), id: entryId(pattern), ...rest };
  });

test('law: an entry that is written is the entry that is read', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      expect(readEntryItem(toAttributes(entry))).toEqual(entry);
    }),
  );
});

test('law: the store counts no fewer bytes than there are, numbers aside', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      const attributes = toAttributes({ ...entry, version: undefined, ttl: undefined });
      // The independent count takes the item for a map: 3 bytes, and one a name.
      const expected = sizeOfItem(attributes) - 3 - Object.keys(attributes).length;
      expect(itemBytes(attributes)).toBe(expected);
    }),
  );
});
