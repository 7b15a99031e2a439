import type { EndpointRule } from './endpoint-rule';
import { isToken } from './header-names';
import { parseHost } from './host';
import type { HostRule } from './host-table';
import { MAX_MAX_AGE_SECONDS } from './limits';
import { parseOrigin } from './origin';
import type { PolicyDocument } from './policy';
import { isUnambiguousPath } from './request-path';
import { canNameOnePath, VERSION_WILDCARD } from './rule-path';

/** One thing in a policy document that cannot work: where it stands, what it is, the rule it breaks, and the way out. */
export interface PolicyIssue {
  /** Path in the document, as `endpoints[3].methods`; a duration is named without its unit, as props name it. */
  readonly field: string;
  /** The offending value as JSON. */
  readonly value: string;
  readonly rule: string;
  readonly fix: string;
}

/** All that cannot work in a document; empty when it can be compiled. */
export function policyIssues(document: PolicyDocument): readonly PolicyIssue[] {
  return [
    ...document.endpoints.flatMap((rule, index) => endpointIssues(rule, `endpoints[${String(index)}]`)),
    ...overlapIssues(document.endpoints),
    ...document.hosts.flatMap((host, index) => hostIssues(host, `hosts[${String(index)}]`)),
    ...duplicateHostIssues(document.hosts),
    ...document.ownOrigins.flatMap((origin, index) =>
      ownOriginIssues(origin, `ownOrigins[${String(index)}]`),
    ),
    ...headerNameIssues(document.exposedHeaders, 'exposedHeaders'),
    ...maxAgeIssues(document.maxAgeSeconds, 'maxAge'),
  ];
}

function issue(field: string, value: unknown, rule: string, fix: string): PolicyIssue {
  return { field, value: JSON.stringify(value), rule, fix };
}

function endpointIssues(rule: EndpointRule, field: string): readonly PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  const complain = (name: string, value: unknown, text: string, fix: string): void => {
    issues.push(issue(`${field}.${name}`, value, text, fix));
  };
  if (!isRulePath(rule.path)) {
    complain(
      'path',
      rule.path,
      'a path begins with "/", has no trailing slash and no ambiguous segment',
      'write it as requests carry it, for example "/services/data"',
    );
  }
  if (rule.access === 'public' && rule.credentials === true) {
    complain(
      'credentials',
      true,
      'a public endpoint answers every origin, so it never carries credentials',
      'use access "allowlist", or leave credentials out',
    );
  }
  if (rule.access !== 'closed' && rule.methods.length === 0) {
    complain(
      'methods',
      rule.methods,
      'an endpoint that can be allowed has at least one method',
      'list the methods that pages may use',
    );
  }
  for (const method of rule.methods) {
    if (!isToken(method) || method === '*' || method === 'OPTIONS') {
      complain(
        'methods',
        method,
        'a method is a token; OPTIONS is answered by the gateway itself',
        'list methods such as GET and POST',
      );
    }
  }
  if ((rule.access === 'allowlist' || rule.access === 'oauth') && rule.hostKinds.length === 0) {
    complain(
      'hostKinds',
      rule.hostKinds,
      'an endpoint that no host kind supports can never be allowed',
      'name a host kind, or use access "closed"',
    );
  }
  return [
    ...issues,
    ...headerNameIssues(rule.exposedHeaders ?? [], `${field}.exposedHeaders`),
    ...headerNameIssues(rule.allowedHeaders ?? [], `${field}.allowedHeaders`),
    ...maxAgeIssues(rule.maxAgeSeconds ?? 0, `${field}.maxAge`),
  ];
}

function isRulePath(path: string): boolean {
  if (path === '/') return true;
  const concrete = path.split('/').map((segment) => (segment === VERSION_WILDCARD ? 'v1.0' : segment));
  return (
    !path.endsWith('/') &&
    isUnambiguousPath(concrete.join('/')) &&
    !concrete.some((part) => part.includes('*'))
  );
}

function overlapIssues(rules: readonly EndpointRule[]): readonly PolicyIssue[] {
  return rules.flatMap((second, index) => {
    const first = rules.slice(0, index).find((other) => canNameOnePath(other, second));
    if (first === undefined) return [];
    const rule = `the ${first.match} rule for ${JSON.stringify(first.path)} names the same paths`;
    return [issue(`endpoints[${String(index)}].path`, second.path, rule, 'keep one of the two')];
  });
}

function hostIssues(host: HostRule, field: string): readonly PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (!parseHost(host.domainName).valid) {
    issues.push(
      issue(
        `${field}.domainName`,
        host.domainName,
        'a host is a lower-case domain name without scheme, port and path',
        'write it as in "login.example.com"',
      ),
    );
  }
  for (const name of ['basePath', 'pathPrefix'] as const) {
    const path = host[name];
    if (path !== undefined && (path === '/' || !isRulePath(path) || path.includes(VERSION_WILDCARD))) {
      issues.push(
        issue(
          `${field}.${name}`,
          path,
          'a path prefix begins with "/" and has no trailing slash',
          'write it as in "/partners"',
        ),
      );
    }
  }
  return issues;
}

function duplicateHostIssues(hosts: readonly HostRule[]): readonly PolicyIssue[] {
  return hosts.flatMap((host, index) => {
    const first = hosts.findIndex((other) => other.domainName === host.domainName);
    if (first === index) return [];
    const rule = `hosts[${String(first)}] names the same host with kind ${JSON.stringify(hosts[first]?.kind)}`;
    return [
      issue(
        `hosts[${String(index)}].domainName`,
        host.domainName,
        rule,
        'a host has one kind: keep one of the two',
      ),
    ];
  });
}

function ownOriginIssues(origin: string, field: string): readonly PolicyIssue[] {
  if (parseOrigin(origin) !== undefined) return [];
  return [
    issue(
      field,
      origin,
      'an own origin is scheme, host and port as a browser sends them',
      'write it as in "https://www.example.com"',
    ),
  ];
}

function headerNameIssues(names: readonly string[], field: string): readonly PolicyIssue[] {
  return names
    .filter((name) => !isToken(name) || name === '*')
    .map((name) =>
      issue(field, name, 'a header name is a token and no wildcard', 'list the names one by one'),
    );
}

function maxAgeIssues(seconds: number, field: string): readonly PolicyIssue[] {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_MAX_AGE_SECONDS) return [];
  return [
    issue(
      field,
      seconds,
      `a whole number of seconds from 0 to ${String(MAX_MAX_AGE_SECONDS)}`,
      'choose a time in that range',
    ),
  ];
}
