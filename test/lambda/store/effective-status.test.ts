import { effectiveStatus } from '../../../lambda/store/effective-status';
import { isGone, timeToLive } from '../../../lambda/store/retention';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const DAY = 24 * 3600 * 1000;

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

test.each([
  ['active', undefined, 'active'],
  ['active', NOW + 1, 'active'],
  ['active', NOW, 'expired'],
  ['active', NOW - 1, 'expired'],
  ['inactive', undefined, 'inactive'],
  ['inactive', NOW - 1, 'inactive'],
  ['deleted', NOW - 1, 'deleted'],
] as const)('an entry that is %s and expires at %p counts as %s', (status, expiry, expected) => {
  const expiresAt = expiry === undefined ? {} : { expiresAt: iso(expiry) };
  expect(effectiveStatus({ status, ...expiresAt }, NOW)).toBe(expected);
});

test('an expiry that cannot be read counts as past', () => {
  expect(effectiveStatus({ status: 'active', expiresAt: 'tomorrow' }, NOW)).toBe('expired');
});

test.each([
  ['without an expiry, never', { status: 'active' }, undefined],
  ['90 days after expiry', { status: 'active', expiresAt: iso(NOW + DAY) }, NOW + 91 * DAY],
  ['of an inactive entry too', { status: 'inactive', expiresAt: iso(NOW + DAY) }, NOW + 91 * DAY],
  ['90 days after deletion', { status: 'deleted' }, NOW + 90 * DAY],
  ['deletion goes before expiry', { status: 'deleted', expiresAt: iso(NOW + DAY) }, NOW + 90 * DAY],
  ['an expiry in the past counts as now', { status: 'active', expiresAt: iso(NOW - DAY) }, NOW + 90 * DAY],
] as const)('time to live: %s', (_, entry, expected) => {
  expect(timeToLive(entry, NOW)).toBe(expected === undefined ? undefined : expected / 1000);
});

test('a time to live is in whole seconds, and never shorter than it should be', () => {
  expect(timeToLive({ status: 'deleted' }, NOW + 1)).toBe((NOW + 1000 + 90 * DAY) / 1000);
});

test('an item is gone in the second that its time to live names', () => {
  const ttl = NOW / 1000;
  expect([isGone({ ttl }, NOW - 1), isGone({ ttl }, NOW), isGone({}, NOW)]).toEqual([false, true, false]);
});
