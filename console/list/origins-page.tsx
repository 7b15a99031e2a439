import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import { OriginsTable } from './origins-table';
import { SettingsSection } from './settings-section';

/** The page that the original calls Setup → CORS: the list, and the settings below it. */
export function OriginsPage({ section }: { readonly section?: 'settings' | undefined }): ReactElement {
  return (
    <SpaceBetween size="l">
      <OriginsTable />
      <SettingsSection isWanted={section === 'settings'} />
    </SpaceBetween>
  );
}
