import { useState } from 'react';
import { etagOf, type Tagged } from '../api/client';
import { ApiProblem, SignInEnded } from '../api/problem';
import type { Entry } from '../api/shapes';
import { text } from '../messages';
import { wordsFor } from '../shell/failure';
import { usePage } from '../shell/page-context';

/** The changes of an entry that need no form. */
export interface EntryActions {
  readonly busy: boolean;
  setActive(entry: Entry, active: boolean): Promise<void>;
  remove(entry: Entry): Promise<void>;
  restore(entry: Entry): Promise<void>;
}

/** @param onChange is called after each change, and when somebody else made one */
export function useEntryActions(onChange: () => void): EntryActions {
  const { client, notices, session } = usePage();
  const [busy, setBusy] = useState(false);

  const run = async (entry: Entry, change: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await change();
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 412 || error.status === 409)) {
        notices.add({ type: 'warning', text: text.origins.changedMeanwhile(entry.pattern) });
      } else {
        const { header, body } = wordsFor(error);
        const action = { label: text.signIn, run: () => void session.signIn?.(location.hash) };
        const isOver = error instanceof SignInEnded;
        notices.add({ type: 'error', text: `${header}. ${body}`, ...(isOver ? { action } : {}) });
      }
    } finally {
      setBusy(false);
      onChange();
    }
  };

  const restoreVersion = async (entry: Entry, etag: string): Promise<void> => {
    await client.restore(entry.id, etag);
    notices.add({ type: 'success', text: text.origins.restored(entry.pattern) });
  };

  const restore = (entry: Entry, etag: string): Promise<void> =>
    run(entry, () => restoreVersion(entry, etag));

  return {
    busy,
    setActive: (entry, active) =>
      run(entry, async () => {
        await client.patch(entry.id, { status: active ? 'active' : 'inactive' }, etagOf(entry));
        const words = active ? text.origins.activated : text.origins.deactivated;
        notices.add({ type: 'success', text: words(entry.pattern) });
      }),
    remove: (entry) =>
      run(entry, async () => {
        const deleted: Tagged<Entry> = await client.remove(entry.id, etagOf(entry));
        notices.add({
          type: 'success',
          text: text.origins.deleted(entry.pattern),
          action: { label: text.origins.undo, run: () => void restore(entry, deleted.etag) },
        });
      }),
    restore: (entry) => restore(entry, etagOf(entry)),
  };
}
