import type { HistoryItem } from '../../../lib/contract';
import type { Entry } from '../schema/entry';

/** The last changes of an entry or of the settings, as the admin API shows them. */
export function historyView(history: readonly HistoryItem[]): Entry['history'] {
  return history.map(({ at, by, action, changes }) => ({
    at,
    by,
    action,
    changes: changes.map((change) => ({ ...change })),
  }));
}
