import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { Entry, ListOrder } from '../api/shapes';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { when } from '../shell/format';
import { fragmentOf } from '../shell/route';
import { ExpiryText } from './expiry-text';
import { StatusText } from './status-text';

/** The order of the API, by the column. */
export const ORDER_BY_COLUMN: Readonly<Record<string, ListOrder>> = {
  pattern: 'pattern',
  expires: 'expiresAt',
  changed: '-updatedAt',
};

/** The columns of the list. */
export const COLUMNS: readonly TableProps.ColumnDefinition<Entry>[] = [
  {
    id: 'pattern',
    header: text.origins.columns.pattern,
    isRowHeader: true,
    sortingField: 'pattern',
    minWidth: 220,
    cell: (entry) => (
      <Link href={fragmentOf({ name: 'entry', id: entry.id })}>
        <OriginText origin={entry.pattern} />
      </Link>
    ),
  },
  {
    id: 'name',
    header: text.origins.columns.name,
    minWidth: 150,
    cell: (entry) => <span className="stranger">{entry.name ?? text.entry.nothing}</span>,
  },
  {
    id: 'status',
    header: text.origins.columns.status,
    minWidth: 130,
    cell: (entry) => <StatusText status={entry.effectiveStatus} />,
  },
  {
    id: 'expires',
    header: text.origins.columns.expires,
    sortingField: 'expires',
    minWidth: 160,
    cell: (entry) => <ExpiryText at={entry.expiresAt} />,
  },
  {
    id: 'owner',
    header: text.origins.columns.owner,
    minWidth: 100,
    cell: (entry) => <span className="stranger">{entry.owner ?? text.entry.nothing}</span>,
  },
  {
    id: 'changed',
    header: text.origins.columns.changed,
    sortingField: 'changed',
    minWidth: 190,
    cell: (entry) => (
      <>
        {when(entry.updatedAt)}
        <Box variant="small" display="block">
          <span className="stranger">{text.origins.by(entry.updatedBy)}</span>
        </Box>
      </>
    ),
  },
];
