import fc, { type Arbitrary } from 'fast-check';
import type { AllowlistEntry, CorsRequest, PolicyDocument } from '../../../lib/core';
import { DECISION_TABLES } from '../cases';
import { ACCEPTED, SHARED } from '../cases/accepted-patterns';
import type { Allowlist } from '../cases/decision-case';
import { CHROME, FIREFOX, MALFORMED, SAFARI, WELL_FORMED } from '../cases/origins';
import { OWN_TABLE, REPORTING, SALESFORCE } from '../cases/policies';
import { REFUSED } from '../cases/refused-patterns';
import { NOW, OWN_ORIGIN } from '../cases/requests';

const ROWS = Object.values(DECISION_TABLES).flat();

const label = fc.stringMatching(/^[a-z0-9_-]{1,6}$/);
const suffix = fc.constantFrom(
  'com',
  'amazonaws.com',
  'on.aws',
  'telemark.no',
  'example',
  'co.uk',
  'fabrikam.com',
  'b.c',
  'github.io',
  'kobe.jp',
);
const port = fc.constantFrom('', '', ':8443', ':80', ':1', ':65535');

/** Host names that are often each other's parents and siblings. */
const domain: Arbitrary<string> = fc
  .tuple(fc.array(fc.oneof(fc.constantFrom('a', 'b', 'app', 'eu'), label), { maxLength: 3 }), suffix)
  .map(([labels, end]) => [...labels, end].join('.'));

/** Texts of patterns; most are accepted. */
export const patternText: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(domain, port).map(([host, end]) => `https://${host}${end}`) },
  { weight: 6, arbitrary: fc.tuple(domain, port).map(([host, end]) => `https://*.${host}${end}`) },
  { weight: 1, arbitrary: port.map((end) => `http://localhost${end}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('http://127.0.0.1', 'https://[::1]:8443', CHROME, FIREFOX, SAFARI),
  },
  { weight: 1, arbitrary: fc.constantFrom(...SHARED.map(([, pattern]) => pattern)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('capacitor', 'app'), domain, port)
      .map(([s, h, p]) => `${s}://${h}${p}`),
  },
  { weight: 1, arbitrary: fc.tuple(domain, port).map(([host, end]) => `http://${host}.localhost${end}`) },
);

/** Patterns that an administrator may enter: from the tables, near to them, or anything. */
export const patternInput: Arbitrary<unknown> = fc.oneof(
  patternText,
  fc.constantFrom(...ACCEPTED.map(([input]) => input)),
  fc.constantFrom(...Object.values(REFUSED).flatMap((rows) => rows.map(([input]) => input))),
  patternText.chain((text) => disturbed(text)),
  fc.string({ unit: 'binary' }),
  fc.anything(),
);

/** A host name as it is typed, with and without scheme, with wildcards in all places, and what follows it by mistake. */
export const typedPattern: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('https://', 'https://', 'http://', 'HTTPS://', '', '//', ' https://', 'https:'),
    fc.constantFrom('', '', '*', '*.', '*-', 'pr-*.', '*.*.', '**.', 'a.*.', '*a'),
    fc.array(fc.constantFrom('a.', 'team.', 'pr-1.', '-team.', 'fabrikam.', '.'), { maxLength: 2 }),
    fc.constantFrom(
      'fabrikam.com',
      'vercel.app',
      'team.vercel.app',
      'shop.co.uk',
      'com',
      'localhost',
      'portal',
    ),
    fc.constantFrom('', '', ':8443', ':0', ':', ':08443', ':443', ':80'),
    fc.constantFrom('', '', '/', '/x?y#z', '?q', '#f', '.', ' ', '..'),
  )
  .map(
    ([scheme, wildcard, labels, end, digits, rest]) =>
      `${scheme}${wildcard}${labels.join('')}${end}${digits}${rest}`,
  );

/** The text with one character put in, taken out or put in another's place. */
function disturbed(text: string): Arbitrary<string> {
  const character = fc.oneof(
    fc.constantFrom(...Array.from('.:/*@?#[]\\%-_ aAzZ09\u00fc\u3002\uff0f\n\u0000')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  return fc
    .tuple(fc.nat(text.length), fc.nat(1), fc.oneof(fc.constant(''), character))
    .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
}

/** Values of one `Origin` header: from the tables, near to them, or anything. */
export const originValue: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...WELL_FORMED.map(([value]) => value), ...MALFORMED.map(([, value]) => value)),
  fc.constantFrom('null', OWN_ORIGIN, ''),
  fc
    .tuple(fc.constantFrom('https', 'http'), domain, port)
    .map(([scheme, host, end]) => `${scheme}://${host}${end}`),
  fc.tuple(domain, port).chain(([host, end]) => disturbed(`https://${host}${end}`)),
  fc.string({ unit: 'binary' }),
);

const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...new Set(ROWS.map(({ request }) => request.path))) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => `/${text}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

const method = fc.oneof(
  fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'options', 'PROPFIND'),
  fc.string(),
);

const secFetch = (...values: readonly string[]): Arbitrary<string | undefined> =>
  fc.oneof(fc.constant(undefined), fc.constantFrom(...values), fc.string());

/** Requests, most of them of a shape that reaches the later steps. */
const corsRequest: Arbitrary<CorsRequest> = fc.record({
  method,
  path,
  hostKind: fc.constantFrom('my-domain', 'my-domain', 'experience-cloud-site', 'api', undefined),
  ownOrigins: fc.constantFrom([], [OWN_ORIGIN]),
  origins: fc.oneof(
    { weight: 8, arbitrary: originValue.map((value) => [value]) },
    { weight: 1, arbitrary: fc.array(originValue, { maxLength: 3 }) },
  ),
  secFetchMode: secFetch('cors', 'cors', 'navigate', 'no-cors'),
  secFetchDest: secFetch('empty', 'image', 'document', 'object', 'embed'),
  secFetchSite: secFetch('cross-site', 'cross-site', 'same-origin', 'same-site', 'none'),
  requestedMethod: fc.oneof(fc.constant(undefined), method),
  requestedHeaders: fc.oneof(fc.constant(undefined), fc.string({ unit: 'binary' }), fc.constant('a, b')),
  now: fc.constantFrom(NOW, NOW - 1, NOW + 1),
});

const policyDocument: Arbitrary<PolicyDocument> = fc.constantFrom<PolicyDocument[]>(
  SALESFORCE,
  OWN_TABLE,
  REPORTING,
  { ...OWN_TABLE, enforcement: 'report' },
  { ...SALESFORCE, enforcement: 'observe' },
  { ...OWN_TABLE, enforcement: 'observe' },
  { ...OWN_TABLE, enforcement: 'observe', crossSiteReads: 'refuse' },
  { ...SALESFORCE, crossSiteReads: 'refuse' },
  { ...OWN_TABLE, crossSiteReads: 'refuse' },
  { ...REPORTING, crossSiteReads: 'refuse' },
);

/** An entry with a pattern, in any state. */
function entryOf(pattern: Arbitrary<string>): Arbitrary<AllowlistEntry> {
  return fc.record({
    id: fc.constant('id'),
    pattern,
    status: fc.constantFrom('active', 'active', 'active', 'inactive', 'deleted'),
    expiresAt: fc.constantFrom(undefined, undefined, NOW, NOW + 1),
    allowSharedOrigin: fc.constantFrom(undefined, false, true),
  });
}

/** Results of a look-up: entries of any pattern, those of the origin among them, or nothing at all. */
function allowlistFor(origins: readonly string[]): Arbitrary<Allowlist | undefined> {
  const own = origins.flatMap((value) => [value, value.replace(/^https:\/\/[^.]*/, 'https://*')]);
  const pattern =
    own.length === 0 ? patternText : fc.oneof(fc.constantFrom(...own), patternText, fc.string());
  const entries = fc.array(entryOf(pattern), { maxLength: 4 });
  const readable = fc.record({
    entries,
    enableCorsForOAuthEndpoints: fc.boolean(),
    settingsWritten: fc.constantFrom(undefined, false, true),
  });
  return fc.oneof({ weight: 5, arbitrary: readable }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** A whole situation: a policy, a request, and what the look-up brings. */
export const situation = fc
  .tuple(policyDocument, corsRequest)
  .chain(([policy, request]) =>
    allowlistFor(request.origins).map((allowlist) => ({ policy, request, allowlist })),
  );
