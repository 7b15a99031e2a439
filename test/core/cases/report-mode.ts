import { EMPTY, listing, withOAuthOff } from './allowlists';
import { table } from './decision-case';
import {
  allows,
  allowsEveryone,
  allowsPreflight,
  asking,
  passes,
  refusesOptions,
  wouldRefuse,
} from './expected';
import { CHROME } from './origins';
import { REPORTING } from './policies';
import { actual, APP, OWN_ORIGIN, preflight } from './requests';

const DATA = '/services/data/v60.0/query';
const TOKEN = '/services/oauth2/token';
const UNREADABLE = { policy: REPORTING, allowlist: undefined };
const OPTIONS_PASSED = {
  status: 204,
  headers: {
    Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    Allow: 'POST, OPTIONS',
  },
};

/** Report mode: what would be refused passes without CORS headers; a preflight is never told yes. */
export const REPORT_MODE = [
  ...table(UNREADABLE, [
    ['null', actual(DATA, { origins: ['null'] }), wouldRefuse('null_origin')],
    ['malformed', actual(DATA, { origins: [''] }), wouldRefuse('malformed_origin')],
    ['closed', actual('/nowhere'), wouldRefuse('endpoint_closed')],
    ['host', actual(TOKEN, { hostKind: 'api' }), wouldRefuse('host_not_supported')],
    ['version', actual('/services/data/v1.0', { origins: [CHROME] }), wouldRefuse('api_version_too_old')],
    ['unreadable', actual(DATA), asking(wouldRefuse('store_unavailable'))],
    ['closed, preflight', preflight('/nowhere'), refusesOptions('endpoint_closed')],
    ['unreadable, preflight', preflight(DATA), asking(refusesOptions('store_unavailable'))],
    ['public', actual('/services/oauth2/id/keys'), allowsEveryone()],
    ['own origin', actual(DATA, { origins: [OWN_ORIGIN] }), passes('same_origin')],
    ['no Origin', actual(DATA, { origins: [] }), passes('not_cors')],
  ]),
  ...table({ policy: REPORTING, allowlist: withOAuthOff(EMPTY) }, [
    ['setting', actual(TOKEN), asking(wouldRefuse('oauth_cors_disabled'))],
    ['setting, preflight', preflight(TOKEN), asking(refusesOptions('oauth_cors_disabled'))],
    ['unlisted', actual(DATA), asking(wouldRefuse('origin_not_allowlisted'))],
    ['unlisted, preflight', preflight(DATA), asking(refusesOptions('origin_not_allowlisted'))],
    [
      'OPTIONS that is no preflight',
      actual(TOKEN, { method: 'OPTIONS' }),
      asking({ ...wouldRefuse('oauth_cors_disabled'), ...OPTIONS_PASSED }),
    ],
  ]),
  ...table({ policy: REPORTING, allowlist: listing(APP) }, [
    ['allowed', actual(DATA), allows(APP, APP)],
    ['allowed, preflight', preflight(TOKEN), allowsPreflight(APP, APP, 'POST')],
  ]),
];
