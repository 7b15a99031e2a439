import { Token } from 'aws-cdk-lib';
import { MAX_CACHE_TTL_SECONDS, MAX_STALE_TTL_SECONDS } from '../../../contract';
import { documentPlace, HOST_KINDS, policyIssues, type DocumentPath } from '../../../core';
import { VerdictLog } from '../../verdict-log';
import { ClientSecrets } from '../../client-secrets';
import type { CorsPolicyOptions } from '../../cors-policy-options';
import { CrossSiteReads } from '../../cross-site-reads';
import { Enforcement } from '../../enforcement';
import { HostKind } from '../../host-kind';
import { OAuthRole } from '../../oauth-role';
import { PathMatch } from '../../path-match';
import type { PolicyPlan } from './policy-plan';
import { choiceIssues } from '../synth/choice-issues';
import { rangeIssues } from '../synth/duration-issues';
import type { SynthIssue } from '../synth/synth-error';

const KINDS: readonly string[] = HOST_KINDS;
const KIND_FIX = `use HostKind: ${KINDS.join(', ')}`;

/** Every option of a policy that cannot work. */
export function policyOptionIssues(plan: PolicyPlan): readonly SynthIssue[] {
  const { options, rules, propOf } = plan;
  return [
    ...unknownIssues(plan),
    ...(options.hosts ?? []).flatMap(({ _issues: issues }, index) =>
      issues.map((issue) => ({ ...issue, prop: `hosts[${index}].${issue.prop}` })),
    ),
    ...kindIssues(plan),
    ...rules.flatMap(({ match, role }, index) => [
      ...choiceIssues(`${propOf(index)}.match`, match, PathMatch),
      ...choiceIssues(`${propOf(index)}.role`, role, OAuthRole),
    ]),
    ...choiceIssues('enforcement', options.enforcement, Enforcement),
    ...choiceIssues('crossSiteReads', options.crossSiteReads, CrossSiteReads),
    ...choiceIssues('clientSecrets', options.clientSecrets, ClientSecrets),
    ...choiceIssues('verdictLog', options.verdictLog, VerdictLog),
    ...plan.endpoints._issues,
    ...documentIssues(plan),
    ...rangeIssues('cacheTtl', options.cacheTtl, MAX_CACHE_TTL_SECONDS),
    ...rangeIssues('staleTtl', options.staleTtl, MAX_STALE_TTL_SECONDS),
  ];
}

/**
 * A table that is left out. No preset fits every API: every route that the table does not name would be closed without a word.
 *
 * @param given the options before wrong types were taken out
 */
export function missingTableIssues({ endpoints: value }: CorsPolicyOptions): readonly SynthIssue[] {
  if (value !== undefined) return [];
  const rule = 'an allowlist must have an endpoint table, because every path that it does not name is closed';
  const fix = 'use CorsEndpoints.fromRoutes(api), CorsEndpoints.of([…]) or CorsEndpoints.salesforce()';
  return [{ prop: 'endpoints', value, rule, fix }];
}

/** Handlers read the endpoints compressed, and every list needs a length; other values may be filled in at deployment. */
function unknownIssues({ options, rules }: PolicyPlan): readonly SynthIssue[] {
  const rule = 'must be known at synth';
  const endpoints = rules
    .map((endpoint) => JSON.stringify(endpoint))
    .filter((value) => Token.isUnresolved(value))
    .map((value) => ({ prop: 'endpoints', value, rule, fix: 'write paths, methods and headers out' }));
  const lists = [options.sameOriginAliases, options.exposedHeaders];
  return [
    ...endpoints,
    ...['sameOriginAliases', 'exposedHeaders']
      .map((prop, index) => ({ prop, value: lists[index], rule, fix: 'list the elements one by one' }))
      .filter(({ value }) => Token.isUnresolved(value)),
  ];
}

function kindIssues({ options, rules, propOf }: PolicyPlan): readonly SynthIssue[] {
  const { executeApiHostKind = HostKind.MY_DOMAIN, hosts = [] } = options;
  const unknown = (prop: string, value: string): SynthIssue => ({
    prop,
    value,
    rule: 'must be a kind of host',
    fix: KIND_FIX,
  });
  return [
    ...(isKind(executeApiHostKind) || executeApiHostKind === HostKind.NONE
      ? []
      : [unknown('executeApiHostKind', executeApiHostKind)]),
    ...hosts.flatMap(({ _rule: { kind } }, index) =>
      isKind(kind) ? [] : [unknown(`hosts[${index}].kind`, kind)],
    ),
    ...rules.flatMap(({ hostKinds }, index) =>
      hostKinds.filter((kind) => !isKind(kind)).map((kind) => unknown(`${propOf(index)}.hostKinds`, kind)),
    ),
  ];
}

function isKind(kind: string): boolean {
  return KINDS.includes(kind);
}

/** Everything that the engine itself says of the document, in the words of the props. */
function documentIssues(plan: PolicyPlan): readonly SynthIssue[] {
  return policyIssues({ ...plan.settings, endpoints: plan.rules }).flatMap(({ path, value, rule, fix }) => {
    if (Token.isUnresolved(value) || Token.isUnresolved([value])) return [];
    return [{ prop: propOf(path, plan), value, rule, fix }];
  });
}

/**
 * `endpoints[3].methods` counts the rules of the preset, which the user never sees. The prop that the rule comes from names
 * it better; a prop that is nothing but a path has no members.
 */
function propOf(path: DocumentPath, plan: PolicyPlan): string {
  const [list, index, ...members] = path;
  if (list !== 'endpoints' || typeof index !== 'number') return documentPlace(path);
  const prop = plan.propOf(index);
  const isOnlyPath = !prop.startsWith('endpoints') && members[0] === 'path';
  return documentPlace([prop, ...(isOnlyPath ? members.slice(1) : members)]);
}
