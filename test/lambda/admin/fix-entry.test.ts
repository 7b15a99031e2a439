import type { Fix } from '../../../lambda/admin/schema/evaluate';
import { PATTERN_REASONS, type Verdict } from '../../../lib/core';
import { APP, fixOf, NOW, type RefusalCase } from './support/refusal-case';

const ENABLE = 'Switch on enableCorsForOAuthEndpoints in the settings.';
const SHARED = 'and allowSharedOrigin: true. Strangers can have this origin too';
const NO_HTTP = `No entry can be for this origin. ${PATTERN_REASONS.insecure_scheme}`;

const unlisted = { reason: 'origin_not_allowlisted' } as const;
const add = (pattern: string, more = ''): Fix => {
  return { kind: 'add_entry', text: `Add an entry with the pattern ${pattern}${more}.`, pattern };
};
const activate = (pattern: string, steps: string, id = 'id0'): Fix => {
  return { kind: 'activate_entry', text: `The entry ${pattern} matches, but does not count: ${steps}.`, id };
};
const RESTORE = 'restore it, and set its status to active if it comes back inactive';
const NOT_SHARED = 'set its allowSharedOrigin to false, because answers of this endpoint carry credentials';

test.each<[string, RefusalCase, Fix]>([
  ['an origin without an entry', { ...unlisted, entries: [] }, add(APP)],
  [
    'an origin beside other entries',
    { ...unlisted, entries: [{ pattern: 'https://b.example', status: 'inactive' }] },
    add(APP),
  ],
  [
    'an origin that strangers can have',
    { ...unlisted, origin: 'capacitor://localhost', entries: [] },
    add('capacitor://localhost', ` ${SHARED}`),
  ],
  [
    'an inactive entry',
    { ...unlisted, entries: [{ status: 'inactive' }] },
    activate(APP, 'set its status to active'),
  ],
  ['a deleted entry', { ...unlisted, entries: [{ status: 'deleted' }] }, activate(APP, RESTORE)],
  [
    'an entry that ends now',
    { ...unlisted, entries: [{ expiresAt: NOW }] },
    activate(APP, 'set a later expiresAt, or none'),
  ],
  [
    'an inactive entry that ends later',
    { ...unlisted, entries: [{ status: 'inactive', expiresAt: NOW + 1 }] },
    activate(APP, 'set its status to active'),
  ],
  [
    'an entry that has ended twice over',
    { ...unlisted, entries: [{ status: 'deleted', expiresAt: NOW - 1 }] },
    activate(APP, `${RESTORE}; set a later expiresAt, or none`),
  ],
  [
    'an entry without the permission that its form needs',
    { ...unlisted, origin: 'capacitor://localhost', entries: [{ pattern: 'capacitor://localhost' }] },
    activate(
      'capacitor://localhost',
      'set its allowSharedOrigin to true, if every such app or extension is meant',
    ),
  ],
  [
    'an inactive entry with that permission',
    {
      ...unlisted,
      origin: 'capacitor://localhost',
      entries: [{ pattern: 'capacitor://localhost', status: 'inactive', allowSharedOrigin: true }],
    },
    activate('capacitor://localhost', 'set its status to active'),
  ],
  [
    'a permission that is one too many where answers carry credentials',
    { ...unlisted, rule: { credentials: true }, entries: [{ allowSharedOrigin: true }] },
    activate(APP, NOT_SHARED),
  ],
  [
    'a permission that does not matter',
    { ...unlisted, entries: [{ allowSharedOrigin: true, status: 'inactive' }] },
    activate(APP, 'set its status to active'),
  ],
  [
    'the exact entry behind the wildcard',
    {
      ...unlisted,
      origin: 'https://a.app.example',
      entries: [
        { pattern: 'https://*.app.example', status: 'inactive' },
        { pattern: 'https://a.app.example', status: 'inactive' },
      ],
    },
    activate('https://a.app.example', 'set its status to active', 'id1'),
  ],
  [
    'a wildcard alone',
    {
      ...unlisted,
      origin: 'https://a.app.example',
      entries: [{ pattern: 'https://*.app.example', status: 'inactive' }],
    },
    activate('https://*.app.example', 'set its status to active'),
  ],
  [
    'an inactive wildcard that the rules of today refuse',
    {
      ...unlisted,
      origin: 'https://me.github.io',
      entries: [{ pattern: 'https://*.github.io', status: 'inactive' }],
    },
    add('https://me.github.io'),
  ],
  [
    'an inactive wildcard with the permission that it needs',
    {
      ...unlisted,
      origin: 'https://me.github.io',
      entries: [{ pattern: 'https://*.github.io', status: 'inactive', allowSharedOrigin: true }],
    },
    activate('https://*.github.io', 'set its status to active'),
  ],
  [
    'a wildcard over a public suffix where answers carry credentials',
    {
      ...unlisted,
      origin: 'https://me.github.io',
      rule: { credentials: true },
      entries: [{ pattern: 'https://*.github.io', allowSharedOrigin: true }],
    },
    add('https://me.github.io'),
  ],
  ['no origin', { ...unlisted, origin: '', entries: [] }, fixOf({ reason: 'malformed_origin' })],
])('the fix of %s', (_, refusal, fix) => {
  expect(fixOf(refusal)).toEqual(fix);
});

const setting = { reason: 'oauth_cors_disabled' } as const;
const then = (reason: Verdict['reason']): Pick<Verdict, 'outcome' | 'reason'> => ({
  outcome: 'refuse',
  reason,
});

test.each<[string, RefusalCase, Fix]>([
  [
    'alone is enough',
    { ...setting, entries: [{}], next: { outcome: 'allow', reason: 'origin_allowlisted' } },
    { kind: 'enable_oauth_cors', text: ENABLE },
  ],
  [
    'needs an entry as well',
    { ...setting, entries: [], next: then('origin_not_allowlisted') },
    {
      kind: 'enable_oauth_cors',
      text: `${ENABLE} And allowlist the origin: Add an entry with the pattern ${APP}.`,
      pattern: APP,
    },
  ],
  [
    'needs an entry that nobody can make',
    { ...setting, origin: 'http://plain.example', entries: [], next: then('origin_not_allowlisted') },
    { kind: 'none', text: NO_HTTP },
  ],
  [
    'does not help',
    { ...setting, entries: [], next: then('api_version_too_old') },
    fixOf({ reason: 'api_version_too_old', entries: [] }),
  ],
])('the setting %s', (_, refusal, fix) => {
  expect(fixOf(refusal)).toEqual(fix);
});
