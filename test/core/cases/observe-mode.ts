import { EMPTY, entry, listing, withOAuthOff } from './allowlists';
import { table } from './decision-case';
import {
  allows,
  allowsEveryone,
  asking,
  observes,
  observesPreflight,
  passes,
  refuses,
  refusesOptions,
  unasked,
  wouldRefuse,
} from './expected';
import { CHROME } from './origins';
import { OBSERVING, OWN_TABLE } from './policies';
import { actual, APP, OWN_ORIGIN, preflight } from './requests';

const DATA = '/services/data/v60.0/query';
const TOKEN = '/services/oauth2/token';
const USERINFO = '/services/oauth2/userinfo';
const LIGHTNING = '/lightning/lightning.out.js';
const NEVER_WRITTEN = { ...withOAuthOff(EMPTY), settingsWritten: false };
const REST = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const OBSERVED_OWN = { ...OWN_TABLE, enforcement: 'observe' as const };

const unlisted = (origin = APP) => observes('origin_not_allowlisted', origin);
const unnamed = unasked(observes('endpoint_closed', APP));
const refusesUnlisted = asking(refuses('origin_not_allowlisted'));

/** Observe mode: some refusals are answered as if the origin were listed, never with credentials; the others stay. */
export const OBSERVE_MODE = [
  ...table({ policy: OBSERVING, allowlist: EMPTY }, [
    ['unlisted', actual(DATA), unlisted()],
    ['unlisted, preflight', preflight(DATA), observesPreflight('origin_not_allowlisted', APP, REST)],
    ['unlisted, without the credentials of the rule', actual(LIGHTNING), unlisted()],
    ['no rule', actual('/orders/7'), unnamed],
    [
      'no rule, preflight for PATCH',
      preflight('/orders/7', { requestedMethod: 'PATCH' }),
      unasked(observesPreflight('endpoint_closed', APP, 'PATCH')),
    ],
    [
      'no rule, preflight for something that is no method',
      preflight('/orders/7', { requestedMethod: 'GET, PUT' }),
      {
        ...unasked(observesPreflight('endpoint_closed', APP, '')),
        headers: Object.fromEntries(
          Object.entries(observesPreflight('endpoint_closed', APP, '').headers).filter(
            ([name]) => name !== 'Access-Control-Allow-Methods',
          ),
        ),
      },
    ],
    ['no rule, another spelling of one', actual('/SERVICES/data/v60.0'), refuses('endpoint_closed')],
    ['no rule, ambiguous', actual('/orders//7'), refuses('endpoint_closed')],
    ['unsupported host', actual(TOKEN, { hostKind: 'api' }), unasked(observes('host_not_supported', APP))],
    [
      'host without a kind',
      actual(DATA, { hostKind: undefined }),
      unasked(observes('host_not_supported', APP)),
    ],
    ['null', actual(DATA, { origins: ['null'] }), refuses('null_origin')],
    ['malformed', actual(DATA, { origins: [''] }), refuses('malformed_origin')],
    ['version', actual('/services/data/v1.0', { origins: [CHROME] }), refuses('api_version_too_old')],
    ['public', actual('/services/oauth2/id/keys'), allowsEveryone()],
    ['own origin', actual(DATA, { origins: [OWN_ORIGIN] }), passes('same_origin')],
    ['no Origin', actual(DATA, { origins: [] }), passes('not_cors')],
  ]),
  ...table({ policy: OBSERVING, allowlist: NEVER_WRITTEN }, [
    ['setting that nobody ever wrote', actual(TOKEN), observes('oauth_cors_disabled', APP)],
    [
      'setting that nobody ever wrote, preflight',
      preflight(TOKEN),
      observesPreflight('oauth_cors_disabled', APP, 'POST'),
    ],
  ]),
  ...table({ policy: OBSERVING, allowlist: { ...withOAuthOff(EMPTY), settingsWritten: true } }, [
    ['setting that somebody switched off', actual(TOKEN), asking(refuses('oauth_cors_disabled'))],
  ]),
  ...table({ policy: OBSERVING, allowlist: withOAuthOff(EMPTY) }, [
    ['setting of which nobody says who wrote it', actual(TOKEN), asking(refuses('oauth_cors_disabled'))],
  ]),
  ...table({ policy: OBSERVING, allowlist: undefined }, [
    ['unreadable', actual(DATA), asking(wouldRefuse('store_unavailable'))],
    ['unreadable, preflight', preflight(DATA), asking(refusesOptions('store_unavailable'))],
  ]),
  ...table({ policy: OBSERVING, allowlist: listing(APP) }, [['listed', actual(USERINFO), allows(APP, APP)]]),
  ...table({ policy: OBSERVING, allowlist: listing(entry(APP, { status: 'inactive' })) }, [
    ['inactive', actual(DATA), refusesUnlisted],
    ['inactive, preflight', preflight(DATA), asking(refusesOptions('origin_not_allowlisted'))],
    [
      'unsupported host, inactive',
      actual(TOKEN, { hostKind: 'api' }),
      unasked(observes('host_not_supported', APP)),
    ],
  ]),
  ...table(
    {
      policy: OBSERVING,
      allowlist: listing(
        entry('https://*.fabrikam.com', { status: 'inactive' }),
        entry(APP, { status: 'deleted' }),
      ),
    },
    [['a deleted entry below an inactive one', actual(DATA), unlisted()]],
  ),
  // No sound table has two rows with one pattern; then the one that somebody switched off counts.
  ...table(
    {
      policy: OBSERVING,
      allowlist: listing(entry(APP, { expiresAt: 0 }), entry(APP, { status: 'inactive' })),
    },
    [['expired, and inactive in another row', actual(DATA), refusesUnlisted]],
  ),
  ...table(
    {
      policy: OBSERVING,
      allowlist: listing(entry(APP, { status: 'inactive' }), entry(APP, { expiresAt: 0 })),
    },
    [['inactive, and expired in another row', actual(DATA), refusesUnlisted]],
  ),
  ...table({ policy: OBSERVING, allowlist: listing(entry(APP, { expiresAt: 0 }), 'https://other.example') }, [
    ['expired', actual(DATA), unlisted()],
  ]),
  ...table({ policy: OBSERVING, allowlist: listing(entry(APP, { allowSharedOrigin: true })) }, [
    ['shared, where the rule has credentials', actual(LIGHTNING), unlisted()],
  ]),
  ...table({ policy: OBSERVED_OWN, allowlist: EMPTY }, [
    ['a rule that closes', actual('/hidden'), refuses('endpoint_closed')],
    ['a page that is closed', actual('/callback'), refuses('endpoint_closed')],
  ]),
  ...table({ policy: { ...OBSERVED_OWN, crossSiteReads: 'refuse' }, allowlist: EMPTY }, [
    [
      'a read of another site',
      actual('/bare', { origins: [], secFetchMode: 'no-cors' }),
      {
        ...wouldRefuse('cross_site_read'),
        headers: { Vary: 'Origin, Sec-Fetch-Dest, Sec-Fetch-Mode, Sec-Fetch-Site' },
      },
    ],
  ]),
];
