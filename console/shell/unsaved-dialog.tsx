import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import { text } from '../messages';
import { usePage } from './page-context';

/** Asks before unsaved changes are lost. */
export function UnsavedDialog(): ReactElement {
  const { navigation } = usePage();
  return (
    <Modal
      visible
      header={text.unsaved.title}
      onDismiss={navigation.stay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={navigation.leave}>
              {text.unsaved.leave}
            </Button>
            <Button variant="primary" onClick={navigation.stay}>
              {text.unsaved.stay}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {text.unsaved.text}
    </Modal>
  );
}
