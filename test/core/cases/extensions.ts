import { EMPTY, listing, withOAuthOff } from './allowlists';
import { table } from './decision-case';
import { allows, allowsPreflight, asking, refuses, refusesOptions } from './expected';
import { CHROME, FIREFOX } from './origins';
import { OWN_TABLE, SALESFORCE } from './policies';
import { actual, preflight } from './requests';

const EVERY_METHOD = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const chrome = { origins: [CHROME] };
const firefox = { origins: [FIREFOX] };

/** Paths that name a version which browser extensions may not call. */
const OLD = [
  '/services/data/v52.0/query',
  '/services/data/v52.0',
  '/services/data/v52.10/query',
  '/services/data/v52.9/jobs/ingest',
  '/services/data/v0.0/x',
  '/services/async/52.0/job',
  '/services/async/9.0',
  // Another spelling of an old version.
  '/services/data/V52.0/x',
  '/services/data/V52.0/query/',
  '/services/data/v52.0.',
  // A segment that is not a version where one must be.
  '/services/data/v52/x',
  '/services/data/52.0/x',
  '/services/data/v52.0x/x',
  '/services/data/v53.0%3Bx',
  '/services/async/60.0%23x/job',
  '/services/data/x/v52.0/x',
  '/services/data/v60',
  '/services/data/query',
  '/services/async/52',
  '/services/async/60',
  '/services/async/v52.0/job',
  '/services/async/v60.0/job',
];

/** Paths that name a later version, or none. */
const NEW = [
  '/services/data/v53.0/query',
  '/services/data/v53.0',
  '/services/data/v100.0/x',
  '/services/data/v053.0/x',
  '/services/data',
  '/services/data/',
  '/services/data/V53.0/x',
  '/services/async/53.0/job',
  '/services/async',
  '/services/async/',
  '/services/apexrest/services/data/v52.0/x',
  '/services/apexrest/v1.0/orders',
];

const UNREADABLE = { policy: SALESFORCE, allowlist: undefined };
const LISTED = { policy: SALESFORCE, allowlist: listing(CHROME, FIREFOX) };

export const EXTENSIONS = [
  ...table(
    UNREADABLE,
    OLD.map((path) => [`too old: ${path}`, actual(path, chrome), refuses('api_version_too_old')] as const),
  ),
  ...table(UNREADABLE, [
    ['too old, Firefox', actual('/services/data/v1.0/x', firefox), refuses('api_version_too_old')],
    ['too old, preflight', preflight('/services/data/v1.0/x', chrome), refusesOptions('api_version_too_old')],
  ]),
  ...table(
    LISTED,
    NEW.map((path) => [`new enough: ${path}`, actual(path, chrome), allows(CHROME, CHROME)] as const),
  ),
  ...table(LISTED, [
    ['Firefox', actual('/services/data/v53.0/x', firefox), allows(FIREFOX, FIREFOX)],
    [
      'preflight',
      preflight('/services/data/v60.0', firefox),
      allowsPreflight(FIREFOX, FIREFOX, EVERY_METHOD),
    ],
    ['token', actual('/services/oauth2/token', chrome), allows(CHROME, CHROME)],
  ]),
  ...table({ policy: SALESFORCE, allowlist: listing('https://app.fabrikam.com') }, [
    [
      'a page may call an old version',
      actual('/services/data/v1.0/x'),
      allows('https://app.fabrikam.com', 'https://app.fabrikam.com'),
    ],
  ]),
  ...table({ policy: SALESFORCE, allowlist: EMPTY }, [
    [
      'unlisted extension',
      actual('/services/data/v60.0/x', chrome),
      asking(refuses('origin_not_allowlisted')),
    ],
  ]),
];

/** The setting is asked before the version. */
export const EXTENSIONS_AND_OAUTH = [
  ...table({ policy: OWN_TABLE, allowlist: listing(CHROME) }, [
    ['setting on, too old', actual('/services/data/v52.0/x', chrome), asking(refuses('api_version_too_old'))],
    ['setting on, new enough', actual('/services/data/v53.0/x', chrome), allows(CHROME, CHROME)],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: withOAuthOff(listing(CHROME)) }, [
    [
      'setting off, too old',
      actual('/services/data/v52.0/x', chrome),
      asking(refuses('oauth_cors_disabled')),
    ],
    ['setting not asked', actual('/services/async/53.0/x', chrome), allows(CHROME, CHROME)],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: undefined }, [
    [
      'setting unreadable, too old',
      actual('/services/data/v52.0/x', chrome),
      asking(refuses('store_unavailable')),
    ],
    ['setting not asked, too old', actual('/services/async/52.0/x', chrome), refuses('api_version_too_old')],
  ]),
];
