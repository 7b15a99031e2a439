import { FINDINGS, PATTERN_REASONS, REASONS } from '../../../lib/core';
import { fixOf, type RefusalCase } from './support/refusal-case';

const PAGE =
  'If browsers navigate here, as with the form post of a SAML or OpenID Connect provider, mark the endpoint rule as a page (page: true).';
const NO_HTTP = `No entry can be for this origin. ${PATTERN_REASONS.insecure_scheme}`;

test.each<[string, RefusalCase, string]>([
  [
    'the null origin',
    { reason: 'null_origin' },
    'No entry can be for the null origin. Serve the page from an https origin.',
  ],
  [
    'a malformed origin',
    { reason: 'malformed_origin' },
    'The value is not the serialization of an origin that can be listed. Pages at a host with a trailing dot ' +
      '(https://host.) and some web views send such values: open the page without the dot, or look at the app.',
  ],
  [
    'an old version',
    { reason: 'api_version_too_old', entries: [] },
    'Browser extensions may call version 53 and later. Name one in the path, as in /services/data/v60.0.',
  ],
  [
    'a read across sites',
    { reason: 'cross_site_read' },
    'Read the endpoint with a CORS request from an origin on the allowlist, or mark its rule as a page.',
  ],
  ['another reason', { reason: 'store_unavailable' }, REASONS.store_unavailable],
  [
    'an ambiguous path',
    { reason: 'endpoint_closed', trace: [FINDINGS.oneOrigin, FINDINGS.ambiguousPath] },
    'The path is ambiguous: servers could read it as another one. Send it without empty segments, dot segments, ' +
      'semicolons, double escapes, and escapes of letters, digits, slashes and controls.',
  ],
  [
    'another spelling',
    { reason: 'endpoint_closed', trace: [FINDINGS.otherSpelling] },
    'Another spelling of the path meets another rule. Write the path as its rule does: letter case, escapes, and no dot, blank or slash at an end.',
  ],
  [
    'a spelling that no rule has',
    { reason: 'endpoint_closed', trace: [FINDINGS.noRuleForSpelling] },
    'A rule names another spelling of the path. Write the path as the rule does: letter case, escapes, and no dot, blank or slash at an end.',
  ],
  [
    'another spelling of the prefix',
    { reason: 'endpoint_closed', trace: [FINDINGS.otherPrefixSpelling] },
    'Write the path prefix of the host as it is configured: letter case, escapes, and no dot, blank or slash at an end.',
  ],
  [
    'a path without a rule',
    { reason: 'endpoint_closed', trace: [FINDINGS.noRule] },
    'No rule of the endpoint table names this path. The table is part of the deployment.',
  ],
  [
    'a path whose rule is closed',
    { reason: 'endpoint_closed', rule: { path: '/secret' } },
    'The rule /secret closes this path. The table is part of the deployment.',
  ],
  [
    'a host of another kind',
    {
      reason: 'host_not_supported',
      rule: { hostKinds: ['my-domain', 'api'] },
      request: { hostKind: 'experience-cloud-site' },
    },
    'The host is of kind experience-cloud-site; the endpoint supports my-domain, api. Which host is of which kind is part of the deployment.',
  ],
  [
    'a host without a kind',
    { reason: 'host_not_supported', rule: { hostKinds: ['my-domain'] } },
    'The host has no kind; the endpoint supports my-domain. Which host is of which kind is part of the deployment.',
  ],
  [
    'an origin that cannot be listed',
    { reason: 'origin_not_allowlisted', origin: 'http://plain.example', entries: [] },
    NO_HTTP,
  ],
  [
    'an origin that strangers can have, where answers carry credentials',
    {
      reason: 'origin_not_allowlisted',
      origin: 'capacitor://localhost',
      rule: { credentials: true },
      entries: [],
    },
    'Strangers can have this origin too, so no entry counts where answers carry credentials.',
  ],
])('nothing that an administrator changes is a fix of %s', (_, refusal, text) => {
  expect(fixOf(refusal)).toEqual({ kind: 'none', text });
});

test.each<[string, RefusalCase]>([
  ['a navigation', { reason: 'null_origin', request: { secFetchMode: 'navigate', method: 'POST' } }],
  ['a POST with the origin null', { reason: 'null_origin', request: { method: 'POST' } }],
  [
    'a POST to a closed path',
    { reason: 'endpoint_closed', trace: [FINDINGS.noRule], request: { method: 'POST' } },
  ],
])('%s may be the form post to a page', (_, refusal) => {
  const fetched = { ...refusal, request: {} };
  expect(fixOf(refusal)).toEqual({ kind: 'none', text: `${fixOf(fetched).text} ${PAGE}` });
});

test.each<[string, RefusalCase]>([
  ['a POST to a page', { reason: 'null_origin', rule: { page: true }, request: { method: 'POST' } }],
  ['a POST of a script', { reason: 'null_origin', request: { method: 'POST', secFetchMode: 'cors' } }],
  ['a GET', { reason: 'null_origin' }],
  ['a POST from an origin', { reason: 'malformed_origin', request: { method: 'POST' } }],
])('%s is not spoken to of pages', (_, refusal) => {
  expect(fixOf(refusal).text).not.toContain('page: true');
});
