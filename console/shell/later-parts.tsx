import I18nProvider from '@cloudscape-design/components/i18n';
import componentTexts from '@cloudscape-design/components/i18n/messages/all.en.json';
import type { ReactElement } from 'react';
import { ChangesPage } from '../changes/changes-page';
import { EditEntry } from '../entry/edit-entry';
import { EntryPage } from '../entry/entry-page';
import { NewEntryForm } from '../entry/new-entry';
import { ExchangePage } from '../exchange/exchange-page';
import { RefusedPage } from '../refused/refused-page';
import { SimulatorPage } from '../simulator/simulator-page';
import { UnusedPage } from '../unused/unused-page';
import { fragmentOf, type Route } from './route';

export { DeleteDialog } from '../list/delete-dialog';
export { SettingsSection } from '../list/settings-section';
export { Flashes } from './flashes';
export { UnsavedDialog } from './unsaved-dialog';

/**
 * Gives the components their texts. The first screen has its own: the components look a text up with `Intl`, which loads the
 * languages of the browser at its first use, and that takes 13 ms.
 */
export function ComponentTexts({ children }: { readonly children: ReactElement }): ReactElement {
  return (
    <I18nProvider locale="en" messages={[componentTexts]}>
      {children}
    </I18nProvider>
  );
}

/** Every screen but the list. */
export function OtherScreen({
  route,
}: {
  readonly route: Exclude<Route, { readonly name: 'origins' }>;
}): ReactElement {
  switch (route.name) {
    case 'new':
      return <NewEntryForm key={route.pattern} pattern={route.pattern} />;
    case 'entry':
      return <EntryPage key={route.id} id={route.id} />;
    case 'edit':
      return <EditEntry key={route.id} id={route.id} />;
    case 'simulator':
      return <SimulatorPage key={fragmentOf(route)} start={route} />;
    case 'refused':
      return <RefusedPage />;
    case 'unused':
      return <UnusedPage />;
    case 'exchange':
      return <ExchangePage />;
    case 'changes':
      return <ChangesPage />;
  }
}
