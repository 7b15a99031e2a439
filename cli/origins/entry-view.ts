import type { Entry } from '../api/shapes';

/** An entry as lists show it. */
export function withoutHistory(entry: Entry): Entry {
  return { ...entry, history: undefined };
}
