import { covers, segmentsOf, VERSION_WILDCARD } from '../../../core/rule-path';

/** Paths that one seat serves, in the language of the endpoint table. */
export interface SeatRoute<S> {
  readonly path: string;
  readonly match: 'exact' | 'prefix';
  readonly seat: S;
}

/** What a part of a resource's path may hold; nothing, for a slash at the end, which is refused elsewhere. */
export const RESOURCE_PART = /^[A-Za-z0-9._:$-]*$/;

const VERSION_PART = '{version}';
const GREEDY_PART = '{proxy+}';

/**
 * The resources of a REST API whose methods lead to a seat, by path, as `/services/data/{proxy+}`. A route that its
 * surroundings serve anyway has none.
 *
 * API Gateway takes the most specific resource that has a method for the request, so resources on the way need none; and it
 * takes one variable child alone, so where a version stands beside a greedy part, the version takes the greedy one's place.
 * It knows no patterns either: in a resource, `v*` is any one segment.
 */
export function resourceSeats<S>(routes: readonly SeatRoute<S>[]): ReadonlyMap<string, S> {
  const kept = resourceRoutes(routes);
  const seats = new Map(kept.map(({ path, seat }) => [resourcePath(path), seat]));
  for (const { path, match, seat } of kept) {
    if (match === 'prefix') addBelow(seats, resourcePath(path), seat);
  }
  return seats;
}

/** The routes that need resources of their own. */
export function resourceRoutes<S>(routes: readonly SeatRoute<S>[]): readonly SeatRoute<S>[] {
  return routes.filter((route) => enclosing(route, routes)?.seat !== route.seat);
}

/** The seat of the nearest route that names a path of the endpoint table. */
export function seatAt<S>(routes: readonly SeatRoute<S>[], path: string): S | undefined {
  const exact = routes.find((route) => route.match === 'exact' && route.path === path);
  return (exact ?? nearest(routes.filter((route) => route.match === 'prefix' && covers(route.path, path))))
    ?.seat;
}

/** A route whose `v*` would take every request that belongs to the route around it. */
export function shadowingRoute<S>(routes: readonly SeatRoute<S>[]): SeatRoute<S> | undefined {
  return routes.find((route) => {
    const parent = parentOf(route.path);
    const around = enclosing(route, routes);
    return (
      route.path.endsWith(`/${VERSION_WILDCARD}`) && around?.path === parent && around.seat !== route.seat
    );
  });
}

function addBelow<S>(seats: Map<string, S>, base: string, seat: S): void {
  const version = join(base, VERSION_PART);
  const hasVersions = [...seats.keys()].some((path) => path === version || path.startsWith(`${version}/`));
  if (!hasVersions) {
    setIfAbsent(seats, join(base, GREEDY_PART), seat);
    return;
  }
  setIfAbsent(seats, version, seat);
  addBelow(seats, version, seat);
}

function setIfAbsent<S>(seats: Map<string, S>, path: string, seat: S): void {
  if (!seats.has(path)) seats.set(path, seat);
}

/** The longest prefix route around a route. */
function enclosing<S>(route: SeatRoute<S>, routes: readonly SeatRoute<S>[]): SeatRoute<S> | undefined {
  return nearest(
    routes.filter((other) => other !== route && other.match === 'prefix' && covers(other.path, route.path)),
  );
}

function nearest<S>(routes: readonly SeatRoute<S>[]): SeatRoute<S> | undefined {
  return routes.toSorted((a, b) => segmentsOf(b.path).length - segmentsOf(a.path).length)[0];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function resourcePath(path: string): string {
  const parts = segmentsOf(path).map((part) => (part === VERSION_WILDCARD ? VERSION_PART : part));
  return `/${parts.join('/')}`;
}

function join(base: string, part: string): string {
  return base === '/' ? `/${part}` : `${base}/${part}`;
}
