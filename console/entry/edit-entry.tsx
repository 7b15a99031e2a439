import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState, type ReactElement } from 'react';
import type { Tagged } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';
import { ConflictDialog } from './conflict-dialog';
import { draftOf, patchOf, type Draft } from './draft';
import { EntryForm } from './entry-form';
import { SharedOrigin } from './pattern-field';

/** Edit of an entry that is there. */
export function EditEntry({ id }: { readonly id: string }): ReactElement {
  const { client } = usePage();
  const { value, error, reload } = useLoad(id, (signal) => client.read(id, signal));
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  return value === undefined ? <Spinner /> : <LoadedForm loaded={value} />;
}

/** A conflict: what the person has typed, and what somebody else has saved. */
interface Conflict {
  readonly yours: Draft;
  readonly theirs: Tagged<Entry>;
}

function LoadedForm({ loaded }: { readonly loaded: Tagged<Entry> }): ReactElement {
  const { client, notices, navigation } = usePage();
  const [base, setBase] = useState(loaded);
  const [conflict, setConflict] = useState<Conflict>();
  const { id, pattern } = base.value;
  const back = (): void => navigation.go({ name: 'entry', id });

  const saveOver = async (draft: Draft, before: Tagged<Entry>): Promise<void> => {
    const patch = patchOf(draftOf(before.value), draft);
    if (Object.keys(patch).length > 0) {
      await client.patch(id, patch, before.etag);
      notices.add({ type: 'success', text: text.entry.saved(pattern) });
    } else notices.add({ type: 'info', text: text.entry.unchanged });
    navigation.setUnsaved(false);
    back();
  };
  const save = async (draft: Draft, before: Tagged<Entry>): Promise<void> => {
    try {
      await saveOver(draft, before);
    } catch (error) {
      const isConflict =
        error instanceof ApiProblem && (error.status === 412 || error.code === 'entry_deleted');
      if (!isConflict) throw error;
      setConflict({ yours: draft, theirs: await client.read(id) });
    }
  };

  return (
    <>
      <EntryForm
        key={base.etag}
        title={text.entry.edit}
        start={draftOf(base.value)}
        expiresAt={base.value.expiresAt}
        onSave={(draft) => save(draft, base)}
        onCancel={back}
        pattern={(draft, fault, change) => (
          <SpaceBetween size="s">
            <FormField
              label={text.entry.pattern}
              description={text.entry.patternFixed}
              errorText={fault ?? ''}
              stretch
            >
              <OriginText origin={pattern} />
            </FormField>
            {(base.value.allowSharedOrigin === true || fault !== undefined) && (
              <SharedOrigin
                checked={draft.allowSharedOrigin}
                onChange={(allowSharedOrigin) => change({ allowSharedOrigin })}
              />
            )}
          </SpaceBetween>
        )}
      />
      {conflict !== undefined && (
        <ConflictDialog
          before={base.value}
          yours={conflict.yours}
          theirs={conflict.theirs.value}
          onKeepEditing={() => setConflict(undefined)}
          onTakeTheirs={() => {
            setBase(conflict.theirs);
            setConflict(undefined);
          }}
          onTakeYours={() => save(conflict.yours, conflict.theirs)}
        />
      )}
    </>
  );
}
