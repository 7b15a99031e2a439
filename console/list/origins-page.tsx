import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import { Later } from '../shell/later';
import { useTurn } from '../shell/use-turn';
import { OriginsTable } from './origins-table';

/** Search and all rows have the turns before it. */
const SETTINGS_TURN = 3;

/** The page that the original calls Setup → CORS: the list, and the settings below it. */
export function OriginsPage({ section }: { readonly section?: 'settings' | undefined }): ReactElement {
  return (
    <SpaceBetween size="l">
      <OriginsTable />
      <SettingsPlace isWanted={section === 'settings'} />
    </SpaceBetween>
  );
}

/** The place of the settings. No turn of it draws the table again. */
function SettingsPlace({ isWanted }: { readonly isWanted: boolean }): ReactElement | undefined {
  const isThere = useTurn(SETTINGS_TURN);
  return isThere ? (
    <Later part={({ SettingsSection }) => <SettingsSection isWanted={isWanted} />} />
  ) : undefined;
}
