import type { EndpointRule } from './endpoint-rule';
import { foldedSegmentsMeet, foldRulePath } from './path-fold';
import { covers, hasParameter, meet } from './rule-path';

/** A closed rule, and a rule with parameters that it wins over where both name a path. */
export interface ClosedOverlap {
  readonly closed: EndpointRule;
  readonly open: EndpointRule;
}

/** The pairs of a table that probably are a mistake: a part of what the open rule names is closed. */
export function closedOverlaps(rules: readonly EndpointRule[]): readonly ClosedOverlap[] {
  return rules.flatMap((open) =>
    rules
      .filter((closed) => beats(closed, open) && meet(folded(closed), folded(open), foldedSegmentsMeet))
      .map((closed) => ({ closed, open })),
  );
}

/**
 * Whether a closed rule without parameters wins over a rule with parameters, which may have more segments: the closed one
 * names a part of the paths more exactly. A rule that lies wholly below the closed one was put there on purpose, and wins.
 */
export function beats(closed: EndpointRule, rule: EndpointRule): boolean {
  if (closed.access !== 'closed' || hasParameter(closed.path)) return false;
  if (rule.access === 'closed' || !hasParameter(rule.path)) return false;
  return !covers(folded(closed).path, folded(rule).path);
}

function folded(rule: EndpointRule): EndpointRule {
  return { ...rule, path: foldRulePath(rule.path) ?? rule.path };
}
