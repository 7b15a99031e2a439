import { listing, withOAuthOff } from './allowlists';
import { table } from './decision-case';
import { allowsEveryone, asking, passes, refuses } from './expected';
import { CHROME } from './origins';
import { OWN_TABLE, SALESFORCE } from './policies';
import { actual, OWN_ORIGIN } from './requests';

const UNREADABLE = { policy: OWN_TABLE, allowlist: undefined };
const OLD = '/services/data/v1.0/x';

const navigation = { secFetchMode: 'navigate', method: 'POST' };
const sameOrigin = { secFetchSite: 'same-origin' };
const kindless = { hostKind: undefined };

/** Several steps apply: the first decides. Each row takes away what the row before was decided by. */
export const PRECEDENCE = [
  ...table(UNREADABLE, [
    [
      'no Origin before all',
      actual('/news', { ...navigation, ...sameOrigin, ...kindless, origins: [] }),
      passes('not_cors'),
    ],
    [
      'public before navigation',
      actual('/news', { ...navigation, ...sameOrigin, ...kindless, origins: ['null'] }),
      allowsEveryone(),
    ],
    [
      'navigation before same origin',
      actual('/callback', { ...navigation, ...sameOrigin, ...kindless, origins: ['null'] }),
      passes('navigation'),
    ],
    [
      'same origin before null',
      actual('/callback', { ...sameOrigin, ...kindless, origins: ['null'] }),
      passes('same_origin'),
    ],
    [
      'own origin before closed',
      actual('/callback', { ...kindless, origins: [OWN_ORIGIN] }),
      passes('same_origin'),
    ],
    ['null before closed', actual('/callback', { ...kindless, origins: ['null'] }), refuses('null_origin')],
    [
      'malformed before closed',
      actual('/callback', { ...kindless, origins: ['x'] }),
      refuses('malformed_origin'),
    ],
    [
      'closed before host',
      actual('/callback', { ...kindless, origins: [CHROME] }),
      refuses('endpoint_closed'),
    ],
    [
      'host before setting and version',
      actual(OLD, { ...kindless, origins: [CHROME] }),
      refuses('host_not_supported'),
    ],
    ['setting before version', actual(OLD, { origins: [CHROME] }), asking(refuses('store_unavailable'))],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: withOAuthOff(listing()) }, [
    [
      'setting before version and allowlist',
      actual(OLD, { origins: [CHROME] }),
      asking(refuses('oauth_cors_disabled')),
    ],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing() }, [
    ['version before allowlist', actual(OLD, { origins: [CHROME] }), asking(refuses('api_version_too_old'))],
    [
      'allowlist last',
      actual('/services/data/v53.0', { origins: [CHROME] }),
      asking(refuses('origin_not_allowlisted')),
    ],
  ]),
  ...table({ policy: SALESFORCE, allowlist: undefined }, [
    [
      'version before allowlist, no setting',
      actual(OLD, { origins: [CHROME] }),
      refuses('api_version_too_old'),
    ],
  ]),
];
