import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { useEntryActions } from '../entry/use-entry-actions';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { Later } from '../shell/later';
import { numberText } from '../shell/number-text';
import { useTurn } from '../shell/use-turn';
import { COLUMNS, ORDER_BY_COLUMN } from './columns';
import { EmptyList } from './empty-list';
import { ListActions } from './list-actions';
import { keepFilter, keptFilter, START_FILTER, type ListFilter } from './list-filter';
import { ListFilters } from './list-filters';
import { useEntries, type Entries } from './use-entries';

/** So many rows are drawn with the table; the others follow. */
const FIRST_ROWS = 6;

/** The turns of the other parts. */
const SEARCH_TURN = 1;
const ALL_ROWS_TURN = 2;

/** The list of all entries: search, filter, order, pages, and what can be done with the selected one. */
export function OriginsTable(): ReactElement {
  const [filter, setFilter] = useState(keptFilter);
  // A search that was typed may be applied after another choice.
  const latest = useRef(filter);
  const [clears, setClears] = useState(0);
  const [selectedId, setSelectedId] = useState<string>();
  const [toDelete, setToDelete] = useState<Entry>();
  const entries = useEntries(filter);
  const { items, areAll, error, page, reload } = entries;
  const actions = useEntryActions(reload);
  const hasAllRows = useTurn(ALL_ROWS_TURN, items.length > 0);
  const selected = items.find(({ id }) => id === selectedId);

  const change = (part: Partial<ListFilter>): void => {
    latest.current = { ...latest.current, ...part };
    keepFilter(latest.current);
    setFilter(latest.current);
  };
  const isTooLong = error instanceof ApiProblem && error.code === 'too_many_to_sort';
  if (error !== undefined && !isTooLong) return <Failure error={error} retry={reload} />;

  return (
    <>
      <Table<Entry>
        variant="container"
        columnDefinitions={COLUMNS}
        items={hasAllRows ? items : items.slice(0, FIRST_ROWS)}
        trackBy="id"
        loading={items.length === 0 && !areAll && !isTooLong}
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
            {...(page?.total === undefined ? {} : { counter: `(${numberText(page.total)})` })}
            actions={
              <ListActions selected={selected} actions={actions} onDelete={() => setToDelete(selected)} />
            }
          >
            {text.origins.title}
          </Header>
        }
        filter={
          <AtSearchTurn before={<div className="search-place" />}>
            <ListFilters
              key={clears}
              filter={filter}
              matches={matchesOf(entries, filter)}
              onChange={change}
            />
          </AtSearchTurn>
        }
        pagination={
          <AtSearchTurn>
            <ListPagination entries={entries} />
          </AtSearchTurn>
        }
        empty={
          <EmptyList
            filter={filter}
            isTooLong={isTooLong}
            stopped={page?.stopped === true}
            onClear={() => {
              change(START_FILTER);
              setClears(clears + 1);
            }}
            onGoOn={() => entries.turnTo(entries.number + 1)}
          />
        }
      />
      {toDelete !== undefined && (
        <Later
          part={({ DeleteDialog }) => (
            <DeleteDialog
              entry={toDelete}
              onCancel={() => setToDelete(undefined)}
              onDelete={() => {
                setToDelete(undefined);
                void actions.remove(toDelete);
              }}
            />
          )}
        />
      )}
    </>
  );
}

/** A part that is drawn after the table, and does not draw the table again. */
function AtSearchTurn({
  before,
  children,
}: {
  readonly before?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return useTurn(SEARCH_TURN) ? children : before;
}

/** The words beside the search: how many entries it found. */
function matchesOf({ items, areAll, page, number }: Entries, { contains }: ListFilter): string | undefined {
  if (page?.total !== undefined) return text.origins.matches(page.total);
  if (contains === '' || number > 1) return undefined;
  if (!areAll) return items.length === 0 ? undefined : text.origins.soFar(items.length);
  return page?.next === undefined ? text.origins.matches(items.length) : undefined;
}

function ListPagination({ entries }: { readonly entries: Entries }): ReactElement {
  const { page, areAll, number, turnTo } = entries;
  const goesOn = page?.next !== undefined;
  return (
    <Pagination
      currentPageIndex={number}
      pagesCount={goesOn ? number + 1 : number}
      openEnd={goesOn}
      disabled={!areAll}
      ariaLabels={{
        nextPageLabel: text.origins.nextPage,
        previousPageLabel: text.origins.previousPage,
        pageLabel: text.origins.page,
      }}
      onChange={({ detail }) => turnTo(detail.currentPageIndex)}
    />
  );
}
