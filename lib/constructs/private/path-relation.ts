import { isVersionSegment } from '../../core/api-version';
import { segmentsOf, VERSION_WILDCARD } from '../../core/rule-path';

/** Whether every path that a path of the endpoint table stands for lies at or below a prefix. */
export function covers(prefix: string, path: string): boolean {
  return isAbove(prefix, path, (above, segment) => above === segment || stands(above, segment));
}

/** Whether some path that a path of the endpoint table stands for lies at or below a prefix. */
export function meets(prefix: string, path: string): boolean {
  return isAbove(
    prefix,
    path,
    (above, segment) => above === segment || stands(above, segment) || stands(segment, above),
  );
}

function isAbove(prefix: string, path: string, fits: (above: string, segment: string) => boolean): boolean {
  const segments = segmentsOf(path);
  return segmentsOf(prefix).every((above, i) => fits(above, segments[i] ?? ''));
}

function stands(wildcard: string, segment: string): boolean {
  return wildcard === VERSION_WILDCARD && isVersionSegment(segment);
}
