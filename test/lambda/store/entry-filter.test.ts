import { EFFECTIVE_STATUSES } from '../../../lib/core';
import { entryId, entryKey } from '../../../lib/contract';
import { isWanted } from '../../../lambda/store/entry-filter';
import { type EntryFilter, type EntrySummary, LIVE_STATUSES } from '../../../lambda/store/entry-store';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const PATTERN = 'https://Shop.example';

function entry(attributes: Partial<EntrySummary> = {}): EntrySummary {
  return {
    ...entryKey(PATTERN),
    id: entryId(PATTERN),
    status: 'active',
    version: 1,
    createdAt: '2030-01-01T00:00:00.000Z',
    createdBy: 'ada',
    updatedAt: '2030-02-01T00:00:00.000Z',
    updatedBy: 'bob',
    ...attributes,
  };
}

function isShown(filter: Partial<EntryFilter>, attributes?: Partial<EntrySummary>): boolean {
  return isWanted(entry(attributes), { statuses: EFFECTIVE_STATUSES, now: NOW, ...filter });
}

test('without a filter every entry is wanted', () => {
  expect(isShown({})).toBe(true);
});

test('a status is wanted as it is in force, its expiry taken into account', () => {
  const expired = { expiresAt: '2030-01-01T00:00:00.000Z' };
  expect(isShown({ statuses: ['active'] })).toBe(true);
  expect(isShown({ statuses: ['inactive', 'expired', 'deleted'] })).toBe(false);
  expect(isShown({ statuses: ['active'] }, expired)).toBe(false);
  expect(isShown({ statuses: ['expired'] }, expired)).toBe(true);
});

test('the live statuses are all but deleted', () => {
  expect(LIVE_STATUSES).toEqual(['active', 'inactive', 'expired']);
});

test('an entry past its time to live is not wanted, whatever is asked for', () => {
  expect(isShown({}, { ttl: NOW / 1000 + 1 })).toBe(true);
  expect(isShown({}, { ttl: NOW / 1000 })).toBe(false);
});

test.each([
  ['teams/shop.json', 'teams/shop.json', true],
  ['teams/shop.json', 'teams/Shop.json', false],
  ['teams/shop.json', 'teams', false],
  ['teams', 'teams/shop.json', false],
  [undefined, 'teams', false],
])('an entry that %p owns is of the owner %p: %p', (owner, asked, expected) => {
  const attributes = owner === undefined ? {} : { owner };
  expect(isShown({ owner: asked }, attributes)).toBe(expected);
});

test.each([
  ['2030-01-31T23:59:59.999Z', true],
  ['2030-02-01T00:00:00.000Z', true],
  ['2030-02-01T00:00:00.001Z', false],
])('an entry of 1 February has changed since %s: %p', (changedSince, expected) => {
  expect(isShown({ changedSince })).toBe(expected);
});

test.each([
  ['shop.ex', true],
  ['SHOP.EX', true],
  ['https://shop.example', true],
  ['summer', true],
  ['SALE', true],
  ['Team', true],
  ['winter', false],
  ['ada', false],
  ['undefined', false],
])('an entry has %s in pattern, name, description or owner: %p', (contains, expected) => {
  const texts = { name: 'Summer shop', description: 'The sale of 2030', owner: 'team' };
  expect(isShown({ contains }, texts)).toBe(expected);
  expect(isShown({ contains: 'summer' })).toBe(false);
});

test('every filter must let an entry pass', () => {
  const attributes = { name: 'Summer shop', owner: 'team' };
  const all = { contains: 'summer', owner: 'team', changedSince: '2030-02-01T00:00:00.000Z' };
  expect(isShown(all, attributes)).toBe(true);
  expect(isShown({ ...all, contains: 'winter' }, attributes)).toBe(false);
  expect(isShown({ ...all, owner: 'nobody' }, attributes)).toBe(false);
  expect(isShown({ ...all, changedSince: '2030-03-01T00:00:00.000Z' }, attributes)).toBe(false);
});
