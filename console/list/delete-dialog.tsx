import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import type { Entry } from '../api/shapes';
import { text } from '../messages';

/** Asks before an entry is deleted. */
export function DeleteDialog({
  entry,
  onCancel,
  onDelete,
}: {
  readonly entry: Entry | undefined;
  readonly onCancel: () => void;
  readonly onDelete: (entry: Entry) => void;
}): ReactElement {
  return (
    <Modal
      visible={entry !== undefined}
      header={text.origins.deleteTitle}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              {text.cancel}
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                if (entry !== undefined) onDelete(entry);
              }}
            >
              {text.origins.delete}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="xs">
        <span className="stranger">{text.origins.deleteText(entry?.pattern ?? '')}</span>
        <Box color="text-body-secondary">{text.origins.deleteUndo}</Box>
      </SpaceBetween>
    </Modal>
  );
}
