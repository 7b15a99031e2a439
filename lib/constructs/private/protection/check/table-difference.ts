import { comparePrecedence, includes, meet, type EndpointRule, type RulePlace } from '../../../../core';

/** A method at a path, as API Gateway writes both. */
export interface Route {
  readonly httpMethod: string;
  readonly path: string;
}

/** Routes of one path that no rule names, so that no page may call them. */
export interface ClosedPath {
  readonly path: string;
  readonly methods: readonly string[];
  /** The rule that names another spelling of the path. */
  readonly misspelt: EndpointRule | undefined;
}

/**
 * The paths that no rule names. A rule that says `closed` was meant. A path and all below it, as a proxy has them, are one: it is enough
 * that a rule names a part.
 */
export function closedPaths(rules: readonly EndpointRule[], routes: readonly Route[]): readonly ClosedPath[] {
  const paths = [...new Set(routes.map(({ path }) => path))];
  const isNamed = (path: string): boolean => rules.some((rule) => isMet(rule, path));
  return paths
    .filter((path) => !isNamed(path))
    .filter((path) => !paths.some((other) => isProxyBelow(other, path) && isNamed(other)))
    .map((path) => ({
      path,
      methods: routes.filter((route) => route.path === path).map(({ httpMethod }) => httpMethod),
      misspelt: rules.find((rule) => isMet(lowerCase(rule), path.toLowerCase())),
    }));
}

/** The rules whose paths no route has. */
export function deadRules(rules: readonly EndpointRule[], routes: readonly Route[]): readonly EndpointRule[] {
  return rules.filter((rule) => !routes.some(({ path }) => isMet(rule, path)));
}

/** A path that was to be closed, and a rule that opens a part of what its route takes. */
export interface OpenedPath {
  readonly closed: string;
  readonly rule: EndpointRule;
}

/**
 * Rules that are more exact than a closed path with parameters, and so win over it: pages can call what was to be closed. A rule for
 * another route, which API Gateway prefers to the closed one, is right.
 *
 * @param routes that are not closed
 */
export function openedPaths(
  rules: readonly EndpointRule[],
  closed: readonly string[],
  routes: readonly Route[],
): readonly OpenedPath[] {
  return closed.flatMap((path) => {
    const place = exact(path);
    const preferred = routes
      .map((route) => exact(route.path))
      .filter((one) => comparePrecedence(one, place) < 0);
    const opens = (part: RulePlace): boolean =>
      meet(part, place) &&
      comparePrecedence(part, place) < 0 &&
      !preferred.some((route) => includes(route, part));
    return rules
      .filter((rule) => rule.access !== 'closed' && partsOf(rule).some(opens))
      .map((rule) => ({ closed: path, rule }));
  });
}

/** The path of a rule, and everything below it. */
function partsOf({ path, match }: EndpointRule): readonly RulePlace[] {
  const below = `${path === '/' ? '' : path}/{below+}`;
  return match === 'prefix' ? [exact(path), exact(below)] : [exact(path)];
}

function exact(path: string): RulePlace {
  return { path, match: 'exact' };
}

function isMet(rule: EndpointRule, path: string): boolean {
  return meet(rule, { path, match: 'exact' });
}

function isProxyBelow(path: string, above: string): boolean {
  const base = above === '/' ? '' : above;
  return path.startsWith(`${base}/{`) && path.endsWith('+}') && !path.slice(base.length + 1).includes('/');
}

function lowerCase(rule: EndpointRule): EndpointRule {
  return { ...rule, path: rule.path.toLowerCase() };
}
