import { meet, segmentKind, segmentsOf, type SegmentKind } from '../../../core';
import { isMistaken, type TargetRoute } from './api-resources';

/** From a text to anything. */
const KINDS: readonly SegmentKind[] = ['literal', 'version', 'any', 'rest'];

/** A route, and an earlier one with another target, of which API Gateway would take the wrong one. */
export interface RouteConflict<S> {
  readonly route: TargetRoute<S>;
  readonly other: TargetRoute<S>;
  /** A path that both name, and that a route of its own would make clear. */
  readonly path: string;
}

/**
 * Routes with parameters that cross. Of two backends, the one with the longer path answers; API Gateway goes by segments, from the
 * left, and takes a text before a parameter.
 */
export function crossingRoutes<S>(routes: readonly TargetRoute<S>[]): readonly RouteConflict<S>[] {
  return routes.flatMap((route, index) =>
    routes
      .slice(0, index)
      .filter((other) => other.target !== route.target && meet(route, other))
      .map((other) => ({ route, other, path: crossing(route.path, other.path) }))
      .filter(
        ({ other, path }) =>
          isMistaken(route, other) && !routes.some((one) => shapeOf(one.path) === shapeOf(path)),
      ),
  );
}

/** The shortest path that two paths name, a text wherever one of them has a text. */
function crossing(a: string, b: string): string {
  const [longer, shorter] = [segmentsOf(a), segmentsOf(b)].toSorted((x, y) => y.length - x.length) as [
    readonly string[],
    readonly string[],
  ];
  const parts = longer.map((part, index) => narrower(part, shorter[index] ?? part));
  return `/${parts.join('/')}`;
}

/** Of two parts the one that names less. */
function narrower(a: string, b: string): string {
  return KINDS.indexOf(segmentKind(a)) <= KINDS.indexOf(segmentKind(b)) ? a : b;
}

/** A path without the names of its parameters. */
function shapeOf(path: string): string {
  return path.replace(/\{[^}+]*(\+?)\}/g, '{$1}');
}
