import {
  comparePrecedence,
  covers,
  meet,
  segmentKind,
  segmentsOf,
  VERSION_WILDCARD,
  type RulePlace,
} from '../../../core';

/** Paths that one target serves, in the language of the endpoint table. */
export interface TargetRoute<S> {
  readonly path: string;
  readonly match: 'exact' | 'prefix';
  readonly target: S;
}

/** Characters of a part of a resource's path. Empty is for a slash at the end, which is refused elsewhere. */
export const RESOURCE_PART = /^[A-Za-z0-9._:$-]*$/;

const GREEDY_PART = '{proxy+}';

/**
 * The resources of a REST API whose methods lead to a target, by path, as `/services/data/{proxy+}`. A route that has
 * the target of the route around it needs no resource.
 *
 * API Gateway takes the most specific resource that has a method for the request, so resources on the way need no methods. It
 * takes only one variable child, of one name; where a parameter or a version is beside a greedy part, it takes the place of the
 * greedy part. It has no patterns: in a resource, `v*` is any one segment.
 */
export function apiResources<S>(routes: readonly TargetRoute<S>[]): ReadonlyMap<string, S> {
  const kept = resourceRoutes(routes);
  const tree = new ResourceNames(kept.map(({ path }) => path));
  const targets = new Map<string, S>();
  for (const { path, target } of kept.filter((route) => !hasRest(route))) {
    targets.set(tree.nameOf(path), target);
  }
  // The inner route has what is below it, before the one around it takes the rest.
  for (const { path, target } of kept.filter(isOpen).toSorted(comparePrecedence)) {
    addBelow(targets, tree, tree.nameOf(path).replace(REST, '') || '/', target);
  }
  return targets;
}

/** The routes that need resources of their own. */
export function resourceRoutes<S>(routes: readonly TargetRoute<S>[]): readonly TargetRoute<S>[] {
  return routes.filter((route) => {
    const around = enclosing(route, routes);
    return around?.target !== route.target || routes.some((other) => isBetween(other, route, around));
  });
}

/** Whether a route would get requests of another one, if that were left to the route around it. */
function isBetween<S>(other: TargetRoute<S>, route: TargetRoute<S>, around: TargetRoute<S>): boolean {
  if (other.target === route.target || !meet(other, route)) return false;
  return (
    comparePrecedence(route, other) < 0 && (comparePrecedence(other, around) < 0 || isMistaken(around, other))
  );
}

/** Whether API Gateway goes to another one of two routes than the endpoint table's language where both name a path. */
export function isMistaken(a: RulePlace, b: RulePlace): boolean {
  const [parts, others] = [segmentsOf(a.path), segmentsOf(b.path)];
  const index = parts.findIndex((part, i) => isVariable(part) !== isVariable(others[i] ?? '{x}'));
  const isFirst = index >= 0 && !isVariable(parts[index] ?? '{x}');
  return comparePrecedence(a, b) < 0 !== isFirst;
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

/** The names of resources: all variable parts at one place have one name. */
class ResourceNames {
  private readonly variables = new Map<string, string>();

  constructor(paths: readonly string[]) {
    for (const path of paths) this.nameOf(path);
  }

  /** The path of the resource for a path of the endpoint table. */
  nameOf(path: string): string {
    return segmentsOf(path).reduce((above, part) => join(above, this.partOf(above, part)), '/');
  }

  /** The variable part at a place; undefined where there is none but a greedy one. */
  variableOf(base: string): string | undefined {
    return this.variables.get(base);
  }

  private partOf(above: string, part: string): string {
    if (REST.test(`/${part}`)) return GREEDY_PART;
    if (!isVariable(part)) return part;
    const name = this.variables.get(above) ?? (part === VERSION_WILDCARD ? '{version}' : part);
    this.variables.set(above, name);
    return name;
  }
}

const REST = /\/\{[^/]*\+\}$/;

/** Whether a part of a path names any text. */
export function isVariable(part: string): boolean {
  return segmentKind(part) !== 'literal';
}

function hasRest({ path }: { readonly path: string }): boolean {
  return REST.test(path);
}

/** Whether a route names paths below it. */
function isOpen(route: RulePlace): boolean {
  return route.match === 'prefix' || hasRest(route);
}

function addBelow<S>(targets: Map<string, S>, tree: ResourceNames, base: string, target: S): void {
  const variable = tree.variableOf(base);
  if (variable === undefined) {
    setIfAbsent(targets, join(base, GREEDY_PART), target);
    return;
  }
  setIfAbsent(targets, join(base, variable), target);
  addBelow(targets, tree, join(base, variable), target);
}

function setIfAbsent<S>(targets: Map<string, S>, path: string, target: S): void {
  if (!targets.has(path)) targets.set(path, target);
}

/** The nearest prefix route around a route: of those that name all its paths, and lose against it, the one that wins. */
function enclosing<S>(route: TargetRoute<S>, routes: readonly TargetRoute<S>[]): TargetRoute<S> | undefined {
  return nearest(
    routes.filter(
      (other) =>
        other.match === 'prefix' && covers(other.path, route.path) && comparePrecedence(route, other) < 0,
    ),
  );
}

function nearest<S>(routes: readonly TargetRoute<S>[]): TargetRoute<S> | undefined {
  return routes.toSorted(comparePrecedence)[0];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function join(base: string, part: string): string {
  return base === '/' ? `/${part}` : `${base}/${part}`;
}
