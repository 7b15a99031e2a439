import { HOST_KINDS, type Access, type EndpointRule, type PolicyDocument } from '../../../lib/core';
import { listing } from './allowlists';
import { table } from './decision-case';
import { allows, allowsEveryone, allowsEveryonePreflight, passes, refuses, refusesOptions } from './expected';
import { SALESFORCE } from './policies';
import { actual, APP, OWN_ORIGIN, preflight } from './requests';

function rule(text: string, access: Access, more: Partial<EndpointRule> = {}): EndpointRule {
  const [match, path] = text.split(' ') as [EndpointRule['match'], string];
  return { path, match, access, methods: access === 'closed' ? [] : ['GET'], hostKinds: HOST_KINDS, ...more };
}

const TABLE: PolicyDocument = {
  ...SALESFORCE,
  endpoints: [
    rule('prefix /api', 'public'),
    rule('prefix /api/internal', 'closed'),
    rule('exact /api/admin', 'closed'),
    rule('exact /api/$batch', 'closed'),
    rule('exact /api/orders:export', 'closed'),
    rule('prefix /api/%C3%89tat', 'closed'),
    rule('prefix /api/v*/jobs', 'closed'),
    rule('prefix /users', 'public'),
    rule('exact /users/me', 'closed'),
    rule('exact /users/{id}/posts', 'allowlist'),
    rule('prefix /users/admin', 'closed'),
    rule('exact /files/{path+}', 'public'),
    rule('exact /files/{name}', 'allowlist'),
    rule('exact /same/One', 'public'),
    rule('prefix /same', 'public', { methods: ['PUT'], maxAgeSeconds: 1, exposedHeaders: ['X-A'] }),
    rule('prefix /page', 'closed', { page: true }),
    rule('exact /page/Login', 'closed'),
  ],
};

const GIVEN = { policy: TABLE, allowlist: listing(APP) };

/** Each of them is the plain form of a path with less access than the rule around it, spelt in another way. */
const WALKS = [
  '/api/INTERNAL/keys',
  '/api/internal./keys',
  '/api/internal%20/keys',
  '/api/internal+/keys',
  '/api/%EF%BD%89nternal/keys',
  '/api/\u0131nternal/keys',
  '/api/internal%3Bx/keys',
  '/api/internal%3F',
  '/api/admin/',
  '/api/Admin',
  '/api/admin.',
  '/api/admin%20',
  '/api/%24batch',
  '/api/%24BATCH/',
  '/api/orders%3Aexport',
  '/api/orders%3aexport/',
  '/api/%c3%a9tat',
  '/api/%C3%A9tat/x',
  '/api/e%CC%81tat',
  '/api/v60/jobs',
  '/api/V60.0/jobs',
  '/api/v60.0/JOBS/x',
  '/api/x/jobs',
  '/users/Me',
  '/users/me/',
  '/users/ADMIN/posts',
  '/page/login',
  '/page/LOGIN',
];

/** Spellings that no rule can be compared by. */
const UNREADABLE = [
  '/api/%252e%252e/internal',
  '/api/%25%36%39nternal',
  '/api/a%EF%BC%8Finternal',
  '/api/\uff0finternal',
  '/api/...',
  '/api/%20/internal',
  '/api/%E2%80%A6/internal',
];

/** Spellings that meet the rule of their plain form, or one that treats requests alike. */
const HARMLESS = [
  '/api',
  '/api/',
  '/api/ORDERS',
  '/api/a%20b',
  '/api/a+b',
  '/api/%C3%A9',
  '/same/one',
  '/same/One',
  '/same/ONE/',
];

export const SPELLINGS = [
  ...table(
    GIVEN,
    WALKS.map((path) => [`closed: ${path}`, actual(path), refuses('endpoint_closed')] as const),
  ),
  ...table(
    GIVEN,
    UNREADABLE.map((path) => [`unreadable: ${path}`, actual(path), refuses('endpoint_closed')] as const),
  ),
  ...table(
    GIVEN,
    HARMLESS.filter((path) => path.startsWith('/api')).map(
      (path) => [`public: ${path}`, actual(path), allowsEveryone()] as const,
    ),
  ),
  ...table(GIVEN, [
    ['closed, preflight', preflight('/api/INTERNAL'), refusesOptions('endpoint_closed')],
    ['no Origin', actual('/api/INTERNAL', { origins: [] }), passes('not_cors')],
    ['own origin', actual('/api/INTERNAL', { origins: [OWN_ORIGIN] }), passes('same_origin')],
    ['navigation', actual('/page/x', { secFetchMode: 'navigate' }), passes('navigation')],
    [
      'navigation, another spelling',
      actual('/page/LOGIN', { secFetchMode: 'navigate' }),
      refuses('endpoint_closed'),
    ],
    [
      'methods differ only',
      preflight('/same/ONE'),
      allowsEveryonePreflight('PUT', { 'Access-Control-Max-Age': '1' }),
    ],
    ['parameter', actual('/users/5/posts'), allows(APP, APP)],
    ['parameter, another spelling', actual('/users/5/Posts'), refuses('endpoint_closed')],
    ['closed literals before a parameter', actual('/users/admin/posts'), refuses('endpoint_closed')],
    ['one more segment', actual('/files/a'), allows(APP, APP)],
    ['several more segments', actual('/files/a/b'), allowsEveryone()],
  ]),
];
