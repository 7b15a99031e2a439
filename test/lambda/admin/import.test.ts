import { type Engine, startEngine } from '../store/support/engine';
import { ADMIN_ARN, type AdminRequest } from './support/admin-event';
import { type AdminBench, startBench } from './support/admin-bench';
import { entryIn, exportIn, importIn, outcomeOf, problemIn } from './support/bodies';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(async () => {
  bench = await startBench(engine.endpoint);
  bench.now = NOW;
});

afterEach(() => bench.stop());

afterAll(() => engine.stop());

type Mode = 'create' | 'upsert';

function request(mode: Mode, entries: readonly unknown[], more: object = {}): AdminRequest {
  return { method: 'POST', path: '/allowlist/import', json: { mode, entries, ...more } };
}

function xmlRequest(body: string, query: Record<string, string> = {}): AdminRequest {
  const headers = { 'Content-Type': 'application/xml' };
  return { method: 'POST', path: '/allowlist/import', body, headers, query };
}

/** The outcome of each line, as `1 created`, `2 invalid has_path`. */
async function outcomes(call: AdminRequest): Promise<readonly string[]> {
  const { results } = importIn(await bench.call(call));
  return results.map(({ line, outcome, code }) =>
    [line, outcome, ...(code === undefined ? [] : [code])].join(' '),
  );
}

async function current(pattern: string): Promise<ReturnType<typeof entryIn>> {
  const path = `/allowlist/${Buffer.from(pattern).toString('base64url')}`;
  return entryIn(await bench.call({ method: 'GET', path }));
}

const A = 'https://a.example';
const B = 'https://b.example';

describe('create', () => {
  test('each line has its result by number, and a bad one does not stop the others', async () => {
    const lines = [
      { pattern: A, name: 'A' },
      { pattern: 'https://b.example/' },
      7,
      null,
      { pattern: B, colour: 'red' },
      { name: 'no pattern' },
      { pattern: 'https://C.example' },
      { pattern: 'https://d.example', expiresAt: '2030-05-01T11:00:00Z' },
      { pattern: 'https://e.example', status: 'deleted' },
    ];
    expect(await outcomes(request('create', lines))).toEqual([
      '1 created',
      '2 invalid has_path',
      '3 invalid wrong_type',
      '4 invalid wrong_type',
      '5 invalid unknown_field',
      '6 invalid required',
      '7 created',
      '8 invalid expires_in_past',
      '9 invalid bad_value',
    ]);
    expect(await current('https://c.example')).toMatchObject({ version: 1, createdBy: ADMIN_ARN });
  });

  test('the summary counts the lines by outcome', async () => {
    const answer = await bench.call(request('create', [{ pattern: A }, { pattern: A }, { pattern: 'x' }]));
    expect(importIn(answer)).toMatchObject({
      dryRun: false,
      summary: { created: 1, updated: 0, unchanged: 0, conflict: 1, invalid: 1, failed: 0 },
    });
  });

  test('an invalid line says what is wrong with each of its fields', async () => {
    const line = { pattern: 'https://a.example/', name: 5, x: 1 };
    const { results } = importIn(await bench.call(request('create', [line])));
    expect(results[0]?.errors).toEqual([
      expect.objectContaining({ pointer: '/name', code: 'wrong_type' }),
      expect.objectContaining({ pointer: '/x', code: 'unknown_field' }),
      expect.objectContaining({ pointer: '/pattern', code: 'has_path', suggestion: A }),
    ]);
  });

  test('what is there already, or deleted, is a conflict with its id', async () => {
    await bench.call(request('create', [{ pattern: A }, { pattern: B }]));
    await bench.entries.remove(B, 1, { by: 'test', at: NOW });
    const { results } = importIn(await bench.call(request('create', [{ pattern: A }, { pattern: B }])));
    expect(results).toEqual([
      expect.objectContaining({ outcome: 'conflict', code: 'entry_exists', id: (await current(A)).id }),
      expect.objectContaining({ outcome: 'conflict', code: 'entry_deleted', id: (await current(B)).id }),
    ]);
  });

  test('of two lines of one pattern the first one counts', async () => {
    const lines = [
      { pattern: A, name: 'first' },
      { pattern: 'HTTPS://A.example:443', name: 'second' },
    ];
    for (const mode of ['create', 'upsert'] as const) {
      expect((await outcomes(request(mode, lines)))[1]).toBe('2 conflict duplicate_line');
    }
    expect((await current(A)).name).toBe('first');
  });
});

describe('upsert', () => {
  test('updates what differs, and restores what is deleted', async () => {
    await bench.call(
      request('create', [
        { pattern: A, name: 'old' },
        { pattern: B, name: 'B' },
      ]),
    );
    await bench.entries.remove(B, 1, { by: 'test', at: NOW });
    const lines = [
      { pattern: A, name: 'new' },
      { pattern: B, status: 'inactive' },
      { pattern: 'https://c.example' },
    ];
    expect(await outcomes(request('upsert', lines))).toEqual(['1 updated', '2 updated', '3 created']);
    expect(await current(A)).toMatchObject({ name: 'new', version: 2 });
    expect(await current(B)).toMatchObject({ status: 'inactive', version: 3 });
    expect(await current(B)).not.toHaveProperty('name');
  });

  test('the same call again changes nothing', async () => {
    const lines = [
      { pattern: A, name: 'A', description: 'd', expiresAt: '2031-01-01T00:00:00Z', status: 'inactive' },
      { pattern: 'https://*.github.io', allowSharedOrigin: true },
      { pattern: B, allowSharedOrigin: false, status: 'active' },
    ];
    await bench.call(request('upsert', lines));
    const audits = bench.audits.length;
    bench.now = NOW + 1000;
    expect(await outcomes(request('upsert', lines))).toEqual(['1 unchanged', '2 unchanged', '3 unchanged']);
    expect(bench.audits).toHaveLength(audits);
    expect(await current(A)).toMatchObject({ version: 1, updatedAt: new Date(NOW).toISOString() });
  });
});

describe('the result of a line', () => {
  test('names the normalized pattern, and what an update changes', async () => {
    await bench.call(request('create', [{ pattern: A, name: 'old', status: 'inactive' }]));
    const lines = [
      { pattern: 'HTTPS://A.example:443', name: 'new' },
      { pattern: B },
      { pattern: 'nonsense' },
    ];
    const changes = [
      { field: 'name', from: 'old', to: 'new' },
      { field: 'status', from: 'inactive', to: 'active' },
    ];
    for (const dryRun of [true, false]) {
      const { results } = importIn(await bench.call(request('upsert', lines, { dryRun })));
      expect(results.map(({ pattern }) => pattern)).toEqual([A, B, undefined]);
      expect(results.map((result) => result.changes)).toEqual([changes, undefined, undefined]);
    }
    expect((await current(A)).history.at(-1)?.changes).toEqual(changes);
  });

  test('says what a restore changes', async () => {
    await bench.call(request('create', [{ pattern: A }]));
    await bench.entries.remove(A, 1, { by: 'test', at: NOW });
    const { results } = importIn(await bench.call(request('upsert', [{ pattern: A }])));
    expect(results[0]?.changes).toEqual([{ field: 'status', from: 'deleted', to: 'active' }]);
  });
});

describe('a line with a version', () => {
  beforeEach(async () => {
    await bench.call(request('create', [{ pattern: A }]));
    await bench.call(request('upsert', [{ pattern: A, name: 'two' }]));
  });

  test.each([1, 3])('%i is a conflict when the entry has another one', async (version) => {
    for (const dryRun of [true, false]) {
      const call = request('upsert', [{ pattern: A, name: 'x', version }], { dryRun });
      expect(await outcomes(call)).toEqual(['1 conflict stale_version']);
    }
    expect(await current(A)).toMatchObject({ name: 'two', version: 2 });
  });

  test('is written when the entry has that version, or is not there', async () => {
    const lines = [
      { pattern: A, name: 'three', version: 2 },
      { pattern: B, version: 7 },
    ];
    expect(await outcomes(request('upsert', lines))).toEqual(['1 updated', '2 created']);
  });

  test.each(['2', -1, 1.5, null])('%j is not a version', async (version) => {
    const [outcome] = await outcomes(request('upsert', [{ pattern: A, version }]));
    expect(outcome).toMatch(/^1 invalid /);
  });
});

describe('origins that strangers can have', () => {
  const SHARED = [
    'capacitor://localhost',
    'ionic://app',
    'tauri://localhost:1430',
    'app://-my_app',
    'moz-extension://*',
    'https://*.github.io',
    'https://*.amazonaws.com',
  ];
  const OTHERS = [
    'safari-web-extension://0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
    'moz-extension://0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
    'http://app.localhost:3000',
  ];

  test('go through create, import and export, with allowSharedOrigin', async () => {
    const [first = '', ...rest] = SHARED;
    const json = { pattern: first, allowSharedOrigin: true };
    expect(outcomeOf(await bench.call({ method: 'POST', path: '/allowlist', json }))).toBe('201');
    const lines = [
      ...rest.map((pattern) => ({ pattern, allowSharedOrigin: true })),
      ...OTHERS.map((pattern) => ({ pattern })),
    ];
    expect(importIn(await bench.call(request('create', lines))).summary).toMatchObject({
      created: lines.length,
    });
    const { entries } = exportIn(await bench.call({ method: 'GET', path: '/allowlist/export' }));
    expect(entries.map(({ pattern }) => pattern)).toEqual([...SHARED, ...OTHERS].sort());
    expect(importIn(await bench.call(request('upsert', entries))).summary).toMatchObject({
      unchanged: entries.length,
    });
  });

  test.each(SHARED)('%s is refused without it', async (pattern) => {
    const [outcome] = await outcomes(request('upsert', [{ pattern }]));
    expect(outcome).toMatch(/^1 invalid (shared_origin|wildcard_private_suffix)$/);
  });

  test('go through metadata where the entry on the list has it', async () => {
    const lines = [
      ...SHARED.map((pattern) => ({ pattern, allowSharedOrigin: true })),
      ...OTHERS.map((pattern) => ({ pattern })),
    ];
    await bench.call(request('create', lines));
    const xml = (await bench.call({ method: 'GET', path: '/allowlist/export', query: { format: 'xml' } }))
      .text;
    // An entry without a name takes the developer name.
    const named = importIn(await bench.call(xmlRequest(xml, { mode: 'upsert' })));
    expect(named.summary).toMatchObject({ updated: lines.length });
    expect(await current('moz-extension://*')).toMatchObject({ allowSharedOrigin: true });
    await bench.entries.remove('moz-extension://*', 2, { by: 'test', at: NOW });
    const elsewhere = await startBench(engine.endpoint);
    for (const [to, refused] of [
      [bench, 1],
      [elsewhere, SHARED.length],
    ] as const) {
      expect(importIn(await to.call(xmlRequest(xml, { mode: 'upsert' }))).summary).toMatchObject({
        invalid: refused,
      });
    }
    await elsewhere.stop();
  });
});

describe('owner', () => {
  const line = { pattern: A, owner: 'team-a/cors.json' };

  test('stays when a line does not name one, and is replaced when it does', async () => {
    await bench.call(request('create', [line]));
    expect(await outcomes(request('upsert', [{ pattern: A }]))).toEqual(['1 unchanged']);
    expect(await outcomes(request('upsert', [{ pattern: A, name: 'A' }]))).toEqual(['1 updated']);
    expect(await current(A)).toMatchObject({ name: 'A', owner: line.owner });
    expect(await outcomes(request('upsert', [{ pattern: A, owner: 'team-b' }]))).toEqual(['1 updated']);
    expect(await current(A)).toMatchObject({ owner: 'team-b' });
  });

  test('stays when a line restores an entry', async () => {
    await bench.call(request('create', [line]));
    await bench.entries.remove(A, 1, { by: 'test', at: NOW });
    expect(await outcomes(request('upsert', [{ pattern: A }]))).toEqual(['1 updated']);
    expect(await current(A)).toMatchObject({ status: 'active', owner: line.owner });
  });
});

describe('a field under its former name', () => {
  const wild = 'https://*.github.io';

  test('is taken, with a warning', async () => {
    const answer = await bench.call(
      request('create', [{ pattern: wild, allowPublicSuffix: true }, { pattern: A }]),
    );
    const { results } = importIn(answer);
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
    expect(results[0]?.warnings).toEqual([
      { code: 'renamed_field', text: 'allowPublicSuffix is called allowSharedOrigin now.' },
    ]);
    expect(results[1]).not.toHaveProperty('warnings');
    expect(await current(wild)).toMatchObject({ allowSharedOrigin: true });
  });

  test.each<[string, object, string]>([
    [
      'false is no permission',
      { pattern: wild, allowPublicSuffix: false },
      '1 invalid wildcard_private_suffix',
    ],
    ['another type', { pattern: wild, allowPublicSuffix: 'true' }, '1 invalid wrong_type'],
    [
      'beside the new name',
      { pattern: wild, allowPublicSuffix: false, allowSharedOrigin: true },
      '1 invalid duplicate_field',
    ],
  ])('%s', async (_, line, outcome) => {
    expect(await outcomes(request('upsert', [line]))).toEqual([outcome]);
  });

  test('is not a field of an entry that is created by itself', async () => {
    const json = { pattern: wild, allowPublicSuffix: true };
    const answer = await bench.call({ method: 'POST', path: '/allowlist', json });
    expect(outcomeOf(answer)).toBe(
      '422 validation_failed, /allowPublicSuffix unknown_field, /pattern wildcard_private_suffix',
    );
  });
});

describe('dryRun', () => {
  test('says what would happen and changes nothing', async () => {
    await bench.call(request('create', [{ pattern: A }, { pattern: B }]));
    await bench.entries.remove(B, 1, { by: 'test', at: NOW });
    const lines = [
      { pattern: A, name: 'x' },
      { pattern: B },
      { pattern: 'https://c.example' },
      { pattern: 'x' },
    ];
    const audits = bench.audits.length;
    const dry = await outcomes(request('upsert', lines, { dryRun: true }));
    expect(dry).toEqual(['1 updated', '2 updated', '3 created', '4 invalid missing_scheme']);
    expect(await outcomes(request('create', lines, { dryRun: true }))).toEqual([
      '1 conflict entry_exists',
      '2 conflict entry_deleted',
      '3 created',
      '4 invalid missing_scheme',
    ]);
    expect(bench.audits).toHaveLength(audits);
    expect((await current(A)).version).toBe(1);
    expect(await outcomes(request('upsert', lines))).toEqual(dry);
  });

  test('in the query holds for JSON as well', async () => {
    const call = { ...request('create', [{ pattern: A }], { dryRun: false }), query: { dryRun: 'true' } };
    expect(importIn(await bench.call(call))).toMatchObject({ dryRun: true, summary: { created: 1 } });
    expect(bench.audits).toHaveLength(0);
  });
});

describe('the call', () => {
  test('takes 1,000 lines and no more', async () => {
    const lines = Array.from({ length: 1001 }, (_, i) => ({ pattern: `https://l${i}.example` }));
    expect(outcomeOf(await bench.call(request('create', lines)))).toBe(
      '422 validation_failed, /entries too_many',
    );
    const { summary } = importIn(await bench.call(request('create', lines.slice(1))));
    expect(summary.created).toBe(1000);
  });

  test.each<[string, unknown, string]>([
    ['nothing', {}, '/entries required, /mode required'],
    ['another mode', { mode: 'replace', entries: [] }, '/mode bad_value'],
    ['no list', { mode: 'create', entries: {} }, '/entries wrong_type'],
    ['an unknown field', { mode: 'create', entries: [], force: true }, '/force unknown_field'],
    ['no boolean', { mode: 'create', entries: [], dryRun: 'true' }, '/dryRun wrong_type'],
    ['a list', [], ' wrong_type'],
  ])('with %s cannot be read', async (_, json, errors) => {
    const answer = await bench.call({ method: 'POST', path: '/allowlist/import', json });
    expect(outcomeOf(answer)).toBe(`422 validation_failed, ${errors}`);
  });

  test('with no lines has no results', async () => {
    expect(importIn(await bench.call(request('create', []))).results).toEqual([]);
  });

  test.each<[Record<string, string>, string]>([
    [{ dryRun: 'yes' }, '/dryRun bad_value'],
    [{ mode: 'replace' }, '/mode bad_value'],
    [{ force: '1' }, '/force unknown_parameter'],
  ])('with the query %j cannot be read', async (query, errors) => {
    const answer = await bench.call({ ...request('create', []), query });
    expect(outcomeOf(answer)).toBe(`422 validation_failed, ${errors}`);
  });

  test('names a bounded number of errors for each line', async () => {
    const line = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, 0]));
    const { results } = importIn(
      await bench.call(
        request(
          'create',
          Array.from({ length: 1000 }, () => line),
        ),
      ),
    );
    expect(results).toHaveLength(1000);
    expect(results.every(({ errors }) => errors?.length === 10)).toBe(true);
  });
});

describe('expired lines', () => {
  const line = { pattern: A, expiresAt: '2030-04-01T00:00:00.000Z' };

  test('are taken from an export and not from a person', async () => {
    expect(await outcomes(request('create', [line]))).toEqual(['1 invalid expires_in_past']);
    expect(await outcomes(request('create', [{ ...line, effectiveStatus: 'active' }]))).toEqual([
      '1 created',
    ]);
    expect(await current(A)).toMatchObject({ effectiveStatus: 'expired', expiresAt: line.expiresAt });
  });

  test('that would be gone at once are not taken at all', async () => {
    const gone = { ...line, expiresAt: new Date(NOW - 90 * DAY).toISOString(), effectiveStatus: 'expired' };
    expect(await outcomes(request('create', [gone]))).toEqual(['1 invalid expires_in_past']);
  });
});

describe('CorsWhitelistOrigin metadata', () => {
  const element = (children: string): string => `<CorsWhitelistOrigin>${children}</CorsWhitelistOrigin>`;
  const list = (...elements: readonly string[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<CorsWhitelistOrigins xmlns="http://soap.sforce.com/2006/04/metadata">\n` +
    `${elements.join('\n')}\n</CorsWhitelistOrigins>\n`;

  test('is imported line by line', async () => {
    const xml = list(
      element('<developerName>Shop</developerName><urlPattern>https://*.shop.example</urlPattern>'),
      element('<urlPattern>https://b.example/</urlPattern>'),
      element('<fullName>Other_1</fullName>\n<urlPattern>https://c.example</urlPattern>'),
      element(''),
      element('<urlPattern>https://d.example</urlPattern><isActive>true</isActive>'),
      element('text<urlPattern>https://e.example</urlPattern>'),
      element('<urlPattern>https://f.example</urlPattern><urlPattern>https://g.example</urlPattern>'),
      element('<urlPattern> https://h.example </urlPattern>'),
      element('<urlPattern><b>https://i.example</b></urlPattern>'),
      element('<urlPattern>https:&#47;&#x2f;j.example</urlPattern><developerName>A&amp;B</developerName>'),
      element('<urlPattern>https://*.github.io</urlPattern>'),
    );
    expect(await outcomes(xmlRequest(xml))).toEqual([
      '1 created',
      '2 invalid has_path',
      '3 created',
      '4 invalid required',
      '5 invalid unknown_field',
      '6 invalid unknown_field',
      '7 invalid not_a_string',
      '8 invalid bad_character',
      '9 invalid not_a_string',
      '10 created',
      '11 invalid wildcard_private_suffix',
    ]);
    expect(await current('https://*.shop.example')).toMatchObject({ name: 'Shop', status: 'active' });
    expect(await current('https://c.example')).toMatchObject({ name: 'Other_1' });
    expect(await current('https://j.example')).toMatchObject({ name: 'A&B' });
  });

  test('may be one element alone, with a prefix, a byte order mark and comments', async () => {
    const xml =
      '\ufeff<?xml version="1.0"?><!-- one --><m:CorsWhitelistOrigin xmlns:m="urn:x">' +
      '<m:urlPattern>https://a.example</m:urlPattern></m:CorsWhitelistOrigin>';
    expect(await outcomes(xmlRequest(xml))).toEqual(['1 created']);
  });

  test('takes mode and dryRun from the query', async () => {
    const xml = list(element(`<urlPattern>${A}</urlPattern>`));
    expect(await outcomes(xmlRequest(xml, { dryRun: 'true' }))).toEqual(['1 created']);
    expect(await outcomes(xmlRequest(xml))).toEqual(['1 created']);
    expect(await outcomes(xmlRequest(xml, { mode: 'create' }))).toEqual(['1 conflict entry_exists']);
    expect(await outcomes(xmlRequest(xml, { mode: 'upsert' }))).toEqual(['1 unchanged']);
    expect(outcomeOf(await bench.call(xmlRequest(xml, { mode: 'x' })))).toBe(
      '422 validation_failed, /mode bad_value',
    );
  });

  test('leaves alone what it has no place for', async () => {
    const fields = {
      name: 'Mine',
      description: 'd',
      owner: 'o',
      expiresAt: '2031-01-01T00:00:00.000Z',
      // Without it the entry would count where answers carry credentials, too.
      allowSharedOrigin: true,
    };
    await bench.call(
      request('create', [
        { pattern: A, ...fields },
        { pattern: B, ...fields, status: 'inactive' },
      ]),
    );
    await bench.entries.remove(A, 1, { by: 'test', at: NOW });
    const name = '<developerName>Theirs</developerName>';
    const xml = list(
      element(`${name}<urlPattern>${A}</urlPattern>`),
      element(`${name}<urlPattern>${B}</urlPattern>`),
    );
    expect(await outcomes(xmlRequest(xml, { mode: 'upsert' }))).toEqual(['1 updated', '2 updated']);
    expect(await current(A)).toMatchObject({ ...fields, status: 'active' });
    expect(await current(B)).toMatchObject({ ...fields, status: 'active' });
    expect(await outcomes(xmlRequest(xml, { mode: 'upsert' }))).toEqual(['1 unchanged', '2 unchanged']);
  });

  test('does not prolong an entry that has expired', async () => {
    const expired = { pattern: A, expiresAt: '2030-04-01T00:00:00.000Z', effectiveStatus: 'expired' };
    await bench.call(request('create', [expired]));
    const xml = list(element(`<urlPattern>${A}</urlPattern>`));
    expect(await outcomes(xmlRequest(xml, { mode: 'upsert' }))).toEqual(['1 conflict entry_expired']);
  });

  test('of no elements has no results', async () => {
    for (const xml of [list(), '<CorsWhitelistOrigins/>', '<CorsWhitelistOrigins></CorsWhitelistOrigins>']) {
      expect(await outcomes(xmlRequest(xml))).toEqual([]);
    }
  });

  test('takes 1,000 elements and no more', async () => {
    const elements = Array.from({ length: 1001 }, () => element('<urlPattern>x</urlPattern>'));
    expect(outcomeOf(await bench.call(xmlRequest(list(...elements))))).toBe(
      '422 validation_failed, /entries too_many',
    );
    expect(await outcomes(xmlRequest(list(...elements.slice(1))))).toHaveLength(1000);
  });

  const one = element(`<urlPattern>${A}</urlPattern>`);
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['no XML', 'urlPattern: https://a.example'],
    ['JSON', '{"mode":"create","entries":[]}'],
    ['an element that is not closed', '<CorsWhitelistOrigins>'],
    ['elements that cross', '<CorsWhitelistOrigins><a><b></a></b></CorsWhitelistOrigins>'],
    ['two roots', one + one],
    ['another root', `<Package>${one}</Package>`],
    ['another element in the list', `<CorsWhitelistOrigins>${one}<Other/></CorsWhitelistOrigins>`],
    ['text in the list', `<CorsWhitelistOrigins>${one}text</CorsWhitelistOrigins>`],
    ['a list in a list', list(list().replace(/<\?.*\?>/, ''))],
    [
      'a document type',
      `<!DOCTYPE x [<!ENTITY e "https://a.example">]>${element('<urlPattern>&e;</urlPattern>')}`,
    ],
    ['an external document type', `<!DOCTYPE x SYSTEM "file:///etc/passwd">${one}`],
    ['an entity that XML does not know', element('<urlPattern>&nbsp;</urlPattern>')],
    ['half an entity', element('<urlPattern>https://a.example?a&b</urlPattern>')],
    ['a numbered character that XML does not have', element('<urlPattern>&#0;</urlPattern>')],
    ['half a character by number', element('<urlPattern>&#xD800;</urlPattern>')],
    ['a number past Unicode', element('<urlPattern>&#x110000;</urlPattern>')],
    ['a CDATA section', element(`<urlPattern><![CDATA[${A}]]></urlPattern>`)],
    ['a null byte', element('<urlPattern>https://a.example\u0000</urlPattern>')],
    ['another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${one}`],
    ['no UTF-8', Buffer.concat([Buffer.from('<a>'), Buffer.from([0xe9]), Buffer.from('</a>')])],
    ['a name of the prototype', element('<constructor>x</constructor>')],
    [
      'deep nesting',
      `<CorsWhitelistOrigins>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</CorsWhitelistOrigins>`,
    ],
    ['a repeated attribute', '<CorsWhitelistOrigin a="1" a="2"/>'],
  ])('%s is refused', async (_, xml) => {
    const headers = { 'Content-Type': 'text/xml' };
    const answer = await bench.call({ method: 'POST', path: '/allowlist/import', body: xml, headers });
    expect(outcomeOf(answer)).toBe('400 bad_xml');
    expect(problemIn(answer).detail).toMatch(/\w/);
    expect(bench.audits).toHaveLength(0);
  });
});

test('an import and single changes of the same entries: each change is one version', async () => {
  await bench.call(request('create', [{ pattern: A }]));
  const names = Array.from({ length: 10 }, (_, i) => `import ${i}`);
  const imports = names.map((name) => bench.call(request('upsert', [{ pattern: A, name }])));
  const written = (await Promise.all(imports)).map((answer) => importIn(answer).summary);
  const updates = written.filter(({ updated }) => updated === 1).length;
  expect(updates + written.filter(({ failed }) => failed === 1).length).toBe(10);
  expect((await current(A)).version).toBe(1 + updates);
});
