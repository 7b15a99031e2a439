import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Pagination from '@cloudscape-design/components/pagination';
import { useState, type ReactElement } from 'react';
import type { ImportResult, LineResult } from '../api/shapes';
import { fieldText } from '../entry/field-text';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';

/** Lines on one page of the table. */
const PAGE_SIZE = 50;

const TYPES: Readonly<Record<LineResult['outcome'], StatusIndicatorProps.Type>> = {
  created: 'success',
  updated: 'success',
  unchanged: 'stopped',
  conflict: 'warning',
  invalid: 'error',
  failed: 'error',
};

/** The lines that need a person come first. */
const ORDER: readonly LineResult['outcome'][] = [
  'failed',
  'invalid',
  'conflict',
  'updated',
  'created',
  'unchanged',
];

/** How many entries an import changes. */
export function changesIn({ summary }: ImportResult): number {
  return summary.created + summary.updated;
}

/** The lines of an import and what comes of each. */
export function ImportTable({ result }: { readonly result: ImportResult }): ReactElement {
  const [page, setPage] = useState(1);
  const sorted = [...result.results].sort(
    (one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome) || one.line - other.line,
  );
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE));
  const counts = ORDER.filter((outcome) => result.summary[outcome] > 0).map(
    (outcome) => `${text.exchange.outcomes[outcome]}: ${String(result.summary[outcome])}`,
  );
  return (
    <Table<LineResult>
      variant="embedded"
      items={sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      wrapLines
      ariaLabels={{ tableLabel: text.exchange.planTitle }}
      header={
        <Header variant="h3" description={counts.join(' · ')}>
          {text.exchange.planTitle}
        </Header>
      }
      pagination={
        pages > 1 ? (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
          />
        ) : undefined
      }
      columnDefinitions={[
        { id: 'line', header: text.exchange.columns.line, cell: ({ line }) => line },
        {
          id: 'pattern',
          header: text.exchange.columns.pattern,
          isRowHeader: true,
          minWidth: 200,
          cell: ({ pattern }) =>
            pattern === undefined ? text.entry.nothing : <OriginText origin={pattern} />,
        },
        {
          id: 'outcome',
          header: text.exchange.columns.outcome,
          minWidth: 150,
          cell: ({ outcome }) => (
            <StatusIndicator type={TYPES[outcome]}>{text.exchange.outcomes[outcome]}</StatusIndicator>
          ),
        },
        {
          id: 'details',
          header: text.exchange.columns.details,
          minWidth: 220,
          cell: (line) => <span className="stranger">{detailsOf(line)}</span>,
        },
      ]}
    />
  );
}

function detailsOf({ changes = [], message, errors = [], warnings = [] }: LineResult): string {
  const changed = changes.map(
    ({ field, from, to }) =>
      `${text.entry.fields[field] ?? field}: ${fieldText(field, from)} → ${fieldText(field, to)}`,
  );
  const faults = errors.map(({ pointer, message: fault }) => `${pointer.slice(1)}: ${fault}`);
  const first = faults.length > 0 || message === undefined ? faults : [message];
  return [...first, ...changed, ...warnings.map((warning) => warning.text)].join('\n');
}
