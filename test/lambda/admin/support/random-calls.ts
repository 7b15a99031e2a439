import fc from 'fast-check';
import { ADMIN_ROUTES, entryId } from '../../../../lib/contract';
import { REFUSALS } from '../../../../lib/core';
import type { AdminRequest } from './admin-event';

const PATTERNS = [
  'https://a.example',
  'https://*.a.example',
  'https://b.example:8443',
  'https://*.github.io',
];
const STRANGE = [
  '',
  'null',
  '\u0000',
  '\ud800',
  '__proto__',
  'https://a.example/',
  '😀'.repeat(90),
  '%00',
  '../..',
];

const pattern = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PATTERNS) },
  fc.constantFrom(...STRANGE),
  fc.webUrl(),
  fc.string({ unit: 'binary' }),
);
const anything = fc.jsonValue({ maxDepth: 3 });
const text = fc.oneof(
  fc.string({ maxLength: 90 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(...STRANGE),
);
const time = fc.oneof(
  fc.constantFrom(
    '2099-01-01T00:00:00Z',
    '2020-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
    '2099-02-30T00:00:00Z',
  ),
  fc.date({ noInvalidDate: false }).map(String),
  text,
);

const fields = {
  pattern,
  name: text,
  description: text,
  owner: text,
  expiresAt: time,
  allowSharedOrigin: fc.boolean(),
  status: fc.constantFrom('active', 'inactive', 'deleted', 'x'),
};
/** Values that the schema asks for. */
const usual = fc.record(
  {
    pattern: fc.constantFrom(...PATTERNS),
    name: fc.constantFrom('a', 'b', 'ü'),
    owner: fc.constantFrom('team-a', 'team-b'),
    expiresAt: fc.constantFrom('2099-01-01T00:00:00Z', '2099-01-01T00:00:00+02:00'),
    allowSharedOrigin: fc.boolean(),
    status: fc.constantFrom('active', 'inactive'),
  },
  { requiredKeys: ['pattern'] },
);
const entry = fc.oneof(
  { weight: 4, arbitrary: usual },
  { weight: 2, arbitrary: fc.record(fields, { requiredKeys: [] }) },
  fc.tuple(usual, fc.dictionary(text, anything, { maxKeys: 2 })).map(([a, b]) => ({ ...a, ...b })),
  anything,
);
/** An update has no pattern, or the entry's own by chance. */
const update = usual.map(({ name, status, allowSharedOrigin }) => ({ name, status, allowSharedOrigin }));
/** A patch names some fields, and removes some of them. */
const patch = fc.record(
  {
    name: fc.option(fc.constantFrom('a', 'b')),
    owner: fc.option(fc.constantFrom('team-a', 'team-b')),
    expiresAt: fc.option(fc.constant('2099-01-01T00:00:00Z')),
    allowSharedOrigin: fc.option(fc.boolean()),
    status: fc.constantFrom('active', 'inactive', null),
  },
  { requiredKeys: [] },
);
const question = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      origin: fc.oneof(fc.constant(null), pattern),
      url: fc.oneof(
        fc.constantFrom(
          'https://login.example.com/services/data',
          'http://localhost:1/c',
          'https://x.example/%2e',
        ),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        text,
      ),
      method: fc.oneof(fc.constantFrom('GET', 'OPTIONS', 'POST'), text),
      headers: fc.dictionary(
        fc.oneof(fc.constantFrom('Sec-Fetch-Mode', 'Access-Control-Request-Method'), text),
        text,
        {
          maxKeys: 3,
        },
      ),
    }),
  },
  anything,
);
const bulk = fc.record({
  mode: fc.constantFrom('create', 'upsert', 'x'),
  dryRun: fc.boolean(),
  entries: fc.array(entry, { maxLength: 4 }),
});
const xml = fc
  .array(fc.tuple(fc.constantFrom('urlPattern', 'developerName', 'fullName', 'x'), text), { maxLength: 4 })
  .map((elements) => {
    const children = elements.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
    return `<CorsWhitelistOrigins><CorsWhitelistOrigin>${children}</CorsWhitelistOrigin></CorsWhitelistOrigins>`;
  });

const settings = fc.oneof(
  { weight: 4, arbitrary: fc.record({ enableCorsForOAuthEndpoints: fc.boolean() }) },
  anything,
);
const JSON_TYPE = 'application/json';
const anyBody = fc.oneof(
  fc.oneof(entry, bulk, question, settings).map((value) => JSON.stringify(value)),
  xml,
  text,
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);
const anyType = fc.oneof(
  fc.constantFrom(JSON_TYPE, 'application/xml', '', 'text/plain', 'application/json; x'),
  text,
);

interface Content {
  readonly body: string | Buffer;
  readonly type: string;
}

const ofJson = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Content> =>
  value.map((one) => ({ body: JSON.stringify(one), type: JSON_TYPE }));

const someNumber = fc.oneof(fc.integer({ min: -1, max: 1500 }), fc.double(), anything);
const refusals = fc.record(
  {
    minutes: fc.oneof(fc.integer({ min: 1, max: 1440 }), someNumber),
    limit: fc.oneof(fc.integer({ min: 1, max: 50 }), someNumber),
    reason: fc.oneof(fc.constantFrom(...REFUSALS), text),
  },
  { requiredKeys: ['minutes', 'limit'] },
);
const usage = fc.record({ days: fc.oneof(fc.integer({ min: 1, max: 90 }), someNumber) });

/** Input of each route, near enough to be read most of the time. */
const CONTENT: Readonly<Record<string, fc.Arbitrary<Content>>> = {
  'POST /allowlist': ofJson(entry),
  'PUT /allowlist/{id}': ofJson(fc.oneof(update, entry)),
  'PATCH /allowlist/{id}': fc
    .tuple(fc.oneof(patch, entry), fc.constantFrom(JSON_TYPE, 'application/merge-patch+json'))
    .map(([json, type]) => ({ body: JSON.stringify(json), type })),
  'POST /allowlist/import': fc.oneof(
    ofJson(bulk),
    xml.map((body) => ({ body, type: 'text/xml; charset=utf-8' })),
  ),
  'POST /evaluate': ofJson(question),
  'POST /refusals': ofJson(refusals),
  'POST /usage': ofJson(usage),
  'PUT /settings': ofJson(settings),
};

const tag = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }).map((version) => `"${version}"`) },
  fc.constantFrom('*', 'W/"1"', '"a"', '"1", "2"', '1'),
  text,
);
const id = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PATTERNS).map(entryId) },
  fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
  text,
);
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.dictionary(
    fc.oneof(fc.constantFrom('limit', 'cursor', 'prefix', 'status', 'format', 'mode', 'dryRun'), text),
    fc.oneof(
      fc.constantFrom('1', '200', 'active', 'xml', 'upsert', 'true', 'https://'),
      text,
      fc.array(text, { maxLength: 2 }),
    ),
    { maxKeys: 3 },
  ),
);

const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: usual }, other);

/** Calls of the admin API: mostly near what it takes, some of them far from it. */
export const randomCall: fc.Arbitrary<AdminRequest> = fc
  .tuple(fc.constantFrom(...ADMIN_ROUTES), id, text)
  .chain(([route, entryIdText, rest]) => {
    const whole = route.path.replace('{id}', entryIdText);
    const content = CONTENT[`${route.method} ${route.path}`];
    const other = fc.option(fc.record({ body: anyBody, type: anyType }));
    return fc.record({
      method: mostly<string>(fc.constant(route.method), fc.constantFrom('HEAD', 'OPTIONS', 'X')),
      path: mostly(fc.constant(whole), fc.constant(`${whole}/${rest}`)),
      query: route.method === 'GET' ? query : mostly(fc.constant({}), query),
      content: content === undefined ? other : mostly<Content | null>(content, other),
      ifMatch: mostly<string | null>(tag, fc.constant(null)),
    });
  })
  .map(({ content, ifMatch, ...call }) => ({
    ...call,
    ...(content === null ? {} : { body: content.body }),
    headers: {
      ...(content === null ? {} : { 'Content-Type': content.type }),
      ...(ifMatch === null ? {} : { 'If-Match': ifMatch }),
    },
  }));
