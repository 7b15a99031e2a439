import type { AllowlistEntry } from '../../../lib/core';
import { EMPTY, entry, listing, withOAuthOff } from './allowlists';
import { table, type DecisionCase } from './decision-case';
import { allows, asking, refuses } from './expected';
import { LONGEST_ORIGIN, MOST_LABELS } from './origins';
import { OWN_TABLE, SALESFORCE } from './policies';
import { actual, APP, NOW } from './requests';

const DATA = '/services/data/v60.0/query';
const CREDENTIALS = { 'Access-Control-Allow-Credentials': 'true' };
const NOT_LISTED = asking(refuses('origin_not_allowlisted'));

/** Whether the entries let the origin in. */
function against(
  name: string,
  entries: readonly (string | AllowlistEntry)[],
  origin: string,
  letIn: string | undefined,
): DecisionCase {
  const request = actual(DATA, { origins: [origin] });
  const expected = letIn === undefined ? NOT_LISTED : allows(origin, letIn);
  return { name, policy: SALESFORCE, request, allowlist: listing(...entries), expected };
}

const WILD = 'https://*.fabrikam.com';

/** Origins that match, and origins that nearly do. */
export const MATCHES = [
  against('exact', [APP], APP, APP),
  against('one of several', ['https://x.example', APP, 'https://y.example'], APP, APP),
  against('no entries', [], APP, undefined),
  against('one label', [WILD], 'https://a.fabrikam.com', WILD),
  against('three labels', [WILD], 'https://a.b.c.fabrikam.com', WILD),
  against('apex', [WILD], 'https://fabrikam.com', undefined),
  against('suffix without a dot', [WILD], 'https://evilfabrikam.com', undefined),
  against('suffix in the middle', [WILD], 'https://a.fabrikam.com.attacker.test', undefined),
  against('sibling', ['https://*.eu.fabrikam.com'], 'https://us.fabrikam.com', undefined),
  against('below an exact entry', [APP], 'https://x.app.fabrikam.com', undefined),
  against('other port', [WILD], 'https://a.fabrikam.com:8443', undefined),
  against('wildcard with port', [`${WILD}:8443`], 'https://a.fabrikam.com:8443', `${WILD}:8443`),
  against('wildcard with port, port missing', [`${WILD}:8443`], 'https://a.fabrikam.com', undefined),
  against('other scheme', [WILD], 'http://a.fabrikam.com', undefined),
  against('http localhost', ['http://localhost:3000'], 'http://localhost:3000', 'http://localhost:3000'),
  against('https localhost', ['http://localhost:3000'], 'https://localhost:3000', undefined),
  against('http loopback', ['http://127.0.0.1'], 'http://127.0.0.1', 'http://127.0.0.1'),
  against('http loopback, IPv6', ['http://[::1]:80'], 'http://[::1]:81', undefined),
  against('address', ['https://198.51.100.20'], 'https://198.51.100.20', 'https://198.51.100.20'),
  against('single label', ['https://portal'], 'https://portal', 'https://portal'),
  against('public suffix as a host', ['https://github.io'], 'https://github.io', 'https://github.io'),
  against('longest origin', [LONGEST_ORIGIN], LONGEST_ORIGIN, LONGEST_ORIGIN),
  against('most labels', [`https://*.l30.l31`], `https://${MOST_LABELS}`, 'https://*.l30.l31'),
];

/** Rows that validation would have refused match nothing. */
export const INVALID_ROWS = [
  against('null', ['null'], APP, undefined),
  against('nothing', [''], APP, undefined),
  against('asterisk', ['*'], APP, undefined),
  against('asterisk for a host', ['https://*'], APP, undefined),
  against('asterisk and dot', ['https://*.'], APP, undefined),
  against('whole top-level domain', ['https://*.com'], APP, undefined),
  against('whole top-level domain with port', ['https://*.com:8443'], `${APP}:8443`, undefined),
  against('part of a label', ['https://*fabrikam.com'], 'https://evilfabrikam.com', undefined),
  against('wildcard inside', ['https://app.*.com'], APP, undefined),
  against('wildcard of another scheme', ['http://*.fabrikam.com'], 'http://app.fabrikam.com', undefined),
  against('wildcard on an address', ['https://*.51.100.20'], 'https://198.51.100.20', undefined),
  against('http of a public host', ['http://app.fabrikam.com'], 'http://app.fabrikam.com', undefined),
  against('http of a private address', ['http://10.0.0.1'], 'http://10.0.0.1', undefined),
  against('port 0', [`${APP}:0`], `${APP}:0`, undefined),
  against('trailing slash', [`${APP}/`], APP, undefined),
  against('upper case', [APP.toUpperCase()], APP, undefined),
];

const expired = { expiresAt: NOW };
const future = { expiresAt: NOW + 1 };

/** Which entries count. */
export const ENTRY_STATES = [
  against('inactive', [entry(APP, { status: 'inactive' })], APP, undefined),
  against('deleted', [entry(APP, { status: 'deleted' })], APP, undefined),
  against('expires in a millisecond', [entry(APP, future)], APP, APP),
  against('expires now', [entry(APP, expired)], APP, undefined),
  against('expired a millisecond ago', [entry(APP, { expiresAt: NOW - 1 })], APP, undefined),
  against('expiry that is no time', [entry(APP, { expiresAt: NaN })], APP, undefined),
  against('inactive and unexpired', [entry(APP, { ...future, status: 'inactive' })], APP, undefined),
  against('exact inactive, wildcard active', [entry(APP, { status: 'inactive' }), WILD], APP, WILD),
  against('wildcard expired, exact active', [entry(WILD, expired), APP], APP, APP),
  against('the exact entry is named', [WILD, APP], APP, APP),
  against('the exact entry is named, other order', [APP, WILD], APP, APP),
  against(
    'the exact entry is named, label of one letter',
    ['https://a.b.c', 'https://*.b.c'],
    'https://a.b.c',
    'https://a.b.c',
  ),
  against('the same, other order', ['https://*.b.c', 'https://a.b.c'], 'https://a.b.c', 'https://a.b.c'),
  against(
    'the nearer wildcard is named',
    [WILD, 'https://*.eu.fabrikam.com'],
    'https://a.eu.fabrikam.com',
    'https://*.eu.fabrikam.com',
  ),
  against(
    'the nearer wildcard, other order',
    ['https://*.eu.fabrikam.com', WILD],
    'https://a.eu.fabrikam.com',
    'https://*.eu.fabrikam.com',
  ),
  against('entries of other origins are left aside', ['https://other.example'], APP, undefined),
];

const PAGES = entry('https://*.pages.dev', { allowSharedOrigin: true });
const shared = { origins: ['https://x.pages.dev'] };

const BUCKET = 'https://bucket.s3.amazonaws.com';
const bucket = { origins: [BUCKET] };

/** Entries over a public suffix do not count where answers carry credentials. */
export const PUBLIC_SUFFIX_ENTRIES = [
  ...table({ policy: OWN_TABLE, allowlist: listing(PAGES) }, [
    ['with credentials', actual('/private/x', shared), NOT_LISTED],
    ['without credentials', actual('/form', shared), allows('https://x.pages.dev', PAGES.pattern)],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(PAGES, 'https://x.pages.dev') }, [
    [
      'exact entry beside it',
      actual('/private', shared),
      allows('https://x.pages.dev', 'https://x.pages.dev', CREDENTIALS),
    ],
  ]),
  // From before wildcards above suffixes were refused: their rows have no flag.
  ...table({ policy: OWN_TABLE, allowlist: listing(entry('https://*.amazonaws.com')) }, [
    ['above a suffix, with credentials', actual('/private/x', bucket), NOT_LISTED],
    ['above a suffix, no credentials', actual('/form', bucket), allows(BUCKET, 'https://*.amazonaws.com')],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(entry('https://*.windows.net:8443')) }, [
    [
      'above a suffix, with a port',
      actual('/private/x', { origins: ['https://a.b.windows.net:8443'] }),
      NOT_LISTED,
    ],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(entry('https://*.s3.fabrikam.amazonaws.com')) }, [
    [
      'beside the suffixes',
      actual('/private/x', { origins: ['https://a.s3.fabrikam.amazonaws.com'] }),
      allows('https://a.s3.fabrikam.amazonaws.com', 'https://*.s3.fabrikam.amazonaws.com', CREDENTIALS),
    ],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(entry(BUCKET)) }, [
    ['an exact origin below', actual('/private/x', bucket), allows(BUCKET, BUCKET, CREDENTIALS)],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(entry(WILD, { allowSharedOrigin: false })) }, [
    ['option said to be off', actual('/private'), allows(APP, WILD, CREDENTIALS)],
  ]),
];

/** Rules that allow an allowlisted origin. */
export const ALLOWLISTED = [
  ...table({ policy: SALESFORCE, allowlist: listing(APP) }, [
    ['data', actual(DATA), allows(APP, APP)],
    ['data, api host', actual(DATA, { hostKind: 'api' }), allows(APP, APP)],
    ['any method', actual(DATA, { method: 'PROPFIND' }), allows(APP, APP)],
    ['userinfo, api host', actual('/services/oauth2/userinfo', { hostKind: 'api' }), allows(APP, APP)],
    [
      'userinfo, site',
      actual('/services/oauth2/userinfo', { hostKind: 'experience-cloud-site' }),
      allows(APP, APP),
    ],
    ['token', actual('/services/oauth2/token', { method: 'POST' }), allows(APP, APP)],
    [
      'token, site',
      actual('/services/oauth2/token', { hostKind: 'experience-cloud-site' }),
      allows(APP, APP),
    ],
    ['authorize by fetch', actual('/services/oauth2/authorize'), allows(APP, APP)],
    ['Lightning Out', actual('/lightning/lightning.out.js'), allows(APP, APP, CREDENTIALS)],
    ['Lightning Out, components', actual('/c/app.app', { hostKind: 'api' }), allows(APP, APP, CREDENTIALS)],
  ]),
  ...table({ policy: SALESFORCE, allowlist: withOAuthOff(listing(APP)) }, [
    ['userinfo needs no setting', actual('/services/oauth2/userinfo'), allows(APP, APP)],
    ['data needs no setting', actual(DATA), allows(APP, APP)],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(APP) }, [
    [
      'exposed names of the rule',
      actual('/fixed'),
      allows(APP, APP, { 'Access-Control-Expose-Headers': 'X-Two' }),
    ],
  ]),
  ...table({ policy: SALESFORCE, allowlist: EMPTY }, [['unlisted', actual(DATA), NOT_LISTED]]),
];
