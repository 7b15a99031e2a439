import { inflateRawSync } from 'node:zlib';
import { DEFLATED, ENDPOINTS, endpointRules, type EndpointsDocument } from '../../lib/contract';
import { comparePrecedence, pathTest, segmentsOf, type EndpointRule } from '../../lib/core';
import type { ResourceProperties, RestApi, Stacks } from '../../gateway';

/**
 * A path of an API that takes a GET, for somebody who wants to try the list: one whose rule asks the list, else a literal one, else one with
 * its parameters filled in.
 */
export function examplePath({ routes }: RestApi, stacks: Stacks): string {
  const readable = routes.resources
    .filter(({ methods }) => methods.has('GET') || methods.has('ANY'))
    .map(({ path }) => path);
  const deployed = [...readable.filter(isLiteral), ...readable.filter((path) => !isLiteral(path))].map(
    filled,
  );
  const rules = stacks.resourcesOf('AWS::Lambda::Function').flatMap(rulesOf);
  const named = rules.filter(({ role }) => role === undefined).map(({ path }) => filled(path));
  const listed = [...deployed, ...named].find(
    (path) => routes.match('GET', path) !== undefined && winner(rules, path)?.access === 'allowlist',
  );
  return listed ?? deployed[0] ?? '/';
}

function isLiteral(path: string): boolean {
  return !path.includes('{');
}

/** The path with something in the place of each variable segment. */
function filled(path: string): string {
  return path.replace(/\{[^}]+\}/g, '1').replace(/(?<=\/)v\*(?=\/|$)/g, 'v60.0');
}

/** The rule that wins among those that name a path as it is written. */
function winner(rules: readonly EndpointRule[], path: string): EndpointRule | undefined {
  return rules.filter((rule) => pathTest(rule)(segmentsOf(path))).sort(comparePrecedence)[0];
}

function rulesOf(resource: ResourceProperties): readonly EndpointRule[] {
  try {
    const text = resource.nested('Environment')?.stringMap('Variables').get(ENDPOINTS);
    if (text === undefined) return [];
    const json = text.startsWith(DEFLATED)
      ? inflateRawSync(Buffer.from(text.slice(DEFLATED.length), 'base64')).toString('utf8')
      : text;
    return endpointRules(JSON.parse(json) as EndpointsDocument);
  } catch {
    // A function of somebody else.
    return [];
  }
}
