import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactElement } from 'react';
import { text } from '../messages';
import type { Draft } from './draft';
import type { DraftFaults } from './draft-faults';

/** A field of plain text. */
export function PlainField({
  name,
  draft,
  faults,
  hint,
  onChange,
}: {
  readonly name: 'name' | 'description' | 'owner';
  readonly draft: Draft;
  readonly faults: DraftFaults;
  readonly hint?: string;
  readonly onChange: (part: Partial<Draft>) => void;
}): ReactElement {
  const error = faults[name];
  const common = {
    value: draft[name],
    invalid: error !== undefined,
    onChange: ({ detail }: { detail: { value: string } }) => onChange({ [name]: detail.value }),
  };
  return (
    <FormField
      label={
        <span>
          {text.entry[name]} <i>- {text.entry.optional}</i>
        </span>
      }
      description={hint}
      errorText={error ?? ''}
      stretch
    >
      {name === 'description' ? <Textarea {...common} rows={3} /> : <Input {...common} />}
    </FormField>
  );
}
