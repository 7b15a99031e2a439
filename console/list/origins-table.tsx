import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useRef, useState, type ReactElement } from 'react';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { useEntryActions } from '../entry/use-entry-actions';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';
import { COLUMNS, ORDER_BY_COLUMN } from './columns';
import { DeleteDialog } from './delete-dialog';
import { EmptyList } from './empty-list';
import { ListActions } from './list-actions';
import { keepFilter, keptFilter, queryOf, START_FILTER, type ListFilter } from './list-filter';
import { ListFilters } from './list-filters';
import { tablePage } from './list-pages';

/** The list of all entries: search, filter, order, pages, and what can be done with the selected one. */
export function OriginsTable(): ReactElement {
  const { client } = usePage();
  const [filter, setFilter] = useState(keptFilter);
  // A search that was typed is applied later, maybe after another choice.
  const latest = useRef(filter);
  // Cursors of the pages that were seen, so that the way back is known; the first page has none.
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([undefined]);
  const [selectedId, setSelectedId] = useState<string>();
  const [toDelete, setToDelete] = useState<Entry>();
  const query = queryOf(filter);
  const start = trail.at(-1);
  const { value, error, loading, reload } = useLoad(JSON.stringify([query, start]), (signal) =>
    tablePage(client.list, query, start, signal),
  );
  const actions = useEntryActions(reload);
  const items = value?.items ?? [];
  const selected = items.find(({ id }) => id === selectedId);

  const change = (part: Partial<ListFilter>): void => {
    latest.current = { ...latest.current, ...part };
    keepFilter(latest.current);
    setFilter(latest.current);
    setTrail([undefined]);
  };
  const isTooLong = error instanceof ApiProblem && error.code === 'too_many_to_sort';
  if (error !== undefined && !isTooLong) return <Failure error={error} retry={reload} />;

  return (
    <>
      <Table<Entry>
        variant="container"
        columnDefinitions={COLUMNS}
        items={items}
        trackBy="id"
        loading={loading && value === undefined}
        loadingText={filter.contains === '' ? text.loading : text.origins.searching}
        selectionType="single"
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => setSelectedId(detail.selectedItems[0]?.id)}
        sortingColumn={COLUMNS.find(({ id = '' }) => ORDER_BY_COLUMN[id] === filter.sort) ?? {}}
        sortingDescending={filter.sort === '-updatedAt'}
        onSortingChange={({ detail }) => {
          const sort = ORDER_BY_COLUMN[detail.sortingColumn.sortingField ?? ''];
          if (sort !== undefined) change({ sort });
        }}
        enableKeyboardNavigation
        stickyHeader
        wrapLines
        ariaLabels={{
          tableLabel: text.origins.title,
          selectionGroupLabel: text.origins.selection,
          itemSelectionLabel: (_state, entry) => text.origins.select(entry.pattern),
        }}
        header={
          <Header
            variant="h2"
            description={text.origins.description}
            {...(value?.total === undefined ? {} : { counter: `(${value.total.toLocaleString('en')})` })}
            actions={
              <ListActions selected={selected} actions={actions} onDelete={() => setToDelete(selected)} />
            }
          >
            {text.origins.title}
          </Header>
        }
        filter={
          <ListFilters
            filter={filter}
            matches={value?.total === undefined ? undefined : text.origins.matches(value.total)}
            onChange={change}
          />
        }
        pagination={
          <Pagination
            currentPageIndex={trail.length}
            pagesCount={value?.next === undefined ? trail.length : trail.length + 1}
            openEnd={value?.next !== undefined}
            disabled={loading}
            onChange={({ detail }) => {
              const page = detail.currentPageIndex;
              if (page <= trail.length) setTrail(trail.slice(0, page));
              else if (value?.next !== undefined) setTrail([...trail, value.next]);
            }}
          />
        }
        empty={
          <EmptyList
            filter={filter}
            isTooLong={isTooLong}
            stopped={value?.stopped === true}
            onClear={() => change(START_FILTER)}
            onGoOn={() => {
              if (value?.next !== undefined) setTrail([...trail, value.next]);
            }}
          />
        }
      />
      <DeleteDialog
        entry={toDelete}
        onCancel={() => setToDelete(undefined)}
        onDelete={(entry) => {
          setToDelete(undefined);
          void actions.remove(entry);
        }}
      />
    </>
  );
}
