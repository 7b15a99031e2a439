import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import type { ListedEntry } from './unused-entries';

/** Shows every entry that would be deleted, before any is. */
export function RemoveDialog({
  entries,
  since,
  done,
  onCancel,
  onRemove,
}: {
  /** Undefined while nobody asked. */
  readonly entries: readonly ListedEntry[] | undefined;
  readonly since: string;
  /** The number of those that are deleted; undefined before it begins. */
  readonly done: number | undefined;
  readonly onCancel: () => void;
  readonly onRemove: () => void;
}): ReactElement {
  const { length } = entries ?? [];
  return (
    <Modal
      visible={entries !== undefined}
      header={text.unused.removeTitle(length)}
      onDismiss={() => {
        if (done === undefined) onCancel();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" disabled={done !== undefined} onClick={onCancel}>
              {text.cancel}
            </Button>
            <Button
              variant="primary"
              loading={done !== undefined}
              {...(done === undefined ? {} : { loadingText: text.unused.removing(done, length) })}
              onClick={onRemove}
            >
              {text.unused.remove}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <span>{text.unused.removeText(since)}</span>
        <ul className="unused-list" tabIndex={0} aria-label={text.unused.title}>
          {(entries ?? []).map(({ id, pattern }) => (
            <li key={id}>
              <OriginText origin={pattern} />
            </li>
          ))}
        </ul>
        <Box color="text-body-secondary">{text.unused.undoText}</Box>
      </SpaceBetween>
    </Modal>
  );
}
