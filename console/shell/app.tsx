import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Flashbar from '@cloudscape-design/components/flashbar';
import Header from '@cloudscape-design/components/header';
import I18nProvider from '@cloudscape-design/components/i18n';
import componentTexts from '@cloudscape-design/components/i18n/messages/all.en.json';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useSyncExternalStore, type ReactElement } from 'react';
import type { LineState } from '../api/transport';
import { ChangesPage } from '../changes/changes-page';
import { EntryPage } from '../entry/entry-page';
import { EditEntry } from '../entry/edit-entry';
import { NewEntryForm } from '../entry/new-entry';
import { ExchangePage } from '../exchange/exchange-page';
import { OriginsPage } from '../list/origins-page';
import { text } from '../messages';
import { RefusedPage } from '../refused/refused-page';
import { SimulatorPage } from '../simulator/simulator-page';
import { UnusedPage } from '../unused/unused-page';
import type { Line } from './line';
import { PageContext, usePage, usePlace, type PageTools } from './page-context';
import { fragmentOf, routeOf, type Route } from './route';
import { UnsavedDialog } from './unsaved-dialog';

const TABS = ['origins', 'refused', 'unused', 'simulator', 'exchange', 'changes'] as const;

/** The whole page, once it is known who uses it. */
export function App({ tools, line }: { readonly tools: PageTools; readonly line: Line }): ReactElement {
  return (
    <I18nProvider locale="en" messages={[componentTexts]}>
      <PageContext value={tools}>
        <div className="page">
          <SpaceBetween size="m">
            <Banner />
            <main>
              <div className="page-news">
                <NoticeBar />
                <LineNotice line={line} />
              </div>
              <Screens />
            </main>
          </SpaceBetween>
          <UnsavedDialog />
        </div>
      </PageContext>
    </I18nProvider>
  );
}

function Banner(): ReactElement {
  const { session } = usePage();
  const { user } = session;
  return (
    <header>
      <Header
        variant="h1"
        description={text.subtitle}
        actions={
          user === undefined ? undefined : (
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <Box variant="span">
                <bdi>{text.signedInAs(user)}</bdi>
              </Box>
              <Button onClick={() => void session.signOut()}>{text.signOut}</Button>
            </SpaceBetween>
          )
        }
      >
        {text.title}
      </Header>
    </header>
  );
}

function NoticeBar(): ReactElement {
  const { notices } = usePage();
  const list = useSyncExternalStore(notices.subscribe, notices.current);
  return (
    <Flashbar
      items={list.map(({ id, type, text: content, action }) => ({
        id,
        type,
        content: <span className="stranger">{content}</span>,
        ariaRole: type === 'error' ? ('alert' as const) : ('status' as const),
        dismissible: true,
        dismissLabel: text.close,
        onDismiss: () => notices.dismiss(id),
        ...(action === undefined
          ? {}
          : {
              action: (
                <Button
                  onClick={() => {
                    notices.dismiss(id);
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              ),
            }),
      }))}
    />
  );
}

function LineNotice({ line }: { readonly line: Line }): ReactElement {
  const state: LineState = useSyncExternalStore(line.subscribe, line.current);
  return (
    <div role="status">
      {state !== 'fine' && <StatusIndicator type="in-progress">{text.line[state]}</StatusIndicator>}
    </div>
  );
}

function Screens(): ReactElement {
  const { navigation } = usePage();
  const { route } = usePlace();
  const active = TABS.find((tab) => tab === route.name) ?? 'origins';
  return (
    <Tabs
      activeTabId={active}
      ariaLabel={text.screens}
      onChange={({ detail }) => {
        navigation.go(routeOf(fragmentOf({ name: detail.activeTabId as (typeof TABS)[number] })));
      }}
      tabs={TABS.map((tab) => ({
        id: tab,
        label: text.tabs[tab],
        content: tab === active ? <Screen route={route} /> : undefined,
      }))}
    />
  );
}

function Screen({ route }: { readonly route: Route }): ReactElement {
  switch (route.name) {
    case 'origins':
      return <OriginsPage section={route.section} />;
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
