import { inflateRawSync } from 'node:zlib';
import { ENDPOINTS, endpointRules, type EndpointsDocument } from '../../lib/contract';
import type { EndpointRule } from '../../lib/core';
import type { ResourceProperties, RestApi, Stacks } from '../../gateway';

/** The beginning of a compressed endpoint table. */
const DEFLATED = 'deflate:';

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
    (path) => routes.match('GET', path) !== undefined && nearest(rules, path)?.access === 'allowlist',
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

/** The most specific rule of a path, nearly: what it gives is an example, and no verdict. */
function nearest(rules: readonly EndpointRule[], path: string): EndpointRule | undefined {
  return rules
    .filter((rule) => expressionOf(rule).test(path))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function expressionOf({ path, match }: EndpointRule): RegExp {
  const segments = path.split('/').map((segment) => {
    if (segment === 'v*') return 'v[0-9]+\\.[0-9]+';
    if (!segment.startsWith('{')) return segment.replace(/[^\w-]/g, '\\$&');
    return segment.endsWith('+}') ? '.+' : '[^/]+';
  });
  return new RegExp(`^${segments.join('/')}${match === 'prefix' ? '(?:/|$)' : '$'}`);
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
