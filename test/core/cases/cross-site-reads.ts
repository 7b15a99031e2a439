import { EMPTY, listing } from './allowlists';
import { table } from './decision-case';
import { allows, allowsEveryone, passes, refuses, refusesOptions, wouldRefuse } from './expected';
import { OWN_TABLE, REPORTING, SALESFORCE } from './policies';
import { actual, APP } from './requests';

const DATA = '/services/data/v60.0/query';
const FETCH_METADATA = 'Sec-Fetch-Dest, Sec-Fetch-Mode, Sec-Fetch-Site';
const VARY = { Vary: `Origin, ${FETCH_METADATA}` };

const isolated = { policy: { ...SALESFORCE, crossSiteReads: 'refuse' }, allowlist: undefined } as const;
const ownIsolated = { policy: { ...OWN_TABLE, crossSiteReads: 'refuse' }, allowlist: undefined } as const;
const image = { origins: [], secFetchSite: 'cross-site', secFetchMode: 'no-cors', secFetchDest: 'image' };

const refused = {
  ...refuses('cross_site_read'),
  headers: { ...refuses('cross_site_read').headers, ...VARY },
};
const passed = { ...passes('not_cors'), headers: VARY };

/** Reads without `Origin` that a page of another site makes. */
export const CROSS_SITE_READS_REFUSED = [
  ...table(isolated, [
    ['image', actual(DATA, image), refused],
    ['image, unknown path', actual('/nowhere', image), refused],
    ['image, ambiguous path', actual('/a//b', image), refused],
    ['image, OAuth endpoint', actual('/services/oauth2/token', image), refused],
    ['no mode', actual(DATA, { ...image, secFetchMode: undefined }), refused],
    ['object', actual(DATA, { ...image, secFetchMode: 'navigate', secFetchDest: 'object' }), refused],
    ['embed', actual(DATA, { ...image, secFetchMode: 'navigate', secFetchDest: 'embed' }), refused],
    [
      'OPTIONS',
      actual(DATA, { ...image, method: 'OPTIONS' }),
      {
        ...refusesOptions('cross_site_read'),
        headers: {
          ...refusesOptions('cross_site_read').headers,
          Vary: `Origin, Access-Control-Request-Method, Access-Control-Request-Headers, ${FETCH_METADATA}`,
        },
      },
    ],
    ['link', actual(DATA, { ...image, secFetchMode: 'navigate', secFetchDest: 'document' }), passed],
    ['frame', actual(DATA, { ...image, secFetchMode: 'navigate', secFetchDest: 'iframe' }), passed],
    [
      'navigation without a destination',
      actual(DATA, { ...image, secFetchMode: 'navigate', secFetchDest: undefined }),
      passed,
    ],
    ['same site', actual(DATA, { ...image, secFetchSite: 'same-site' }), passed],
    ['own page', actual(DATA, { ...image, secFetchSite: 'same-origin' }), passed],
    ['a server', actual(DATA, { ...image, secFetchSite: undefined, secFetchMode: undefined }), passed],
    ['public', actual('/services/oauth2/id/keys', image), passes('not_cors')],
    ['a page', actual('/services/oauth2/authorize', image), passes('not_cors')],
    ['with Origin, public', actual('/services/oauth2/id/keys'), allowsEveryone()],
  ]),
  ...table(ownIsolated, [['a closed page', actual('/callback', image), passes('not_cors')]]),
  ...table({ ...isolated, allowlist: listing(APP) }, [['listed', actual(DATA), allows(APP, APP, VARY)]]),
  ...table({ policy: { ...REPORTING, crossSiteReads: 'refuse' }, allowlist: EMPTY }, [
    ['reported', actual(DATA, image), { ...wouldRefuse('cross_site_read'), headers: VARY }],
  ]),
  ...table({ policy: SALESFORCE, allowlist: undefined }, [
    ['allowed', actual(DATA, image), passes('not_cors')],
  ]),
];
