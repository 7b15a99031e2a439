import { entryId } from '../../../lib/contract';
import { readEnabled, readEntryRow } from '../../../lambda/store/verdict-row';

const PATTERN = 'https://example.com';
const SOUND = { sk: { S: PATTERN }, status: { S: 'active' } };

test('an entry needs a pattern and a status, and no more', () => {
  expect(readEntryRow(SOUND)).toEqual({
    entry: { id: entryId(PATTERN), pattern: PATTERN, status: 'active' },
    goneAt: undefined,
  });
});

test.each<[string, Parameters<typeof readEntryRow>[0], true | undefined]>([
  ['false', { allowSharedOrigin: { BOOL: false } }, undefined],
  [
    'false under both names',
    { allowSharedOrigin: { BOOL: false }, allowPublicSuffix: { BOOL: false } },
    undefined,
  ],
  ['true', { allowSharedOrigin: { BOOL: true } }, true],
])('a flag that is stored as %s', (_, item, expected) => {
  expect(readEntryRow({ ...SOUND, ...item })?.entry.allowSharedOrigin).toBe(expected);
});

test('times are in milliseconds', () => {
  const times = { expiresAt: { S: '2030-05-01T12:00:00.000Z' }, ttl: { N: '1903953600' } };
  expect(readEntryRow({ ...SOUND, ...times })).toMatchObject({
    entry: { expiresAt: Date.parse('2030-05-01T12:00:00.000Z') },
    goneAt: 1_903_953_600_000,
  });
});

test.each<[string, Parameters<typeof readEntryRow>[0]]>([
  ['nothing', {}],
  ['no pattern', { status: SOUND.status }],
  ['a pattern of another type', { ...SOUND, sk: { N: '1' } }],
  ['no status', { sk: SOUND.sk }],
  ['a status that is none', { ...SOUND, status: { S: 'on' } }],
  ['a status of another type', { ...SOUND, status: { BOOL: true } }],
  ['an expiry that is no time', { ...SOUND, expiresAt: { S: 'soon' } }],
  ['an expiry of another type', { ...SOUND, expiresAt: { N: '1' } }],
  ['a time to live of another type', { ...SOUND, ttl: { S: '1' } }],
  ['a time to live that is no number', { ...SOUND, ttl: { N: 'x' } }],
  ['a flag of another type', { ...SOUND, allowSharedOrigin: { S: 'true' } }],
])('an item with %s is no entry', (_, item) => {
  expect(readEntryRow(item)).toBeUndefined();
});

test.each([
  [undefined, false],
  [{}, false],
  [{ enableCorsForOAuthEndpoints: { BOOL: false } }, false],
  [{ enableCorsForOAuthEndpoints: { S: 'true' } }, false],
  [{ enableCorsForOAuthEndpoints: { BOOL: true } }, true],
])('the setting in %j is %p', (item, expected) => {
  expect(readEnabled(item as Parameters<typeof readEnabled>[0])).toBe(expected);
});
