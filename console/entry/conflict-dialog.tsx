import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState, type ReactElement } from 'react';
import { ENTRY_FIELD_NAMES } from '../../lib/contract';
import type { Entry } from '../api/shapes';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { when } from '../shell/format';
import { draftOf, fieldsOf, type Draft } from './draft';
import { fieldText } from './field-text';

/** Shows what somebody else has saved beside what the person has typed, and asks which of both stays. */
export function ConflictDialog({
  before,
  yours,
  theirs,
  onKeepEditing,
  onTakeTheirs,
  onTakeYours,
}: {
  readonly before: Entry;
  readonly yours: Draft;
  readonly theirs: Entry;
  readonly onKeepEditing: () => void;
  readonly onTakeTheirs: () => void;
  readonly onTakeYours: () => Promise<void>;
}): ReactElement {
  const [failure, setFailure] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const isGone = theirs.status === 'deleted';
  const columns = [fieldsOf(yours), fieldsOf(draftOf(theirs)), fieldsOf(draftOf(before))] as const;
  const rows = ENTRY_FIELD_NAMES.map((name) => {
    const values = columns.map((fields) => fieldText(name, fields[name]));
    return { name, values, differs: new Set(values).size > 1 };
  }).filter(({ differs }) => differs);
  const takeYours = async (): Promise<void> => {
    setSaving(true);
    setFailure(undefined);
    try {
      await onTakeYours();
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const value = (index: number, row: (typeof rows)[number]): ReactElement => (
    <span className="stranger">{row.values[index]}</span>
  );

  return (
    <Modal
      visible
      size="large"
      header={text.entry.conflict.title}
      onDismiss={onKeepEditing}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onKeepEditing}>
              {text.entry.conflict.keepEditing}
            </Button>
            <Button onClick={onTakeTheirs}>{text.entry.conflict.takeTheirs}</Button>
            <Button variant="primary" disabled={isGone} loading={saving} onClick={() => void takeYours()}>
              {text.entry.conflict.takeYours}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <span className="stranger">{text.entry.conflict.text(theirs.updatedBy, when(theirs.updatedAt))}</span>
        {isGone && <Box>{text.entry.conflict.gone}</Box>}
        {failure !== undefined && <Failure error={failure} />}
        <Table
          variant="embedded"
          wrapLines
          items={rows}
          trackBy="name"
          ariaLabels={{ tableLabel: text.entry.conflict.title }}
          columnDefinitions={[
            {
              id: 'field',
              header: text.entry.conflict.field,
              isRowHeader: true,
              cell: ({ name }) => text.entry.fields[name],
            },
            { id: 'yours', header: text.entry.conflict.yours, cell: (row) => value(0, row) },
            { id: 'theirs', header: text.entry.conflict.theirs, cell: (row) => value(1, row) },
            { id: 'before', header: text.entry.conflict.before, cell: (row) => value(2, row) },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
