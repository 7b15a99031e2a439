import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactElement } from 'react';
import type { Change } from '../api/shapes';
import { text } from '../messages';
import { when } from '../shell/format';
import { fieldText } from './field-text';

/** The changes of an entry, the newest first. */
export function EntryHistory({ history }: { readonly history: readonly Change[] }): ReactElement {
  return (
    <Table<Change>
      items={[...history].reverse()}
      wrapLines
      ariaLabels={{ tableLabel: text.entry.history }}
      header={
        <Header variant="h2" description={text.entry.historyText}>
          {text.entry.history}
        </Header>
      }
      columnDefinitions={[
        { id: 'when', header: text.entry.when, cell: ({ at }) => when(at), isRowHeader: true },
        { id: 'who', header: text.entry.who, cell: ({ by }) => <span className="stranger">{by}</span> },
        { id: 'what', header: text.entry.what, cell: ({ action }) => text.entry.actions[action] ?? action },
        { id: 'change', header: text.entry.change, cell: ({ changes }) => <Fields changes={changes} /> },
      ]}
    />
  );
}

function Fields({ changes }: { readonly changes: Change['changes'] }): ReactElement {
  if (changes.length === 0) return <>{text.entry.nothing}</>;
  return (
    <>
      {changes.map(({ field, from, to }) => (
        <div key={field} className="stranger">
          {text.entry.fields[field] ?? field}: {fieldText(field, from)} → {fieldText(field, to)}
        </div>
      ))}
    </>
  );
}
