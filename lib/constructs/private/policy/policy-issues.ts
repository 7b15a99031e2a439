import { Token } from 'aws-cdk-lib';
import { MAX_CACHE_TTL_SECONDS, MAX_STALE_TTL_SECONDS } from '../../../contract';
import { HOST_KINDS, policyIssues, type EndpointRule, type PolicyIssue } from '../../../core';
import { ClientSecrets } from '../../client-secrets';
import type { CorsEndpoints } from '../../cors-endpoints';
import type { CorsPolicyOptions } from '../../cors-policy-options';
import { Enforcement } from '../../enforcement';
import { HostKind } from '../../host-kind';
import { OAuthRole } from '../../oauth-role';
import { PathMatch } from '../../path-match';
import { endpointsOf, policyDocument } from './policy-document';
import { rangeIssues } from '../synth/duration-issues';
import type { SynthIssue } from '../synth/synth-error';

const KINDS: readonly string[] = HOST_KINDS;
const KIND_FIX = `use HostKind: ${KINDS.join(', ')}`;

/** All in the options of a policy that cannot work. */
export function policyOptionIssues(options: CorsPolicyOptions): readonly SynthIssue[] {
  return [
    ...unknownIssues(options),
    ...kindIssues(options),
    ...endpointsOf(options)._rules.flatMap(({ path, match, role }) => [
      ...choiceIssues(`${placeOf(path)}.match`, match, PathMatch),
      ...choiceIssues(`${placeOf(path)}.role`, role, OAuthRole),
    ]),
    ...choiceIssues('enforcement', options.enforcement, Enforcement),
    ...choiceIssues('clientSecrets', options.clientSecrets, ClientSecrets),
    ...strayIssues(endpointsOf(options)),
    ...documentIssues(options),
    ...rangeIssues('cacheTtl', options.cacheTtl, MAX_CACHE_TTL_SECONDS),
    ...rangeIssues('staleTtl', options.staleTtl, MAX_STALE_TTL_SECONDS),
  ];
}

/** Handlers read the endpoints compressed, and every list has to have a length; the rest may be filled in at deployment. */
function unknownIssues(options: CorsPolicyOptions): readonly SynthIssue[] {
  const rule = 'must be known at synth';
  const rules = endpointsOf(options)._rules.filter((endpoint) =>
    Token.isUnresolved(JSON.stringify(endpoint)),
  );
  const endpoints = rules.map((endpoint) => JSON.stringify(endpoint));
  const lists = [options.ownOrigins, options.exposedHeaders];
  return [
    ...endpoints.map((value) => ({
      prop: 'endpoints',
      value,
      rule,
      fix: 'write paths, methods and headers out',
    })),
    ...['ownOrigins', 'exposedHeaders']
      .map((prop, index) => ({ prop, value: lists[index], rule, fix: 'list the elements one by one' }))
      .filter(({ value }) => Token.isUnresolved(value)),
  ];
}

function kindIssues(options: CorsPolicyOptions): readonly SynthIssue[] {
  const { executeApiHostKind = HostKind.MY_DOMAIN, hosts = [] } = options;
  const unknown = (prop: string, value: string): SynthIssue => ({
    prop,
    value,
    rule: 'no kind of host',
    fix: KIND_FIX,
  });
  return [
    ...(isKind(executeApiHostKind) || executeApiHostKind === HostKind.NONE
      ? []
      : [unknown('executeApiHostKind', executeApiHostKind)]),
    ...hosts.flatMap(({ _rule: { kind } }, index) =>
      isKind(kind) ? [] : [unknown(`hosts[${index}].kind`, kind)],
    ),
    ...endpointsOf(options)._rules.flatMap(({ path, hostKinds }) =>
      hostKinds.filter((kind) => !isKind(kind)).map((kind) => unknown(`${placeOf(path)}.hostKinds`, kind)),
    ),
  ];
}

/** What a program without types may hand in for an enum: the functions would not start with it. */
function choiceIssues(
  prop: string,
  value: string | undefined,
  choices: Readonly<Record<string, string>>,
): readonly SynthIssue[] {
  const known = Object.values(choices);
  if (value === undefined || Token.isUnresolved(value) || known.includes(value)) return [];
  return [{ prop, value, rule: 'no such choice', fix: `use one of ${known.join(', ')}` }];
}

function isKind(kind: string): boolean {
  return KINDS.includes(kind);
}

function strayIssues({ _astray: astray }: CorsEndpoints): readonly SynthIssue[] {
  return astray.map(({ path, match }) => ({
    prop: 'endpoints',
    value: path,
    rule: `replaces no endpoint: the table has no ${match} rule of this path`,
    fix: 'add it with plus()',
  }));
}

/** What the engine itself says of the document, in the words of the props. */
function documentIssues(options: CorsPolicyOptions): readonly SynthIssue[] {
  const { endpoints: rules } = policyDocument(options);
  return policyIssues(policyDocument(options)).flatMap((issue) => {
    const value: unknown = JSON.parse(issue.value) ?? Number.NaN;
    if (Token.isUnresolved(value) || Token.isUnresolved([value])) return [];
    const isEndpoint = issue.field.startsWith('endpoints');
    return [
      {
        prop: isEndpoint ? endpointProp(issue, rules) : issue.field,
        value,
        rule: issue.rule,
        fix: issue.fix,
      },
    ];
  });
}

/** `endpoints[3].methods` counts the preset's rules, which the user never sees; the path names the endpoint better. */
function endpointProp({ field }: PolicyIssue, rules: readonly EndpointRule[]): string {
  return field.replace(/^endpoints\[(\d+)\]/, (_, index: string) =>
    placeOf(rules[Number(index)]?.path ?? index),
  );
}

function placeOf(path: string): string {
  return `endpoints[${JSON.stringify(path)}]`;
}
