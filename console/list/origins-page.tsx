import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import { Later } from '../shell/later';
import { useSteps } from '../shell/use-steps';
import { OriginsTable } from './origins-table';

/** The steps in which the screen is drawn: first rows, search, all rows, settings. */
const STEPS = { search: 1, allRows: 2, settings: 3 } as const;

/** The page that the original calls Setup → CORS: the list, and the settings below it. */
export function OriginsPage({ section }: { readonly section?: 'settings' | undefined }): ReactElement {
  const step = useSteps(STEPS.settings);
  return (
    <SpaceBetween size="l">
      <OriginsTable hasSearch={step >= STEPS.search} hasAllRows={step >= STEPS.allRows} />
      {step >= STEPS.settings && (
        <Later part={({ SettingsSection }) => <SettingsSection isWanted={section === 'settings'} />} />
      )}
    </SpaceBetween>
  );
}
