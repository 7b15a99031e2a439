import { isVersionSegment } from './api-version';
import type { EndpointRule } from './endpoint-rule';

/** The segment of a rule's path that stands for any API version. */
export const VERSION_WILDCARD = 'v*';

/** The segments of a rule's path; none for the root. */
export function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** Two rules that would name the same path with equal right. */
export interface RuleOverlap {
  readonly first: EndpointRule;
  readonly second: EndpointRule;
}

/** The first pair of rules of the same kind and length whose paths can stand for one request path. */
export function overlappingRules(rules: readonly EndpointRule[]): RuleOverlap | undefined {
  for (const [index, second] of rules.entries()) {
    const first = rules.slice(0, index).find((other) => canNameOnePath(other, second));
    if (first !== undefined) return { first, second };
  }
  return undefined;
}

function canNameOnePath(a: EndpointRule, b: EndpointRule): boolean {
  if (a.match !== b.match) return false;
  const left = segmentsOf(a.path);
  const right = segmentsOf(b.path);
  return left.length === right.length && left.every((segment, i) => segmentsMeet(segment, right[i] ?? ''));
}

function segmentsMeet(a: string, b: string): boolean {
  if (a === b) return true;
  return (a === VERSION_WILDCARD && isVersionSegment(b)) || (b === VERSION_WILDCARD && isVersionSegment(a));
}
