import { comparePrecedence, pathTest, segmentsOf, type RulePlace } from '../../../lib/core';

/** The upstream of the paths that a rule names. */
export interface UpstreamRule<T> extends RulePlace {
  readonly upstream: T;
}

/** Upstreams by path. Unlike the endpoint table it takes ambiguous paths: without `Origin`, CORS does not judge them. */
export class UpstreamTable<T> {
  private readonly rows;

  constructor(rules: readonly UpstreamRule<T>[]) {
    const sorted = [...rules].sort(comparePrecedence);
    this.rows = sorted.map((rule) => ({ rule, names: pathTest(rule) }));
  }

  /** The upstream of the rule that names the path, by the precedence of endpoint rules. */
  find(path: string): UpstreamRule<T> | undefined {
    const segments = segmentsOf(path);
    return this.rows.find(({ names }) => names(segments))?.rule;
  }
}
