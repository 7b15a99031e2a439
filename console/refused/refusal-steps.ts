import type { Refusal } from '../api/shapes';
import type { Route } from '../shell/route';

/** A way to go from a refused origin: to its entry, to a new one, or to the simulator. */
export interface Step {
  readonly kind: 'listed' | 'allow' | 'why';
  readonly to: Route;
}

/** The only reason that a new entry can take away by itself. */
const HELPED_BY_ENTRY = 'origin_not_allowlisted';

/**
 * The steps that somebody can take about a refused origin. A new entry is offered only where it would help: the reason is that the origin is not
 * listed, no entry matches it yet, and an entry can be for it.
 */
export function stepsFor(
  { origin, reason, listed, pattern }: Refusal,
  { manageAllowlist }: { readonly manageAllowlist: boolean },
): readonly Step[] {
  const entry: Step[] = listed === undefined ? [] : [{ kind: 'listed', to: { name: 'entry', id: listed } }];
  const mayHelp = reason === HELPED_BY_ENTRY && listed === undefined && manageAllowlist;
  const allow: Step[] =
    mayHelp && pattern !== undefined ? [{ kind: 'allow', to: { name: 'new', pattern } }] : [];
  const simulator: Route = origin === '' ? { name: 'simulator' } : { name: 'simulator', origin };
  return [...entry, ...allow, { kind: 'why', to: simulator }];
}
