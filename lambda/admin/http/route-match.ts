import { ADMIN_ROUTES, type AdminFunction, type AdminRoute } from '../../../lib/contract';

/** A route that fits a path and a method. */
export interface RouteMatch {
  readonly route: AdminRoute;
  /** The segment in the place of `{id}`. */
  readonly id: string | undefined;
}

/** The answer to a path: a route, the methods that its routes take, or nothing. */
export type RouteSearch = RouteMatch | { readonly allow: readonly string[] } | undefined;

const ID = /^[A-Za-z0-9_-]+$/;

/**
 * The route of a function for a method and a path below the base path.
 *
 * The path is compared as received, segment by segment: nothing is decoded and no dot segment resolved, because API
 * Gateway has judged the caller's right by the same text.
 */
export function matchRoute(of: AdminFunction, method: string, path: string): RouteSearch {
  const segments = path.split('/');
  const fitting = ADMIN_ROUTES.filter((route) => route.function === of && fits(route, segments));
  // `/allowlist/import` also fits `/allowlist/{id}`, which it is not.
  const [first] = fitting;
  if (first === undefined) return undefined;
  const same = fitting.filter((route) => route.path === first.path);
  const route = same.find((one) => one.method === method);
  if (route === undefined) return { allow: same.map((one) => one.method) };
  return { route, id: segments[route.path.split('/').indexOf('{id}')] };
}

function fits(route: AdminRoute, segments: readonly string[]): boolean {
  const parts = route.path.split('/');
  return (
    parts.length === segments.length &&
    parts.every((part, i) => (part === '{id}' ? ID.test(segments[i] ?? '') : part === segments[i]))
  );
}
