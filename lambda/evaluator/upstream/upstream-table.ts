import type { PathMatch } from '../../../lib/core';
import { isVersionSegment } from '../../../lib/core/api-version';
import { segmentsOf, VERSION_WILDCARD } from '../../../lib/core/rule-path';

/** The upstream of the paths that a rule names. */
export interface UpstreamRule<T> {
  readonly path: string;
  readonly match: PathMatch;
  readonly upstream: T;
}

/** Upstreams by path. Unlike the endpoint table it takes ambiguous paths: without `Origin`, CORS does not judge them. */
export class UpstreamTable<T> {
  private readonly rules: readonly (UpstreamRule<T> & { readonly segments: readonly string[] })[];

  constructor(rules: readonly UpstreamRule<T>[]) {
    this.rules = rules.map((rule) => ({ ...rule, segments: segmentsOf(rule.path) })).sort(byPrecedence);
  }

  /** The upstream of the rule that names the path: exact before prefix, longer before shorter, as endpoint rules go. */
  find(path: string): UpstreamRule<T> | undefined {
    const segments = segmentsOf(path);
    return this.rules.find((rule) => names(rule.segments, rule.match, segments));
  }
}

type Row = UpstreamRule<unknown> & { readonly segments: readonly string[] };

function byPrecedence(a: Row, b: Row): number {
  if (a.match !== b.match) return a.match === 'exact' ? -1 : 1;
  return b.segments.length - a.segments.length;
}

function names(rule: readonly string[], match: PathMatch, segments: readonly string[]): boolean {
  if (match === 'exact' && segments.length !== rule.length) return false;
  return rule.every((segment, index) => {
    const asked = segments[index] ?? '';
    return segment === asked || (segment === VERSION_WILDCARD && isVersionSegment(asked));
  });
}
