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

/** Whether every path that a path of the endpoint table stands for lies at or below a prefix. */
export function covers(prefix: string, path: string): boolean {
  return isAbove(prefix, path, (above, segment) => above === segment || isVersionOf(above, segment));
}

/** Whether some path that a path of the endpoint table stands for lies at or below a prefix. */
export function meets(prefix: string, path: string): boolean {
  return isAbove(
    prefix,
    path,
    (above, segment) => above === segment || isVersionOf(above, segment) || isVersionOf(segment, above),
  );
}

function isAbove(prefix: string, path: string, fits: (above: string, segment: string) => boolean): boolean {
  const segments = segmentsOf(path);
  return segmentsOf(prefix).every((above, i) => fits(above, segments[i] ?? ''));
}
