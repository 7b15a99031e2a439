import { mayRetry, waitBefore } from '../../console/api/retry';
import { instantOf, partsOf } from '../../console/entry/expiry';
import { draftFaults } from '../../console/entry/draft-faults';
import { draftOf, EMPTY_DRAFT, isSameDraft, newEntryOf, patchOf } from '../../console/entry/draft';
import { checkHere, stateOf } from '../../console/entry/pattern-check';
import { importFile } from '../../console/exchange/import-file';
import { wholeExport } from '../../console/exchange/whole-export';
import { START_FILTER } from '../../console/list/list-filter';
import { entriesSoFar } from '../../console/list/shown-entries';
import { tablePage, PAGE_SIZE } from '../../console/list/list-pages';
import { originParts } from '../../console/origin/origin-parts';
import { registrableBy } from '../../console/origin/suffixes';
import { recentChanges } from '../../console/changes/recent-changes';
import { fragmentOf, routeOf, type Route } from '../../console/shell/route';
import { questionOf } from '../../console/simulator/simulation';
import { publicSuffixKind } from '../../lib/contract/public-suffixes';
import type { Entry, EntryPage, ListQuery } from '../../console/api/shapes';

const NOW = Date.parse('2030-05-01T12:00:00Z');

function entry(pattern: string, more: Partial<Entry> = {}): Entry {
  const times = { createdAt: '2030-01-01T00:00:00.000Z', updatedAt: '2030-01-01T00:00:00.000Z' };
  return {
    id: pattern,
    pattern,
    status: 'active',
    effectiveStatus: 'active',
    version: 1,
    createdBy: 'a',
    updatedBy: 'a',
    ...times,
    ...more,
  };
}

describe('places of the page', () => {
  test.each<Route>([
    { name: 'origins' },
    { name: 'origins', section: 'settings' },
    { name: 'new' },
    { name: 'new', pattern: 'https://*.a.example:8443/?&#x' },
    { name: 'entry', id: 'aHR0_-' },
    { name: 'edit', id: 'aHR0_-' },
    { name: 'simulator' },
    { name: 'simulator', origin: 'null', url: 'https://api.example/a?b=c&d=e#f', method: 'POST' },
    { name: 'refused' },
    { name: 'exchange' },
    { name: 'changes' },
  ])('%j survives the way through the address', (route) => {
    expect(routeOf(fragmentOf(route))).toEqual(route);
  });

  test.each(['', '#', '#/', '#/nothing', '#/origins/a%2fb', '#/origins/../x', '#/constructor'])(
    '%s is the list',
    (text) => {
      expect(routeOf(text)).toEqual({ name: 'origins' });
    },
  );
});

describe('the form of an entry', () => {
  const before = draftOf(entry('https://a.example', { name: 'A', expiresAt: '2030-06-01T10:00:30.500Z' }));

  test('a patch names what was changed, and removes what was cleared', () => {
    expect(patchOf(before, before)).toEqual({});
    expect(patchOf(before, { ...before, name: '', owner: 'team' })).toEqual({ name: null, owner: 'team' });
    expect(patchOf(before, { ...before, date: '' })).toEqual({ expiresAt: null });
    expect(patchOf(before, { ...before, active: false })).toEqual({ status: 'inactive' });
    expect(patchOf({ ...before, allowSharedOrigin: true }, before)).toEqual({ allowSharedOrigin: null });
  });

  test('a new entry has the fields that were filled in', () => {
    expect(newEntryOf({ ...EMPTY_DRAFT, pattern: 'https://a.example' })).toEqual({
      pattern: 'https://a.example',
      status: 'active',
    });
    expect(isSameDraft(EMPTY_DRAFT, { ...EMPTY_DRAFT })).toBe(true);
    expect(isSameDraft(EMPTY_DRAFT, { ...EMPTY_DRAFT, time: '10:00' })).toBe(false);
  });

  test('an instant survives the fields for date and time, to the minute', () => {
    const instant = new Date(2031, 0, 31, 23, 59).toISOString();
    expect(instantOf(partsOf(instant))).toBe(instant);
    expect(instantOf(partsOf(undefined))).toBeUndefined();
  });

  test.each([
    { date: '2031-02-30', time: '10:00' },
    { date: '2031-2-3', time: '' },
    { date: '2031-02-03', time: '24:00' },
    { date: 'tomorrow', time: '' },
  ])('%j is no time', (parts) => {
    expect(instantOf(parts)).toBeNull();
  });

  test.each([
    [{}, []],
    [{ pattern: '' }, ['pattern']],
    [{ name: 'x'.repeat(80) }, []],
    [{ name: 'x'.repeat(81) }, ['name']],
    [{ name: 'two\nlines' }, ['name']],
    [{ description: 'two\nlines' }, []],
    [{ owner: '\u202egnp' }, ['owner']],
    [{ date: '2020-01-01' }, ['expiresAt']],
    [{ date: '2030-13-01' }, ['expiresAt']],
    [{ date: '2090-01-01' }, []],
  ])('%j has faults in %j', (part, faults) => {
    const draft = { ...EMPTY_DRAFT, pattern: 'https://a.example', ...part };
    expect(Object.keys(draftFaults(draft, NOW))).toEqual(faults);
  });

  test('an entry that is over already can be renamed', () => {
    const expiresAt = new Date(2020, 0, 1).toISOString();
    const over = draftOf(entry('https://a.example', { expiresAt }));
    expect(draftFaults({ ...over, name: 'Old' }, NOW, expiresAt)).toEqual({});
  });
});

describe('the pattern while it is typed', () => {
  test.each([
    ['', false, { kind: 'empty' }],
    ['https://A.example', false, { kind: 'fine', pattern: 'https://a.example' }],
    ['https://a.example/', false, { kind: 'refused', code: 'has_path', suggestion: 'https://a.example' }],
    ['https://*.github.io', false, { kind: 'shared', code: 'wildcard_private_suffix' }],
    ['https://*.github.io', true, { kind: 'fine' }],
    ['https://*.co.uk', true, { kind: 'refused', code: 'wildcard_public_suffix' }],
    ['capacitor://localhost', false, { kind: 'shared', code: 'shared_origin' }],
  ])('%s is judged with the list of suffixes', (text, shared, state) => {
    expect(checkHere(text, shared, publicSuffixKind)).toMatchObject(state);
  });

  test('without the list, the API judges suffixes', () => {
    expect(checkHere('https://*.co.uk', false)).toMatchObject({ kind: 'fine' });
  });

  test.each([
    [
      { outcome: 'created', pattern: 'https://a.example' },
      { kind: 'fine', pattern: 'https://a.example' },
    ],
    [
      { outcome: 'conflict', code: 'entry_exists', id: 'x' },
      { kind: 'exists', id: 'x', deleted: false },
    ],
    [
      { outcome: 'conflict', code: 'entry_deleted', id: 'x' },
      { kind: 'exists', deleted: true },
    ],
    [
      {
        outcome: 'invalid',
        errors: [{ pointer: '/pattern', code: 'wildcard_private_suffix', message: 'm' }],
      },
      { kind: 'shared', code: 'wildcard_private_suffix' },
    ],
    [
      { outcome: 'invalid', code: 'bad_host', message: 'm' },
      { kind: 'refused', code: 'bad_host' },
    ],
  ] as const)('%j is %j', (result, state) => {
    expect(stateOf({ line: 1, ...result }, 'https://a.example')).toMatchObject(state);
  });
});

describe('origins of strangers', () => {
  const parts = (text: string): ReturnType<typeof originParts> =>
    originParts(text, registrableBy(publicSuffixKind));

  test.each([
    [
      'https://a.b.example.co.uk:8443',
      { scheme: 'https://', below: 'a.b.', domain: 'example.co.uk', rest: ':8443' },
    ],
    ['https://login.bank.example.evil.com', { below: 'login.bank.example.', domain: 'evil.com' }],
    ['https://someone.github.io', { below: '', domain: 'someone.github.io' }],
    ['https://*.example.com', { below: '*.', domain: 'example.com' }],
    ['https://*.github.io', { below: '*.', domain: 'github.io' }],
    ['http://127.0.0.1:3000', { domain: '127.0.0.1', rest: ':3000' }],
    ['https://[::1]:3000', { domain: '[::1]', rest: ':3000' }],
    ['null', { scheme: '', domain: 'null' }],
    ['https://bank.example@evil.com', { scheme: '', domain: 'https://bank.example@evil.com' }],
    ['chrome-extension://abdkkegmcbiomijcbdaodaflgehfffed', { domain: 'abdkkegmcbiomijcbdaodaflgehfffed' }],
  ])('%s: whose it is stands out', (text, expected) => {
    expect(parts(text)).toMatchObject(expected);
  });

  test.each([
    ['https://xn--pple-43d.com', 'аpple.com', true],
    ['https://xn--mnchen-3ya.de', 'münchen.de', false],
    ['https://xn--80ak6aa92e.com', 'аррӏе.com', false],
    ['https://xn--eckwd4c7cu47r2wf.jp', 'ドメイン名例.jp', false],
    ['https://plain.example', undefined, false],
  ])('%s reads as %s', (text, unicode, mixesScripts) => {
    expect(parts(text).unicode).toBe(unicode);
    expect(parts(text).mixesScripts).toBe(mixesScripts);
  });

  test('hidden characters are visible, and a long text is cut', () => {
    expect(parts('https://a\u202eb.example').below + parts('https://a\u202eb.example').domain).toContain(
      '\ufffd',
    );
    expect(parts(`https://${'a'.repeat(2000)}`).domain.length).toBeLessThan(520);
  });
});

describe('calls that fail', () => {
  test.each([
    ['GET', undefined, true],
    ['GET', 503, true],
    ['GET', 429, true],
    ['GET', 404, false],
    ['GET', 500, false],
    ['POST', 429, true],
    ['POST', undefined, false],
    ['PATCH', 503, false],
    ['DELETE', 504, false],
  ])('%s with %s is tried again: %s', (method, status, expected) => {
    expect(mayRetry({ method, status, retryAfter: null })).toBe(expected);
  });

  test('the wait doubles, and is what the API asks for', () => {
    const attempt = { method: 'GET', status: 429, retryAfter: null };
    expect([0, 1, 2].map((retry) => waitBefore(retry, attempt))).toEqual([500, 1000, 2000]);
    expect(waitBefore(0, { ...attempt, retryAfter: '3' })).toBe(3000);
    expect(waitBefore(0, { ...attempt, retryAfter: '3600' })).toBe(10_000);
    expect(waitBefore(0, { ...attempt, retryAfter: 'Wed, 21 Oct 2030 07:28:00 GMT' })).toBe(500);
  });
});

describe('the list', () => {
  const { signal } = new AbortController();
  const pages = (...answers: EntryPage[]) => {
    const asked: ListQuery[] = [];
    return {
      asked,
      list: (query: ListQuery) => {
        asked.push(query);
        return Promise.resolve(answers[asked.length - 1] ?? { items: [] });
      },
    };
  };

  test('a page is filled from pieces that are short or empty', async () => {
    const { list, asked } = pages(
      { items: [], cursor: '1' },
      { items: [entry('a')], cursor: '2' },
      { items: [entry('b')] },
    );
    const page = await tablePage(list, { contains: 'x' }, undefined, signal);
    expect(page.items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(page).toMatchObject({ next: undefined, stopped: false });
    expect(asked.map(({ limit, cursor }) => [limit, cursor])).toEqual([
      [PAGE_SIZE, undefined],
      [PAGE_SIZE, '1'],
      [PAGE_SIZE - 1, '2'],
    ]);
  });

  test('a search that finds nothing stops, and can go on', async () => {
    const empty: EntryPage[] = Array.from({ length: 30 }, (_, index) => ({
      items: [],
      cursor: String(index),
    }));
    const { list, asked } = pages(...empty);
    const page = await tablePage(list, { contains: 'x' }, undefined, signal);
    expect(page).toMatchObject({ stopped: true, items: [], next: String(asked.length - 1) });
    expect(asked.length).toBeLessThan(30);
  });

  test('recent changes are those that are there and those that are deleted, the newest first', async () => {
    const at = (day: string): Partial<Entry> => ({ updatedAt: `2030-04-${day}T00:00:00.000Z` });
    const list = ({ status }: ListQuery) =>
      Promise.resolve({
        items:
          status === 'deleted' ? [entry('gone', at('29'))] : [entry('new', at('30')), entry('old', at('28'))],
      });
    const found = await recentChanges(list, { now: NOW, days: 7, most: 2 }, signal);
    expect(found.items.map(({ id }) => id)).toEqual(['new', 'gone']);
    expect(found.more).toBe(true);
  });
});

describe('files', () => {
  test.each([
    ['', { kind: 'fault', fault: 'empty' }],
    ['{', { kind: 'fault', fault: 'not_json' }],
    ['{}', { kind: 'fault', fault: 'no_entries' }],
    ['null', { kind: 'fault', fault: 'no_entries' }],
    ['[]', { kind: 'fault', fault: 'no_entries' }],
    [JSON.stringify(Array.from({ length: 1001 }, () => 1)), { kind: 'fault', fault: 'too_many' }],
    [
      '\ufeff[{"pattern":"https://a.example"}]',
      { kind: 'body', body: { json: [{ pattern: 'https://a.example' }] } },
    ],
    ['{"entries":[1]}', { kind: 'body', body: { json: [1] } }],
    [' <CorsWhitelistOrigins/>', { kind: 'body', body: { xml: '<CorsWhitelistOrigins/>' } }],
  ])('%s', (text, read) => {
    expect(importFile(text)).toEqual(read);
  });

  test('an export holds every page', async () => {
    const json = await wholeExport(
      (_format, cursor) =>
        Promise.resolve({
          text: JSON.stringify(cursor === undefined ? { entries: [1], cursor: 'x' } : { entries: [2] }),
          next: undefined,
        }),
      'json',
    );
    expect(JSON.parse(json.files[0]!.contents)).toEqual({ entries: [1, 2] });
    const xml = await wholeExport(
      (_format, cursor) =>
        Promise.resolve({ text: '<CorsWhitelistOrigin>', next: cursor === undefined ? 'x' : undefined }),
      'xml',
    );
    expect(xml.files.map(({ name }) => name)).toEqual(['allowlist-1.xml', 'allowlist-2.xml']);
    expect(xml.entries).toBe(2);
  });
});

test.each([
  [{ origin: '', url: 'https://a.example/', headers: '' }, { origin: null }, {}],
  [{ origin: 'null', url: '', headers: '' }, { origin: 'null' }, { url: 'required' }],
  [{ origin: 'x', url: 'u', headers: 'A: b: c\n\nB:d' }, { headers: { A: 'b: c', B: 'd' } }, {}],
  [{ origin: 'x', url: 'u', headers: 'no header' }, {}, { headers: 'bad_header' }],
])('the simulator is asked for %j', (form, question, faults) => {
  const asked = questionOf({ method: 'GET', ...form });
  expect(asked.question).toMatchObject(question);
  expect(asked.faults).toEqual(faults);
});

describe('the rows while the API is asked', () => {
  const items = [
    entry('https://a.example', { name: 'Shop' }),
    entry('https://b.example', { description: 'the SHOP' }),
    entry('https://c.example', { owner: 'shop-team' }),
    entry('https://shop.example'),
    entry('https://d.example'),
  ];
  const page = { items, next: undefined, stopped: false, total: undefined };
  const found = ['https://a.example', 'https://b.example', 'https://c.example', 'https://shop.example'];

  test.each([
    ['sho', true, {}, 'shop', { items: found, areAll: true }],
    ['SHO', true, {}, 'sHOp', { items: found, areAll: true }],
    // Not all of the list is there: there may be others.
    ['sho', false, {}, 'shop', { items: found, areAll: false }],
    // Whoever has another text may not be on the page.
    ['d.ex', true, {}, 'shop', { items: found, areAll: false }],
    ['', true, {}, 'd.example', { items: ['https://d.example'], areAll: true }],
    ['', true, {}, 'nobody', { items: [], areAll: true }],
    ['', true, { status: 'deleted' }, 'shop', undefined],
    ['', true, { sort: '-updatedAt' }, 'shop', undefined],
  ] as const)('after %j (all: %p), with %j, %j', (contains, isWhole, part, text, expected) => {
    const known = { filter: { ...START_FILTER, contains }, page, isWhole };
    const shown = entriesSoFar(known, { ...START_FILTER, ...part, contains: text });
    const patterns = shown && { items: shown.items.map(({ pattern }) => pattern), areAll: shown.areAll };
    expect(patterns).toEqual(expected);
  });
});
