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

/** Whether a path can be another one, or lie below it; `v*` on either side meets a version on the other. */
export function canLieBelow(path: string, above: string): boolean {
  const segments = segmentsOf(path);
  return segmentsOf(above).every((segment, i) => segmentsMeet(segment, segments[i] ?? ''));
}

function canNameOnePath(a: EndpointRule, b: EndpointRule): boolean {
  return a.match === b.match && canLieBelow(a.path, b.path) && canLieBelow(b.path, a.path);
}

function segmentsMeet(a: string, b: string): boolean {
  if (a === b) return true;
  return (a === VERSION_WILDCARD && isVersionSegment(b)) || (b === VERSION_WILDCARD && isVersionSegment(a));
}
