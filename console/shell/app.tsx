import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useSyncExternalStore, type ReactElement } from 'react';
import type { LineState } from '../api/transport';
import { OriginsPage } from '../list/origins-page';
import { text } from '../messages';
import { Later } from './later';
import type { Line } from './line';
import { PageContext, usePage, usePlace, type PageTools } from './page-context';
import { fragmentOf, routeOf } from './route';

const TABS = ['origins', 'refused', 'unused', 'simulator', 'exchange', 'changes'] as const;

/** The whole page, once it is known who uses it. */
export function App({ tools, line }: { readonly tools: PageTools; readonly line: Line }): ReactElement {
  return (
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
        <UnsavedChanges />
      </div>
    </PageContext>
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
              <Button onClick={() => void session.signOut?.()}>{text.signOut}</Button>
            </SpaceBetween>
          )
        }
      >
        {text.title}
      </Header>
    </header>
  );
}

function NoticeBar(): ReactElement | undefined {
  const { notices } = usePage();
  const list = useSyncExternalStore(notices.subscribe, notices.current);
  return list.length === 0 ? undefined : <Later part={({ Flashes }) => <Flashes notices={list} />} />;
}

function UnsavedChanges(): ReactElement | undefined {
  const { wanted } = usePlace();
  return wanted === undefined ? undefined : <Later part={({ UnsavedDialog }) => <UnsavedDialog />} />;
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
  const screen =
    route.name === 'origins' ? (
      <OriginsPage section={route.section} />
    ) : (
      <Later part={({ OtherScreen }) => <OtherScreen route={route} />} waiting={text.loading} />
    );
  return (
    <Tabs
      activeTabId={active}
      ariaLabel={text.screens}
      i18nStrings={{ scrollLeftAriaLabel: text.earlierScreens, scrollRightAriaLabel: text.laterScreens }}
      onChange={({ detail }) => {
        navigation.go(routeOf(fragmentOf({ name: detail.activeTabId as (typeof TABS)[number] })));
      }}
      tabs={TABS.map((tab) => ({
        id: tab,
        label: text.tabs[tab],
        content: tab === active ? screen : undefined,
      }))}
    />
  );
}
