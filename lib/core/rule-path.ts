import { isVersionSegment } from './api-version';
import type { EndpointRule } from './endpoint-rule';

/** The segment of a rule's path that stands for any API version. */
export const VERSION_WILDCARD = 'v*';

/** The segments of a rule's path; none for the root. */
export function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** Whether two rules of one kind and length can stand for one request path, so that neither beats the other. */
export function canNameOnePath(a: EndpointRule, b: EndpointRule): boolean {
  if (a.match !== b.match) return false;
  const left = a.path.split('/');
  const right = b.path.split('/');
  return left.length === right.length && left.every((segment, i) => segmentsMeet(segment, right[i]));
}

function segmentsMeet(a: string, b: string | undefined): boolean {
  return a === b || isVersionOf(a, b) || isVersionOf(b, a);
}

function isVersionOf(wildcard: string | undefined, segment: string | undefined): boolean {
  return wildcard === VERSION_WILDCARD && segment !== undefined && isVersionSegment(segment);
}
