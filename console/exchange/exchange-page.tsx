import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import { ExportSection } from './export-section';
import { ImportSection } from './import-section';

/** Import from a file, and export to one. */
export function ExchangePage(): ReactElement {
  return (
    <SpaceBetween size="l">
      <ImportSection />
      <ExportSection />
    </SpaceBetween>
  );
}
