import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { StatusText } from '../list/status-text';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { when } from '../shell/format';
import { fragmentOf } from '../shell/route';
import type { ListedEntry } from './unused-entries';

/** The columns of the unused entries. */
export const UNUSED_COLUMNS: TableProps.ColumnDefinition<ListedEntry>[] = [
  {
    id: 'pattern',
    header: text.origins.columns.pattern,
    isRowHeader: true,
    minWidth: 220,
    cell: ({ id, pattern }) => (
      <Link href={fragmentOf({ name: 'entry', id })}>
        <OriginText origin={pattern} />
      </Link>
    ),
  },
  {
    id: 'name',
    header: text.origins.columns.name,
    cell: ({ name }) => <span className="stranger">{name ?? text.entry.nothing}</span>,
  },
  {
    id: 'owner',
    header: text.origins.columns.owner,
    cell: ({ owner }) => <span className="stranger">{owner ?? text.entry.nothing}</span>,
  },
  {
    id: 'status',
    header: text.origins.columns.status,
    cell: ({ effectiveStatus }) => <StatusText status={effectiveStatus} />,
  },
  {
    id: 'created',
    header: text.entry.created_,
    minWidth: 150,
    cell: ({ createdAt }) => when(createdAt),
  },
  {
    id: 'changed',
    header: text.origins.columns.changed,
    minWidth: 150,
    cell: ({ updatedAt }) => when(updatedAt),
  },
];
