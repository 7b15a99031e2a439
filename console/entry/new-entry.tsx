import type { ReactElement } from 'react';
import { ApiProblem } from '../api/problem';
import { text } from '../messages';
import { usePage } from '../shell/page-context';
import { EMPTY_DRAFT, newEntryOf, type Draft } from './draft';
import { EntryForm } from './entry-form';
import { PatternField } from './pattern-field';

/** New, prefilled where another screen knows the pattern; nothing is written before Save. */
export function NewEntryForm({ pattern }: { readonly pattern?: string | undefined }): ReactElement {
  const { client, notices, navigation } = usePage();
  const save = async (draft: Draft): Promise<void> => {
    try {
      const { value } = await client.create(newEntryOf(draft));
      navigation.setUnsaved(false);
      notices.add({ type: 'success', text: text.entry.created(value.pattern) });
      navigation.go({ name: 'origins' });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 409 && error.details.id !== undefined) {
        const { id } = error.details;
        const action = { label: text.entry.open, run: () => navigation.go({ name: 'entry', id }) };
        notices.add({ type: 'warning', text: error.message, action });
      }
      throw error;
    }
  };
  return (
    <EntryForm
      title={text.entry.new}
      start={EMPTY_DRAFT}
      {...(pattern === undefined ? {} : { prefilled: { ...EMPTY_DRAFT, pattern } })}
      onSave={save}
      onCancel={() => navigation.go({ name: 'origins' })}
      pattern={(draft, fault, change) => (
        <PatternField
          value={draft.pattern}
          allowSharedOrigin={draft.allowSharedOrigin}
          error={fault}
          onChange={(value) => change({ pattern: value, allowSharedOrigin: false })}
          onShared={(allowSharedOrigin) => change({ allowSharedOrigin })}
        />
      )}
    />
  );
}
