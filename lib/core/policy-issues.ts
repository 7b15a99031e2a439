import type { EndpointRule } from './endpoint-rule';
import { isToken } from './header-names';
import { parseHost } from './host';
import type { HostRule } from './host-table';
import { MAX_MAX_AGE_SECONDS } from './limits';
import { parseOrigin } from './origin';
import { haveOneFold } from './path-fold';
import type { PolicyDocument } from './policy';
import { hostPrefixFault, rulePathFault, type ValueFault } from './rule-path-issues';
import { overlaps } from './rule-path';
import { treatmentOf } from './rule-treatment';
import { isWebScheme } from './scheme';

/** Names and indices that lead to a value in a document, as `['endpoints', 3, 'methods']`. */
export type DocumentPath = readonly (string | number)[];

/** One thing in a policy document that cannot work: its place, its value, the rule that it breaks, and how to mend it. */
export interface PolicyIssue extends ValueFault {
  /** A duration has no unit in its name, as props have none. */
  readonly path: DocumentPath;
  /** The offending value. */
  readonly value: unknown;
}

/** A place in a document as text: `endpoints[3].methods`. */
export function documentPlace(path: DocumentPath): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`))
    .join('');
}

/**
 * Everything in a document that cannot work; empty when it can be compiled.
 *
 * @param sound how many of the first endpoint rules are known to work, alone and together; they are only compared with the others
 */
export function policyIssues(document: PolicyDocument, sound = 0): readonly PolicyIssue[] {
  const { endpoints, hosts, sameOriginAliases } = document;
  const rulePaths = endpoints.map(({ path }) => path);
  const unchecked = endpoints.slice(sound);
  return [
    ...unchecked.flatMap((rule, index) => endpointIssues(rule, ['endpoints', sound + index])),
    ...unchecked.flatMap((rule, index) =>
      pairIssues(rule, endpoints.slice(0, sound + index), ['endpoints', sound + index]),
    ),
    ...hosts.flatMap((host, index) => hostIssues(host, rulePaths, ['hosts', index])),
    ...hosts.flatMap((host, index) => duplicateHostIssues(host, index, hosts)),
    ...sameOriginAliases.flatMap((origin, index) => aliasIssues(origin, ['sameOriginAliases', index])),
    ...headerNameIssues(document.exposedHeaders, ['exposedHeaders']),
    ...maxAgeIssues(document.maxAgeSeconds, ['maxAge']),
  ];
}

/**
 * The reason why two rules cannot be in one table: they name the same paths with equal right, or would if their spelling did
 * not count, and treat requests differently. Undefined where nothing does.
 */
function rulePairFault(rule: EndpointRule, other: EndpointRule): ValueFault | undefined {
  if (overlaps(rule, other)) {
    return { rule: `${named(other)} names the same paths`, fix: 'keep one of the two' };
  }
  if (!haveOneFold(rule, other) || treatmentOf(rule) === treatmentOf(other)) return undefined;
  return {
    rule: `${named(other)} names other spellings of the same paths, so it must treat requests in the same way`,
    fix: 'give both the same access, or keep one of the two',
  };
}

function named({ match, path }: EndpointRule): string {
  return `the ${match} rule for ${JSON.stringify(path)}`;
}

function endpointIssues(rule: EndpointRule, path: DocumentPath): readonly PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  const add = (name: string, value: unknown, text: string, fix: string): void => {
    issues.push({ path: [...path, name], value, rule: text, fix });
  };
  const { access, methods, hostKinds, extensionsFrom = 0 } = rule;
  const fault = rulePathFault(rule.path);
  if (fault !== undefined) add('path', rule.path, fault.rule, fault.fix);
  if (access === 'public' && rule.credentials === true) {
    add(
      'credentials',
      true,
      'a public endpoint answers every origin, so it must not carry credentials',
      'use access "allowlist", or leave credentials out',
    );
  }
  if (access !== 'closed' && methods.length === 0) {
    add(
      'methods',
      methods,
      'an endpoint that can be allowed must have at least one method',
      'list the methods that pages may use',
    );
  }
  for (const method of methods) {
    if (!isToken(method) || method === '*' || method === 'OPTIONS') {
      add(
        'methods',
        method,
        'a method must be a token other than * and OPTIONS, which the gateway itself answers',
        'list methods such as GET and POST',
      );
    }
  }
  if ((access === 'allowlist' || access === 'oauth') && hostKinds.length === 0) {
    add(
      'hostKinds',
      hostKinds,
      'an endpoint that can be allowed must support at least one host kind',
      'name a host kind, or use access "closed"',
    );
  }
  if (!Number.isInteger(extensionsFrom) || extensionsFrom < 0) {
    add('extensionsFrom', extensionsFrom, 'must be the number of an API version', 'use a number such as 53');
  }
  return [
    ...issues,
    ...headerNameIssues(rule.exposedHeaders ?? [], [...path, 'exposedHeaders']),
    ...headerNameIssues(rule.allowedHeaders ?? [], [...path, 'allowedHeaders']),
    ...maxAgeIssues(rule.maxAgeSeconds ?? 0, [...path, 'maxAge']),
  ];
}

function pairIssues(
  rule: EndpointRule,
  others: readonly EndpointRule[],
  path: DocumentPath,
): readonly PolicyIssue[] {
  for (const other of others) {
    const fault = rulePairFault(rule, other);
    if (fault !== undefined) return [{ path: [...path, 'path'], value: rule.path, ...fault }];
  }
  return [];
}

function hostIssues(
  host: HostRule,
  rulePaths: readonly string[],
  path: DocumentPath,
): readonly PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (!parseHost(host.domainName).valid) {
    issues.push({
      path: [...path, 'domainName'],
      value: host.domainName,
      rule: 'a host must be a lower-case domain name without scheme, port and path',
      fix: 'write it as in "login.example.com"',
    });
  }
  for (const name of ['basePath', 'pathPrefix'] as const) {
    const value = host[name];
    const fault = value === undefined ? undefined : hostPrefixFault(value, rulePaths);
    if (fault !== undefined) issues.push({ path: [...path, name], value, ...fault });
  }
  return issues;
}

function duplicateHostIssues(
  { domainName }: HostRule,
  index: number,
  hosts: readonly HostRule[],
): readonly PolicyIssue[] {
  const first = hosts.findIndex((other) => other.domainName === domainName);
  if (first === index) return [];
  const kind = JSON.stringify(hosts[first]?.kind);
  return [
    {
      path: ['hosts', index, 'domainName'],
      value: domainName,
      rule: `${documentPlace(['hosts', first])} names the same host with kind ${kind}`,
      fix: 'a host has one kind: keep one of the two',
    },
  ];
}

function aliasIssues(value: string, path: DocumentPath): readonly PolicyIssue[] {
  const scheme = parseOrigin(value)?.scheme;
  // Every app and extension on every device is somebody else's program, whatever its origin says.
  if (scheme !== undefined && isWebScheme(scheme)) return [];
  const rule = 'a same-origin alias must be https or http, host and port as a browser sends them';
  return [{ path, value, rule, fix: 'write it as in "https://www.example.com"' }];
}

function headerNameIssues(names: readonly string[], path: DocumentPath): readonly PolicyIssue[] {
  const rule = 'a header name must be a token, and not a wildcard';
  return names
    .filter((name) => !isToken(name) || name === '*')
    .map((value) => ({ path, value, rule, fix: 'list the names one by one' }));
}

function maxAgeIssues(value: number, path: DocumentPath): readonly PolicyIssue[] {
  if (Number.isInteger(value) && value >= 0 && value <= MAX_MAX_AGE_SECONDS) return [];
  const rule = `must be a whole number of seconds from 0 to ${MAX_MAX_AGE_SECONDS}`;
  return [{ path, value, rule, fix: 'choose a time in that range' }];
}
