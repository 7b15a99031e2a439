import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState, type ReactElement } from 'react';
import type { Entry } from '../api/shapes';
import { Nothing } from '../list/empty-list';
import { StatusText } from '../list/status-text';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { Failure } from '../shell/failure';
import { when } from '../shell/format';
import { usePage } from '../shell/page-context';
import { fragmentOf } from '../shell/route';
import { useLoad } from '../shell/use-load';
import { recentChanges } from './recent-changes';

const SPANS = [1, 7, 30] as const;
const OPTIONS = SPANS.map((days) => ({ value: String(days), label: text.changes.spans[days] ?? '' }));
const STEP = 50;

/** The entries by their last change. */
export function ChangesPage(): ReactElement {
  const { client, now } = usePage();
  const [days, setDays] = useState<number>(7);
  const [shown, setShown] = useState(STEP);
  const { value, error, loading, reload } = useLoad(JSON.stringify([days, shown]), (signal) =>
    recentChanges(client.list, { now: now(), days, most: shown }, signal),
  );
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  return (
    <Table<Entry>
      items={value?.items ?? []}
      loading={loading}
      loadingText={text.loading}
      trackBy="id"
      wrapLines
      ariaLabels={{ tableLabel: text.changes.title }}
      columnDefinitions={COLUMNS}
      header={
        <Header variant="h2" description={text.changes.description}>
          {text.changes.title}
        </Header>
      }
      filter={
        <FormField label={text.changes.span}>
          <Select
            options={OPTIONS}
            selectedOption={OPTIONS.find((option) => option.value === String(days)) ?? null}
            onChange={({ detail }) => {
              setDays(Number(detail.selectedOption.value));
              setShown(STEP);
            }}
          />
        </FormField>
      }
      empty={<Nothing title={text.changes.empty} details={text.changes.emptyText} />}
      footer={
        value?.more === true ? (
          <SpaceBetween alignItems="center" size="xs">
            <Button onClick={() => setShown(shown + STEP)}>{text.changes.more}</Button>
          </SpaceBetween>
        ) : undefined
      }
    />
  );
}

const COLUMNS = [
  {
    id: 'when',
    header: text.changes.columns.when,
    minWidth: 150,
    cell: (entry: Entry) => when(entry.updatedAt),
  },
  {
    id: 'pattern',
    header: text.changes.columns.pattern,
    isRowHeader: true,
    minWidth: 220,
    cell: (entry: Entry) => (
      <Link href={fragmentOf({ name: 'entry', id: entry.id })}>
        <OriginText origin={entry.pattern} />
      </Link>
    ),
  },
  {
    id: 'status',
    header: text.changes.columns.status,
    cell: (entry: Entry) => <StatusText status={entry.effectiveStatus} />,
  },
  {
    id: 'who',
    header: text.changes.columns.who,
    cell: (entry: Entry) => <span className="stranger">{entry.updatedBy}</span>,
  },
];
