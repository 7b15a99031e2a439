import { policyIssues, type EndpointRule } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/**
 * Everything in path prefixes that cannot work, by the rules of the endpoint table: paths that no request can carry, and paths
 * that meet one another.
 *
 * @param propOf the prop of the path at an index
 */
export function prefixPathIssues(
  paths: readonly string[],
  propOf: (index: number) => string,
): readonly SynthIssue[] {
  const endpoints = paths.map((path): EndpointRule => ({
    path,
    match: 'prefix',
    access: 'closed',
    methods: [],
    hostKinds: [],
  }));
  const document = { endpoints, hosts: [], ownOrigins: [], exposedHeaders: [], maxAgeSeconds: 0 };
  return policyIssues({ ...document, executeApiHostKind: 'none', enforcement: 'enforce' }).map((issue) => ({
    prop: propOf(Number(/^endpoints\[(\d+)\]/.exec(issue.field)?.[1])),
    value: JSON.parse(issue.value) as unknown,
    rule: issue.rule,
    fix: issue.fix,
  }));
}
