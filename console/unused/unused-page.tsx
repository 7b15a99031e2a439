import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState, type ReactElement } from 'react';
import { ASKED_DAYS, unusedEntries } from '../../lib/contract/unused-entries';
import { poll } from '../api/poll';
import { noLogReason } from '../shell/no-log';
import { Nothing } from '../list/empty-list';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { when } from '../shell/format';
import { numberText } from '../shell/number-text';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';
import { UNUSED_COLUMNS } from './unused-columns';
import { RemoveDialog } from './remove-dialog';
import { everyEntry, type ListedEntry } from './unused-entries';
import { useRemoval } from './use-removal';

const SPANS = [30, 60, 90] as const;
const OPTIONS = SPANS.map((days) => ({ value: String(days), label: text.unused.spans[days] ?? '' }));
/** Rows that the page shows before somebody asks for more. */
const STEP = 100;

/** Entries that let nobody in for a long time, and their removal in one step that shows what it does. */
export function UnusedPage(): ReactElement {
  const { client, now, session } = usePage();
  const [days, setDays] = useState<number>(90);
  const [shown, setShown] = useState(STEP);
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const [reviewed, setReviewed] = useState<readonly ListedEntry[]>();
  const { value, error, loading, reload } = useLoad(String(days), async (signal) => {
    const id = await client.askUsage(ASKED_DAYS);
    const [usage, entries] = await Promise.all([poll(() => client.usage(id, signal)), everyEntry(client)]);
    if (usage.status === 'failed') throw new Error(text.refused.failed);
    return unusedEntries(usage, entries, { days, now: now() });
  });
  const { done, remove } = useRemoval(() => {
    setReviewed(undefined);
    setSelectedIds([]);
    reload();
  });
  const noLog = noLogReason(error, text.unused.unavailableText);
  if (noLog !== undefined) return <Nothing title={text.unused.unavailable} details={noLog} />;
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  const entries = (value?.entries ?? []).map(({ entry }) => entry);
  const selected = entries.filter(({ id }) => selectedIds.includes(id));
  const since = value?.since === undefined ? '' : when(value.since);
  const may = session.permissions.manageAllowlist;
  return (
    <SpaceBetween size="m">
      {value !== undefined && !loading && !value.isCovered && (
        <Alert type="warning">
          {value.since === undefined ? text.unused.noUse : text.unused.shortLog(since)}
        </Alert>
      )}
      <Table<ListedEntry>
        items={entries.slice(0, shown)}
        loading={loading}
        loadingText={text.refused.asking}
        trackBy="id"
        wrapLines
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setSelectedIds(detail.selectedItems.map(({ id }) => id))}
        ariaLabels={{
          tableLabel: text.unused.title,
          selectionGroupLabel: text.origins.selection,
          allItemsSelectionLabel: () => text.unused.selectAll,
          itemSelectionLabel: (_state, entry) => text.origins.select(entry.pattern),
        }}
        columnDefinitions={UNUSED_COLUMNS}
        header={
          <Header
            variant="h2"
            description={text.unused.description}
            {...(loading ? {} : { counter: `(${numberText(entries.length)})` })}
            actions={
              <Button
                disabled={selected.length === 0 || !may}
                {...(may ? {} : { disabledReason: text.origins.viewOnly })}
                onClick={() => setReviewed(selected)}
              >
                {text.unused.review}
              </Button>
            }
          >
            {text.unused.title}
          </Header>
        }
        filter={
          <FormField label={text.unused.span}>
            <Select
              options={OPTIONS}
              selectedOption={OPTIONS.find((option) => option.value === String(days)) ?? null}
              onChange={({ detail }) => {
                setDays(Number(detail.selectedOption.value));
                setSelectedIds([]);
                setShown(STEP);
              }}
            />
          </FormField>
        }
        footer={
          entries.length > shown ? (
            <SpaceBetween alignItems="center" size="xs">
              <Button onClick={() => setShown(shown + STEP)}>{text.changes.more}</Button>
            </SpaceBetween>
          ) : undefined
        }
        empty={
          <Nothing
            title={value?.since === undefined ? text.unused.unknown : text.unused.empty}
            details={value?.since === undefined ? text.unused.unknownText : text.unused.emptyText}
          />
        }
      />
      <RemoveDialog
        entries={reviewed}
        since={since}
        done={done}
        onCancel={() => setReviewed(undefined)}
        onRemove={() => {
          if (reviewed !== undefined) void remove(reviewed);
        }}
      />
    </SpaceBetween>
  );
}
