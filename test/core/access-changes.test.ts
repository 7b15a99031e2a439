import { accessChanges, type AccessChanges, type AllowlistEntry } from '../../lib/core';

const AT = Date.parse('2030-05-01T12:00:00.000Z');
const LATER = AT + 86_400_000;
const NONE: AccessChanges = { gained: [], lost: [], prolonged: [], shortened: [] };

function entry(pattern: string, fields: Partial<AllowlistEntry> = {}): AllowlistEntry {
  return { id: pattern, pattern, status: 'active', ...fields };
}

const both = (pattern: string, ...except: string[]) => ({ pattern, except, credentials: 'both' as const });
const without = (pattern: string, ...except: string[]) => ({
  ...both(pattern, ...except),
  credentials: 'without' as const,
});
const withThem = (pattern: string, ...except: string[]) => ({
  ...both(pattern, ...except),
  credentials: 'with' as const,
});

const WIDE = entry('https://*.example.com');
const ONE = entry('https://app.example.com');
const SHOP = entry('https://*.shop.example.com');
const inactive = (one: AllowlistEntry): AllowlistEntry => ({ ...one, status: 'inactive' });
const shared = (one: AllowlistEntry): AllowlistEntry => ({ ...one, allowSharedOrigin: true });
const until = (one: AllowlistEntry, expiresAt: number): AllowlistEntry => ({ ...one, expiresAt });

test.each<[string, readonly AllowlistEntry[], readonly AllowlistEntry[], Partial<AccessChanges>]>([
  ['an entry that is new', [], [ONE], { gained: [both(ONE.pattern)] }],
  ['a wildcard that is new', [], [WIDE], { gained: [both(WIDE.pattern)] }],
  [
    'a wildcard over an entry that was there',
    [ONE],
    [ONE, WIDE],
    { gained: [both(WIDE.pattern, ONE.pattern)] },
  ],
  [
    'a wildcard over a wildcard that was there',
    [SHOP],
    [SHOP, WIDE],
    { gained: [both(WIDE.pattern, SHOP.pattern)] },
  ],
  ['an entry below a wildcard that was there', [WIDE], [WIDE, ONE], {}],
  [
    'a wildcard that goes, over an entry that stays',
    [WIDE, ONE],
    [ONE],
    { lost: [both(WIDE.pattern, ONE.pattern)] },
  ],
  ['a wildcard that becomes a narrower one', [WIDE], [SHOP], { lost: [both(WIDE.pattern, SHOP.pattern)] }],
  [
    'a narrower wildcard that becomes a wider one',
    [SHOP],
    [WIDE],
    { gained: [both(WIDE.pattern, SHOP.pattern)] },
  ],
  ['an entry that is switched off', [ONE], [inactive(ONE)], { lost: [both(ONE.pattern)] }],
  ['an entry that is switched off below a wildcard', [ONE, WIDE], [inactive(ONE), WIDE], {}],
  ['an inactive entry that is new', [], [inactive(ONE)], {}],
  ['an entry that has expired already', [], [until(ONE, AT)], {}],
  [
    'an entry that gets an end',
    [ONE],
    [until(ONE, LATER)],
    { shortened: [{ ...both(ONE.pattern), to: LATER }] },
  ],
  [
    'an entry that loses its end',
    [until(ONE, LATER)],
    [ONE],
    { prolonged: [{ ...both(ONE.pattern), from: LATER }] },
  ],
  [
    'an end that comes later',
    [until(ONE, LATER)],
    [until(ONE, LATER + 1)],
    { prolonged: [{ ...both(ONE.pattern), from: LATER, to: LATER + 1 }] },
  ],
  [
    'an end that comes sooner',
    [until(ONE, LATER + 1)],
    [until(ONE, LATER)],
    { shortened: [{ ...both(ONE.pattern), from: LATER + 1, to: LATER }] },
  ],
  ['an entry of both lists that is another object', [until(ONE, LATER)], [until({ ...ONE }, LATER)], {}],
  [
    'two ends that move differently, one for endpoints with credentials',
    [until(ONE, LATER), shared(ONE)],
    [until(ONE, LATER + 1), until(shared(ONE), LATER + 2)],
    {
      shortened: [{ ...without(ONE.pattern), to: LATER + 2 }],
      prolonged: [{ ...withThem(ONE.pattern), from: LATER, to: LATER + 1 }],
    },
  ],
  [
    'two ends that begin differently',
    [until(ONE, LATER), until(shared(ONE), LATER + 1)],
    [ONE],
    {
      prolonged: [
        { ...without(ONE.pattern), from: LATER + 1 },
        { ...withThem(ONE.pattern), from: LATER },
      ],
    },
  ],
  [
    'two ends that end differently',
    [ONE],
    [until(ONE, LATER), until(shared(ONE), LATER + 1)],
    {
      shortened: [
        { ...without(ONE.pattern), to: LATER + 1 },
        { ...withThem(ONE.pattern), to: LATER },
      ],
    },
  ],
  [
    'regions whose ends differ are named one by one',
    [until(WIDE, LATER), until(ONE, LATER + 5)],
    [until(WIDE, LATER + 6)],
    {
      prolonged: [
        { ...both(WIDE.pattern, ONE.pattern), from: LATER, to: LATER + 6 },
        { ...both(ONE.pattern), from: LATER + 5, to: LATER + 6 },
      ],
    },
  ],
  [
    'a region whose new end differs',
    [WIDE],
    [until(WIDE, LATER), until(ONE, LATER + 1)],
    {
      shortened: [
        { ...both(WIDE.pattern, ONE.pattern), to: LATER },
        { ...both(ONE.pattern), to: LATER + 1 },
      ],
    },
  ],
  [
    'entries in any order are sorted, and so are exceptions',
    [entry('https://z.example.com'), entry('https://a.example.com')],
    [
      entry('https://z.example.com'),
      entry('https://a.example.com'),
      entry('https://m.test'),
      entry('https://b.test'),
      entry('https://y.test'),
      WIDE,
    ],
    {
      gained: [
        both(WIDE.pattern, 'https://a.example.com', 'https://z.example.com'),
        both('https://b.test'),
        both('https://m.test'),
        both('https://y.test'),
      ],
    },
  ],
  [
    'hosts of this machine, one below the other',
    [],
    [entry('http://localhost:3000'), entry('http://app.localhost:3000'), entry('http://127.0.0.1')],
    {
      gained: [both('http://127.0.0.1'), both('http://app.localhost:3000'), both('http://localhost:3000')],
    },
  ],
  [
    'patterns that are spelled in another way than origins, and wildcards that are broken',
    [],
    [
      entry('https://APP.example.com'),
      entry('https://app.example.com:443'),
      entry('https://*.example.com:x'),
      entry('https://*.example.com:443x'),
      entry('https://*.192.0.2.1'),
      entry('https://*.'),
      entry('xhttps://*.example.com'),
      // A Safari id is stored in lower case.
      entry('safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0'),
    ],
    {},
  ],
  ['an end that a wildcard makes meaningless', [WIDE, ONE], [WIDE, until(ONE, LATER)], {}],
  ['an entry that says that it is shared', [ONE], [shared(ONE)], { lost: [withThem(ONE.pattern)] }],
  [
    'an entry that no longer says that it is shared',
    [shared(ONE)],
    [ONE],
    { gained: [withThem(ONE.pattern)] },
  ],
  ['a shared wildcard that is new', [], [shared(WIDE)], { gained: [without(WIDE.pattern)] }],
  [
    'a shared wildcard over an entry that counts',
    [],
    [shared(WIDE), ONE],
    { gained: [without(WIDE.pattern, ONE.pattern), both(ONE.pattern)] },
  ],
  [
    'a wildcard over suffixes without the flag',
    [],
    [entry('https://*.amazonaws.com')],
    { gained: [without('https://*.amazonaws.com')] },
  ],
  [
    'another port',
    [WIDE],
    [WIDE, entry('https://*.example.com:8443')],
    { gained: [both('https://*.example.com:8443')] },
  ],
  ['an app without the flag', [], [entry('capacitor://localhost')], {}],
  ['an app', [], [shared(entry('capacitor://localhost'))], { gained: [without('capacitor://localhost')] }],
  [
    'every Firefox extension, beside one that was there',
    [entry('moz-extension://00000000-0000-0000-0000-000000000000')],
    [entry('moz-extension://00000000-0000-0000-0000-000000000000'), shared(entry('moz-extension://*'))],
    { gained: [without('moz-extension://*', 'moz-extension://00000000-0000-0000-0000-000000000000')] },
  ],
  [
    'rows that match nothing',
    [],
    [entry('https://*'), entry('https://*.com'), entry('http://a.example'), entry('null')],
    {},
  ],
  ['an address', [], [entry('https://192.0.2.1')], { gained: [both('https://192.0.2.1')] }],
  [
    'a wildcard inside an exception of a wildcard',
    [entry('https://*.b.example.com')],
    [WIDE, entry('https://*.b.example.com')],
    { gained: [both(WIDE.pattern, 'https://*.b.example.com')] },
  ],
  [
    'an entry inside an exception of a wildcard',
    [WIDE, until(SHOP, LATER), entry('https://a.shop.example.com', { status: 'inactive' })],
    [entry('https://*.shop.example.com')],
    { lost: [both(WIDE.pattern, SHOP.pattern)] },
  ],
])('%s', (_, before, after, changes) => {
  expect(accessChanges(before, after, AT)).toEqual({ ...NONE, ...changes });
});

test('a list without an end of 10,000 entries against the same list in another order changes nothing', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => entry(`https://p${index}.example.com`));
  expect(accessChanges(many, [...many].reverse(), AT)).toEqual(NONE);
});
