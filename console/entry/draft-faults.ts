import { DESCRIPTION_RULE, NAME_RULE, OWNER_RULE, textFaults, type TextRule } from '../../lib/contract';
import type { ApiProblem } from '../api/problem';
import { text } from '../messages';
import type { Draft } from './draft';
import { instantOf } from './expiry';

/** The faults of a form, by field, as sentences. */
export type DraftFaults = Partial<Record<'pattern' | 'name' | 'description' | 'owner' | 'expiresAt', string>>;

const RULES = { name: NAME_RULE, description: DESCRIPTION_RULE, owner: OWNER_RULE } as const;

/**
 * Everything in a form that the API would refuse and the page can see; the pattern is judged by its own field.
 *
 * @param before the expiry that is there: one that is over already may stay
 */
export function draftFaults(draft: Draft, now: number, before?: string): DraftFaults {
  const faults: DraftFaults = {};
  if (draft.pattern === '') faults.pattern = text.entry.required;
  for (const [name, rule] of Object.entries(RULES) as ['name' | 'description' | 'owner', TextRule][]) {
    const [fault] = textFaults(draft[name], rule);
    if (fault !== undefined) faults[name] = fault.message;
  }
  const instant = instantOf(draft);
  if (instant === null) faults.expiresAt = text.entry.badTime;
  else if (instant !== undefined && instant !== before && Date.parse(instant) <= now) {
    faults.expiresAt = text.entry.past;
  }
  return faults;
}

/** The faults that the API has found, by field. */
export function faultsIn(problem: ApiProblem): DraftFaults {
  const names = ['pattern', 'name', 'description', 'owner', 'expiresAt'] as const;
  const found = names.map((name) => [name, problem.errorOf(name)?.message] as const);
  const shared = problem.errorOf('allowSharedOrigin')?.message;
  return {
    ...Object.fromEntries(found.filter(([, message]) => message !== undefined)),
    ...(shared === undefined ? {} : { pattern: shared }),
  };
}
