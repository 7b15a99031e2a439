import { useState } from 'react';
import { text } from '../messages';
import { wordsFor } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { removeEntries, restoreEntries, type Removed } from './remove-entries';
import type { ListedEntry } from './unused-entries';

/** A removal of many entries, as the page shows it. */
export interface RemovalActions {
  /** The number of entries that are done; undefined while none is under way. */
  readonly done: number | undefined;
  readonly remove: (entries: readonly ListedEntry[]) => Promise<void>;
}

/** @param onChange is called after each change of the list */
export function useRemoval(onChange: () => void): RemovalActions {
  const { client, notices } = usePage();
  const [done, setDone] = useState<number>();

  const fail = (error: unknown): void => {
    const { header, body } = wordsFor(error);
    notices.add({ type: 'error', text: `${header}. ${body}` });
  };
  const undo = async (removed: readonly Removed[]): Promise<void> => {
    try {
      const restored = await restoreEntries(client, removed);
      notices.add({ type: 'success', text: text.unused.restored(restored) });
    } catch (error) {
      fail(error);
    } finally {
      onChange();
    }
  };

  return {
    done,
    remove: async (entries) => {
      setDone(0);
      const { removed, changed, error } = await removeEntries(client, entries, setDone);
      setDone(undefined);
      if (removed.length > 0) {
        notices.add({
          type: 'success',
          text: text.unused.removed(removed.length),
          action: { label: text.origins.undo, run: () => void undo(removed) },
        });
      }
      if (changed.length > 0) {
        notices.add({ type: 'warning', text: text.unused.changed(changed.length) });
      }
      if (error !== undefined) fail(error);
      onChange();
    },
  };
}
