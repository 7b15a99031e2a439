import { MAX_REQUESTED_HEADERS, MAX_REQUESTED_HEADERS_LENGTH } from '../../../lib/core';
import { EMPTY, listing } from './allowlists';
import { table } from './decision-case';
import { allows, allowsOptions, allowsPreflight, asking, refuses, refusesOptions } from './expected';
import { OWN_TABLE, SALESFORCE } from './policies';
import { actual, APP, preflight } from './requests';

const DATA = '/services/data/v60.0/query';
const EVERY_METHOD = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/** Names of one letter and a number, one more than is echoed. */
const NAMES = Array.from({ length: MAX_REQUESTED_HEADERS + 1 }, (_, index) => `x${String(index)}`);
const LONGEST_NAME = 'x'.repeat(MAX_REQUESTED_HEADERS_LENGTH);
/** Every character that a token may have besides letters and digits. */
const TOKEN_MARKS = "!#$%&'*+-.^_`|~";

/** Values of `Access-Control-Request-Headers`, and what is answered to them. */
export const REQUESTED_HEADERS: readonly (readonly [
  name: string,
  value: string | undefined,
  answer: string | undefined,
])[] = [
  ['no header at all', undefined, undefined],
  ['nothing', '', undefined],
  ['commas', ',,', undefined],
  ['white space', ' \t', undefined],
  ['one', 'authorization', 'authorization'],
  ['case is kept', 'X-Trace,authorization', 'X-Trace, authorization'],
  ['white space around', ' a ,\tb\t, \t c', 'a, b, c'],
  ['empty elements', ',a,, ,b,', 'a, b'],
  ['every mark of a token', TOKEN_MARKS, TOKEN_MARKS],
  ['letters and digits at the ends', 'azAZ09', 'azAZ09'],
  ['repeats', 'a,a', 'a, a'],
  ['white space inside', 'a b', undefined],
  ['tab inside', 'a\tb', undefined],
  ['colon', 'a,b:c', undefined],
  ['control', 'a\u0000', undefined],
  ['line feed after', 'a\n', undefined],
  ['no-break space around', '\u00a0a', undefined],
  ['not ASCII', 'caf\u00e9', undefined],
  ['no token in first place', '(),a', undefined],
  ['as many as are echoed', NAMES.slice(0, -1).join(','), NAMES.slice(0, -1).join(', ')],
  ['one too many', NAMES.join(','), undefined],
  ['one too many but for empty elements', `${NAMES.slice(0, -1).join(',')},`, NAMES.slice(0, -1).join(', ')],
  ['as long as is echoed', LONGEST_NAME, LONGEST_NAME],
  ['one too long', `${LONGEST_NAME}x`, undefined],
  ['one too long for its white space', `a${' '.repeat(MAX_REQUESTED_HEADERS_LENGTH)}`, undefined],
];

/** Names that a preflight asks for never change the verdict. */
export const PREFLIGHT_HEADERS = table(
  { policy: SALESFORCE, allowlist: listing(APP) },
  REQUESTED_HEADERS.map(([name, value, answer]) => {
    const more = answer === undefined ? {} : { 'Access-Control-Allow-Headers': answer };
    const expected = allowsPreflight(APP, APP, EVERY_METHOD, more);
    return [`requested headers: ${name}`, preflight(DATA, { requestedHeaders: value }), expected] as const;
  }),
);

/** Preflights and what they answer. */
export const PREFLIGHTS = [
  ...table({ policy: SALESFORCE, allowlist: listing(APP) }, [
    ['listed method', preflight(DATA), allowsPreflight(APP, APP, EVERY_METHOD)],
    [
      'unlisted method',
      preflight(DATA, { requestedMethod: 'PURGE' }),
      allowsPreflight(APP, APP, EVERY_METHOD),
    ],
    [
      'a method that is not a token changes nothing',
      preflight(DATA, { requestedMethod: 'a b' }),
      allowsPreflight(APP, APP, EVERY_METHOD),
    ],
    ['token', preflight('/services/oauth2/token'), allowsPreflight(APP, APP, 'POST')],
    [
      'a GET that asks for a method is not a preflight',
      actual(DATA, { requestedMethod: 'GET' }),
      allows(APP, APP),
    ],
    [
      'with credentials',
      preflight('/lightning'),
      allowsPreflight(APP, APP, EVERY_METHOD, { 'Access-Control-Allow-Credentials': 'true' }),
    ],
  ]),
  ...table({ policy: SALESFORCE, allowlist: EMPTY }, [
    ['unlisted origin', preflight(DATA), asking(refusesOptions('origin_not_allowlisted'))],
    [
      'unlisted origin, page',
      preflight('/services/oauth2/authorize', { secFetchMode: 'navigate' }),
      asking(refusesOptions('origin_not_allowlisted')),
    ],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(APP) }, [
    [
      'fixed names and age',
      preflight('/fixed', { requestedHeaders: 'x-other' }),
      allowsPreflight(APP, APP, 'PUT', {
        'Access-Control-Allow-Headers': 'Authorization, X-One',
        'Access-Control-Max-Age': '60',
      }),
    ],
    [
      'no fixed names, no age',
      preflight('/bare', { requestedHeaders: 'x-other' }),
      allowsPreflight(APP, APP, 'GET', { 'Access-Control-Max-Age': '0' }),
    ],
  ]),
];

/** `OPTIONS` that is no preflight is judged like an actual request. */
export const OPTIONS_REQUESTS = [
  ...table({ policy: SALESFORCE, allowlist: listing(APP) }, [
    [
      'no requested method',
      actual('/services/oauth2/token', { method: 'OPTIONS' }),
      allowsOptions(APP, APP, 'POST, OPTIONS'),
    ],
    [
      'empty requested method',
      preflight('/services/oauth2/token', { requestedMethod: '' }),
      allowsOptions(APP, APP, 'POST, OPTIONS'),
    ],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(APP) }, [
    [
      'a rule without names of its own',
      actual('/bare', { method: 'OPTIONS' }),
      {
        ...allowsOptions(APP, APP, ''),
        headers: {
          Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
          'Access-Control-Allow-Origin': APP,
          Allow: 'GET, OPTIONS',
        },
      },
    ],
  ]),
  ...table({ policy: SALESFORCE, allowlist: EMPTY }, [
    [
      'unlisted',
      actual('/services/data', { method: 'OPTIONS' }),
      asking(refusesOptions('origin_not_allowlisted')),
    ],
    [
      'in lower case it is an actual request',
      actual('/services/data', { method: 'options' }),
      asking(refuses('origin_not_allowlisted')),
    ],
  ]),
];
