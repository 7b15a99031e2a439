import { parseOrigin, parsePattern, type EndpointRule, type Reason } from '../../../lib/core';
import { namesAboveSuffixes } from '../../../scripts/suffix-list';
import { naivelyMatches } from './naive-matcher';
import type { Situation } from './situation';

const NAVIGATING = ['GET', 'HEAD', 'POST'];

/**
 * The reason of a verdict as the specification tells it, one line a step, written apart from the engine. The rule of the
 * path is given, because tables of paths have tests of their own.
 */
export function naiveReason(situation: Situation, rule: EndpointRule | undefined): Reason {
  const { request, allowlist } = situation;
  const [value = '', ...others] = request.origins;
  const single = others.length === 0;
  const origin = single ? parseOrigin(value) : undefined;
  const [, api, version] = /^\/services\/(data|async)\/([^/]+)/.exec(request.path.toLowerCase()) ?? [];
  const form = api === 'data' ? /^v(\d+)\.\d+\.*$/ : /^(\d+)\.\d+\.*$/;
  const isOld = version !== undefined && !(Number(form.exec(version)?.[1]) >= (rule?.extensionsFrom ?? 0));
  const tooOld = value.includes('-extension:') && rule?.extensionsFrom !== undefined && isOld;
  const ofPage = value === 'null' || origin?.scheme === 'https' || origin?.scheme === 'http';
  const hidden =
    request.secFetchSite === 'cross-site' &&
    (request.secFetchMode !== 'navigate' || ['object', 'embed'].includes(request.secFetchDest ?? ''));
  const isolated =
    situation.policy.crossSiteReads === 'refuse' && rule?.access !== 'public' && rule?.page !== true;
  const steps: readonly (readonly [applies: boolean, reason: Reason])[] = [
    [request.origins.length === 0 && isolated && hidden, 'cross_site_read'],
    [request.origins.length === 0, 'not_cors'],
    [rule?.access === 'public', 'public_endpoint'],
    [
      rule?.page === true && request.secFetchMode === 'navigate' && NAVIGATING.includes(request.method),
      'navigation',
    ],
    [
      single && (request.ownOrigins.includes(value) || (request.secFetchSite === 'same-origin' && ofPage)),
      'same_origin',
    ],
    [single && value === 'null', 'null_origin'],
    [origin === undefined, 'malformed_origin'],
    [rule === undefined || rule.access === 'closed', 'endpoint_closed'],
    [request.hostKind === undefined || !rule?.hostKinds.includes(request.hostKind), 'host_not_supported'],
    [rule?.access === 'allowlist' && tooOld, 'api_version_too_old'],
    [allowlist === undefined, 'store_unavailable'],
    [rule?.access === 'oauth' && allowlist?.enableCorsForOAuthEndpoints === false, 'oauth_cors_disabled'],
    [tooOld, 'api_version_too_old'],
    [isListed(situation, rule, value), 'origin_allowlisted'],
  ];
  return steps.find(([applies]) => applies)?.[1] ?? 'origin_not_allowlisted';
}

/** Whether an entry lets the origin in; rows that validation would have refused are none. */
function isListed({ request, allowlist }: Situation, rule: EndpointRule | undefined, value: string): boolean {
  return (allowlist?.entries ?? []).some(
    ({ pattern, status, expiresAt, allowSharedOrigin }) =>
      isNormalized(pattern, allowSharedOrigin) &&
      naivelyMatches(pattern, value) &&
      status === 'active' &&
      (expiresAt === undefined || expiresAt > request.now) &&
      !(rule?.credentials === true && (allowSharedOrigin === true || isAboveSuffix(pattern))),
  );
}

/** Readers do not have the list of public suffixes, so a wildcard over one is a row like any other. */
function isNormalized(pattern: string, allowSharedOrigin: boolean | undefined): boolean {
  const result = parsePattern(pattern, { publicSuffixes: () => 'none', allowSharedOrigin });
  return result.valid && result.pattern === pattern;
}

const { registry, private: others } = namesAboveSuffixes();
const ABOVE_SUFFIXES = [...registry, ...others];

function isAboveSuffix(pattern: string): boolean {
  return ABOVE_SUFFIXES.some((name) => new RegExp(`^https://\\*\\.${name}(:\\d+)?$`).test(pattern));
}
