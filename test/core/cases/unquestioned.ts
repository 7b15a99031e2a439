import { table } from './decision-case';
import { allowsEveryone, allowsEveryonePreflight, passes, passesOptions, passesPreflight } from './expected';
import { OWN_TABLE, SALESFORCE } from './policies';
import { actual, APP, OWN_ORIGIN, preflight } from './requests';

const UNREADABLE = { policy: SALESFORCE, allowlist: undefined };
const OWN_UNREADABLE = { policy: OWN_TABLE, allowlist: undefined };

const DISCOVERY = '/.well-known/openid-configuration';
const AUTHORIZE = '/services/oauth2/authorize';
const TOKEN = '/services/oauth2/token';
const NOWHERE = '/nowhere';

const navigation = { secFetchMode: 'navigate', secFetchSite: 'cross-site' };
const kindless = { hostKind: undefined, ownOrigins: [] };

/** Requests without an `Origin`. */
export const WITHOUT_ORIGIN = table(UNREADABLE, [
  ['no Origin', actual(TOKEN, { origins: [] }), passes('not_cors')],
  ['no Origin, public endpoint', actual(DISCOVERY, { origins: [] }), passes('not_cors')],
  ['no Origin, unknown path', actual(NOWHERE, { ...kindless, origins: [] }), passes('not_cors')],
  [
    'no Origin, OPTIONS',
    actual(TOKEN, { origins: [], method: 'OPTIONS' }),
    passesOptions('not_cors', 'POST, OPTIONS'),
  ],
  [
    'no Origin, OPTIONS that asks for a method is no preflight',
    preflight(NOWHERE, { origins: [] }),
    passesOptions('not_cors', 'OPTIONS'),
  ],
]);

/** Endpoints that every origin may read. */
export const PUBLIC_ENDPOINTS = [
  ...table(UNREADABLE, [
    ['public', actual(DISCOVERY), allowsEveryone()],
    ['public, the other document', actual('/.well-known/auth-configuration'), allowsEveryone()],
    ['public, null', actual('/services/oauth2/id/keys', { origins: ['null'] }), allowsEveryone()],
    ['public, malformed origin', actual(DISCOVERY, { origins: ['x y'] }), allowsEveryone()],
    ['public, two origins', actual(DISCOVERY, { origins: [APP, APP] }), allowsEveryone()],
    ['public, own origin', actual(DISCOVERY, { origins: [OWN_ORIGIN] }), allowsEveryone()],
    ['public, same-origin fetch', actual(DISCOVERY, { secFetchSite: 'same-origin' }), allowsEveryone()],
    ['public, host without a kind', actual(DISCOVERY, kindless), allowsEveryone()],
    ['public, unlisted method', actual(DISCOVERY, { method: 'DELETE' }), allowsEveryone()],
    [
      'public, preflight',
      preflight(DISCOVERY, { requestedHeaders: 'x-trace' }),
      allowsEveryonePreflight('GET, HEAD', { 'Access-Control-Allow-Headers': 'x-trace' }),
    ],
    [
      'public, OPTIONS that is no preflight',
      actual(DISCOVERY, { method: 'OPTIONS' }),
      {
        ...allowsEveryone(),
        status: 204,
        headers: {
          ...allowsEveryone().headers,
          Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
          Allow: 'GET, HEAD, OPTIONS',
        },
      },
    ],
  ]),
  ...table(OWN_UNREADABLE, [
    ['public page, navigation: public comes first', actual('/news', navigation), allowsEveryone()],
  ]),
];

/** Browsers that go to a page. */
export const NAVIGATIONS = [
  ...table(UNREADABLE, [
    ['navigation by GET', actual(AUTHORIZE, navigation), passes('navigation')],
    ['navigation by HEAD', actual(AUTHORIZE, { ...navigation, method: 'HEAD' }), passes('navigation')],
    ['navigation by POST', actual(AUTHORIZE, { ...navigation, method: 'POST' }), passes('navigation')],
    ['navigation, null', actual(AUTHORIZE, { ...navigation, origins: ['null'] }), passes('navigation')],
    [
      'navigation, two origins',
      actual(AUTHORIZE, { ...navigation, origins: ['x', APP] }),
      passes('navigation'),
    ],
    ['navigation, kindless host', actual(AUTHORIZE, { ...navigation, ...kindless }), passes('navigation')],
    [
      'navigation from the own origin: the navigation comes first',
      actual(AUTHORIZE, { ...navigation, origins: [OWN_ORIGIN] }),
      passes('navigation'),
    ],
  ]),
  ...table(OWN_UNREADABLE, [
    [
      'navigation to a closed page',
      actual('/callback', { ...navigation, method: 'POST' }),
      passes('navigation'),
    ],
    ['navigation to an allowlisted page', actual('/form', navigation), passes('navigation')],
  ]),
];

/** Requests of the own origin. */
export const OWN_ORIGINS = table(UNREADABLE, [
  ['own origin', actual(TOKEN, { origins: [OWN_ORIGIN] }), passes('same_origin')],
  [
    'second own origin, unknown path',
    actual(NOWHERE, { ownOrigins: ['https://a.example', OWN_ORIGIN], origins: [OWN_ORIGIN] }),
    passes('same_origin'),
  ],
  ['same-origin fetch', actual(TOKEN, { secFetchSite: 'same-origin' }), passes('same_origin')],
  [
    'same-origin fetch, null',
    actual(TOKEN, { secFetchSite: 'same-origin', origins: ['null'] }),
    passes('same_origin'),
  ],
  [
    'same-origin fetch of an http page, unknown path',
    actual(NOWHERE, { ...kindless, secFetchSite: 'same-origin', origins: ['http://intranet.example'] }),
    passes('same_origin'),
  ],
  [
    'own origin, preflight',
    preflight(TOKEN, { origins: [OWN_ORIGIN] }),
    passesPreflight('same_origin', 'POST, OPTIONS'),
  ],
  [
    'own origin, OPTIONS that is no preflight, unknown path',
    actual(NOWHERE, { method: 'OPTIONS', origins: [OWN_ORIGIN] }),
    passesOptions('same_origin', 'OPTIONS'),
  ],
]);
