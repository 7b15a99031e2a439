import { EMPTY, listing, withOAuthOff } from './allowlists';
import { table } from './decision-case';
import { asking, refuses, refusesOptions } from './expected';
import { CHROME, FIREFOX, MALFORMED } from './origins';
import { OWN_TABLE, SALESFORCE } from './policies';
import { actual, APP, OWN_ORIGIN, preflight } from './requests';

const UNREADABLE = { policy: SALESFORCE, allowlist: undefined };
const DATA = '/services/data/v60.0/query';
const AUTHORIZE = '/services/oauth2/authorize';
const TOKEN = '/services/oauth2/token';
const USERINFO = '/services/oauth2/userinfo';
const LOGIN = '/services/auth/headless/init/passwordless/login';

const navigation = { secFetchMode: 'navigate' };
const kindless = { hostKind: undefined, ownOrigins: [] };

/** Requests that look like a navigation or like an own origin, and are neither. */
export const NEAR_MISSES = [
  ...table({ policy: SALESFORCE, allowlist: EMPTY }, [
    [
      'navigation by PUT',
      actual(AUTHORIZE, { ...navigation, method: 'PUT' }),
      asking(refuses('origin_not_allowlisted')),
    ],
    [
      'navigation by get',
      actual(AUTHORIZE, { ...navigation, method: 'get' }),
      asking(refuses('origin_not_allowlisted')),
    ],
    ['navigation to an endpoint', actual(DATA, navigation), asking(refuses('origin_not_allowlisted'))],
    ['fetch of a page', actual(AUTHORIZE), asking(refuses('origin_not_allowlisted'))],
    [
      'Sec-Fetch-Mode in another letter case is no navigation',
      actual(AUTHORIZE, { secFetchMode: 'Navigate' }),
      asking(refuses('origin_not_allowlisted')),
    ],
    [
      'same-site fetch',
      actual(DATA, { secFetchSite: 'same-site' }),
      asking(refuses('origin_not_allowlisted')),
    ],
    [
      'no Sec-Fetch',
      actual(DATA, { secFetchSite: undefined, secFetchMode: undefined }),
      asking(refuses('origin_not_allowlisted')),
    ],
    [
      'http of the own origin',
      actual(DATA, { origins: [OWN_ORIGIN.replace('https', 'http')] }),
      asking(refuses('origin_not_allowlisted')),
    ],
    [
      'own origin, other port',
      actual(DATA, { origins: [`${OWN_ORIGIN}:8443`] }),
      asking(refuses('origin_not_allowlisted')),
    ],
  ]),
  ...table(UNREADABLE, [
    ['own origin, twice', actual(DATA, { origins: [OWN_ORIGIN, OWN_ORIGIN] }), refuses('malformed_origin')],
    ['own origin and slash', actual(DATA, { origins: [`${OWN_ORIGIN}/`] }), refuses('malformed_origin')],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: undefined }, [
    ['fetch of a closed page', actual('/callback'), refuses('endpoint_closed')],
    ['preflight for a closed page', preflight('/callback', navigation), refusesOptions('endpoint_closed')],
  ]),
];

/** An extension with host permissions: Firefox says same-origin of it, and it is not. */
export const EXTENSIONS_SAME_ORIGIN = table({ policy: SALESFORCE, allowlist: EMPTY }, [
  [
    'Firefox extension',
    actual(DATA, { origins: [FIREFOX], secFetchSite: 'same-origin' }),
    asking(refuses('origin_not_allowlisted')),
  ],
  [
    'Chrome extension',
    actual(DATA, { origins: [CHROME], secFetchSite: 'same-origin' }),
    asking(refuses('origin_not_allowlisted')),
  ],
  [
    'malformed origin',
    actual(DATA, { origins: ['x y'], secFetchSite: 'same-origin' }),
    refuses('malformed_origin'),
  ],
  ['empty origin', actual(DATA, { origins: [''], secFetchSite: 'same-origin' }), refuses('malformed_origin')],
  [
    'null twice',
    actual(DATA, { origins: ['null', 'null'], secFetchSite: 'same-origin' }),
    refuses('malformed_origin'),
  ],
]);

/** Values of `Origin` that no allowlist can hold. */
export const ORIGIN_VALUES = table(UNREADABLE, [
  ['null', actual(DATA, { origins: ['null'] }), refuses('null_origin')],
  ['null, preflight', preflight(DATA, { origins: ['null'] }), refusesOptions('null_origin')],
  ['null twice', actual(DATA, { origins: ['null', 'null'] }), refuses('malformed_origin')],
  ['the same origin twice', actual(DATA, { origins: [APP, APP] }), refuses('malformed_origin')],
  ['two origins, preflight', preflight(DATA, { origins: [APP, 'null'] }), refusesOptions('malformed_origin')],
  ...MALFORMED.map(
    ([why, value]) => [why, actual(DATA, { origins: [value] }), refuses('malformed_origin')] as const,
  ),
]);

/** Paths without cross-origin access. */
export const CLOSED_PATHS = [
  ...table(
    UNREADABLE,
    [
      '/',
      '/nowhere',
      '/services',
      '/services/oauth2/tokens',
      '/services/oauth2/token/',
      '/services/oauth2/token/x',
      '/Services/oauth2/token',
      '/services/datax',
      '/services//data',
      '/services/data/../oauth2/token',
      '/services/data/%2e%2e/x',
      '/services/data;x',
      'services/data',
      '',
    ].map((path) => [`closed: ${path}`, actual(path), refuses('endpoint_closed')] as const),
  ),
  ...table(UNREADABLE, [
    ['closed, preflight', preflight('/nowhere'), refusesOptions('endpoint_closed')],
    ['closed, OPTIONS', actual('/nowhere', { method: 'OPTIONS' }), refusesOptions('endpoint_closed')],
    ['closed, host without a kind', actual('/nowhere', kindless), refuses('endpoint_closed')],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: undefined }, [
    ['closed by a rule', actual('/hidden'), refuses('endpoint_closed')],
  ]),
];

/** Hosts on which an endpoint does not support cross-origin requests. */
export const UNSUPPORTED_HOSTS = table(UNREADABLE, [
  ['userinfo, no kind', actual(USERINFO, kindless), refuses('host_not_supported')],
  ['token, api', actual(TOKEN, { hostKind: 'api' }), refuses('host_not_supported')],
  ['token, no kind, preflight', preflight(TOKEN, kindless), refusesOptions('host_not_supported')],
  ['headless, my-domain', actual(LOGIN, { method: 'POST' }), refuses('host_not_supported')],
  ['headless, api', actual(LOGIN, { hostKind: 'api' }), refuses('host_not_supported')],
  ['data, site', actual(DATA, { hostKind: 'experience-cloud-site' }), refuses('host_not_supported')],
]);

/** OAuth endpoints while the setting is off. */
export const OAUTH_OFF = table({ policy: SALESFORCE, allowlist: withOAuthOff(listing(APP)) }, [
  ['token', actual(TOKEN, { method: 'POST' }), asking(refuses('oauth_cors_disabled'))],
  ['token, preflight', preflight(TOKEN), asking(refusesOptions('oauth_cors_disabled'))],
  [
    'token, unlisted',
    actual(TOKEN, { origins: ['https://x.example'] }),
    asking(refuses('oauth_cors_disabled')),
  ],
  ['headless', actual(LOGIN, { hostKind: 'experience-cloud-site' }), asking(refuses('oauth_cors_disabled'))],
]);

/** Verdicts that need an allowlist which cannot be read. */
export const UNREADABLE_ALLOWLIST = table(UNREADABLE, [
  ['data', actual(DATA), asking(refuses('store_unavailable'))],
  ['data, preflight', preflight(DATA), asking(refusesOptions('store_unavailable'))],
  ['token', actual(TOKEN, { method: 'POST' }), asking(refuses('store_unavailable'))],
]);
