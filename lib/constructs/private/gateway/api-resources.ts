import { covers, segmentsOf, VERSION_WILDCARD } from '../../../core';

/** Paths that one target serves, in the language of the endpoint table. */
export interface TargetRoute<S> {
  readonly path: string;
  readonly match: 'exact' | 'prefix';
  readonly target: S;
}

/** Characters of a part of a resource's path. Empty is for a slash at the end, which is refused elsewhere. */
export const RESOURCE_PART = /^[A-Za-z0-9._:$-]*$/;

const VERSION_PART = '{version}';
const GREEDY_PART = '{proxy+}';

/**
 * The resources of a REST API whose methods lead to a target, by path, as `/services/data/{proxy+}`. A route that has
 * the target of the route around it needs no resource.
 *
 * API Gateway takes the most specific resource that has a method for the request, so resources on the way need no methods. It
 * takes only one variable child, so where a version is beside a greedy part, the version takes the place of the greedy part.
 * It has no patterns: in a resource, `v*` is any one segment.
 */
export function apiResources<S>(routes: readonly TargetRoute<S>[]): ReadonlyMap<string, S> {
  const kept = resourceRoutes(routes);
  const targets = new Map(kept.map(({ path, target }) => [resourcePath(path), target]));
  for (const { path, match, target } of kept) {
    if (match === 'prefix') addBelow(targets, resourcePath(path), target);
  }
  return targets;
}

/** The routes that need resources of their own. */
export function resourceRoutes<S>(routes: readonly TargetRoute<S>[]): readonly TargetRoute<S>[] {
  return routes.filter((route) => enclosing(route, routes)?.target !== route.target);
}

/** The target of the nearest route that names a path of the endpoint table. */
export function targetAt<S>(routes: readonly TargetRoute<S>[], path: string): S | undefined {
  const exact = routes.find((route) => route.match === 'exact' && route.path === path);
  return (exact ?? nearest(routes.filter((route) => route.match === 'prefix' && covers(route.path, path))))
    ?.target;
}

/** A route whose `v*` would take every request that belongs to the route around it. */
export function shadowingRoute<S>(routes: readonly TargetRoute<S>[]): TargetRoute<S> | undefined {
  return routes.find((route) => {
    const parent = parentOf(route.path);
    const around = enclosing(route, routes);
    return (
      route.path.endsWith(`/${VERSION_WILDCARD}`) && around?.path === parent && around.target !== route.target
    );
  });
}

function addBelow<S>(targets: Map<string, S>, base: string, target: S): void {
  const version = join(base, VERSION_PART);
  const hasVersions = [...targets.keys()].some((path) => path === version || path.startsWith(`${version}/`));
  if (!hasVersions) {
    setIfAbsent(targets, join(base, GREEDY_PART), target);
    return;
  }
  setIfAbsent(targets, version, target);
  addBelow(targets, version, target);
}

function setIfAbsent<S>(targets: Map<string, S>, path: string, target: S): void {
  if (!targets.has(path)) targets.set(path, target);
}

/** The longest prefix route around a route. */
function enclosing<S>(route: TargetRoute<S>, routes: readonly TargetRoute<S>[]): TargetRoute<S> | undefined {
  return nearest(
    routes.filter((other) => other !== route && other.match === 'prefix' && covers(other.path, route.path)),
  );
}

function nearest<S>(routes: readonly TargetRoute<S>[]): TargetRoute<S> | undefined {
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
