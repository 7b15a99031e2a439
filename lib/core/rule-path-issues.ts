import { foldRulePath } from './path-fold';
import { isOnePath, isVersionSegment, segmentKind, segmentsOf, VERSION_WILDCARD } from './rule-path';
import { isUnambiguousPath } from './request-path';

/** A rule that a value breaks, and how to mend it. */
export interface ValueFault {
  readonly rule: string;
  readonly fix: string;
}

/** The fault of an endpoint rule's path, by itself; undefined where requests can carry such a path. */
export function rulePathFault(path: string): ValueFault | undefined {
  const segments = segmentsOf(path);
  const misplaced = segments.slice(0, -1).find((segment) => segmentKind(segment) === 'rest');
  if (misplaced !== undefined) {
    return { rule: `${misplaced} must be the last segment`, fix: 'use {name} for a single segment' };
  }
  const literals = segments.filter((segment) => segmentKind(segment) === 'literal');
  if (literals.some((segment) => /[*{}]/.test(segment))) {
    return {
      rule: `a wildcard must be a whole segment: ${VERSION_WILDCARD}, {name} or {name+}`,
      fix: 'write {name} for one segment; for everything below a path, name that path and use PathMatch.PREFIX',
    };
  }
  const isPath = path === '/' || (path.startsWith('/') && !path.endsWith('/') && isUnambiguousPath(path));
  if (isPath && foldRulePath(path) !== undefined) return undefined;
  return {
    rule: 'a path must begin with "/", and must not have a trailing slash or an ambiguous segment',
    fix: 'write it as requests carry it, for example "/services/data"',
  };
}

/** The fault of a host's path prefix or base path; undefined where it has none. */
export function hostPrefixFault(prefix: string, rulePaths: readonly string[]): ValueFault | undefined {
  if (prefix === '/' || rulePathFault(prefix) !== undefined || !isOnePath(prefix)) {
    return {
      rule: 'a path prefix must begin with "/", and must not have a trailing slash, wildcard or ambiguous segment',
      fix: 'write it as in "/partners"',
    };
  }
  const below = rulePaths.find((path) => beginsRule(prefix, path));
  if (below === undefined) return undefined;
  return {
    rule: `it must not be the beginning of the endpoint ${JSON.stringify(below)}: a request for that endpoint would be judged as another path`,
    fix: 'serve the site below another path',
  };
}

/** Whether a rule's path names paths below the prefix, in any spelling, by what it says itself and not by a parameter. */
function beginsRule(prefix: string, path: string): boolean {
  const segments = segmentsOf(foldRulePath(path) ?? path);
  return segmentsOf(foldRulePath(prefix) ?? prefix).every((part, index) => {
    const segment = segments[index];
    return segment === part || (segment === VERSION_WILDCARD && isVersionSegment(part));
  });
}
