import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState, type ReactElement } from 'react';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { DeleteDialog } from '../list/delete-dialog';
import { Nothing } from '../list/empty-list';
import { ExpiryText } from '../list/expiry-text';
import { StatusText } from '../list/status-text';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { Failure } from '../shell/failure';
import { when } from '../shell/format';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';
import { EntryHistory } from './entry-history';
import { LastUsed } from './last-used';
import { useEntryActions } from './use-entry-actions';

/** One entry: all of its fields, what can be done with it, and its history. */
export function EntryPage({ id }: { readonly id: string }): ReactElement {
  const { client, navigation } = usePage();
  const { value, error, reload } = useLoad(id, (signal) => client.read(id, signal));
  if (error instanceof ApiProblem && error.status === 404) {
    const back = <Button onClick={() => navigation.go({ name: 'origins' })}>{text.entry.backToList}</Button>;
    return <Nothing title={text.entry.notFound} action={back} />;
  }
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (value === undefined) return <Spinner />;
  return (
    <SpaceBetween size="l">
      <Details entry={value.value} onChange={reload} />
      <EntryHistory history={value.value.history ?? []} />
    </SpaceBetween>
  );
}

function Details({
  entry,
  onChange,
}: {
  readonly entry: Entry;
  readonly onChange: () => void;
}): ReactElement {
  const { navigation } = usePage();
  const [deleting, setDeleting] = useState(false);
  const actions = useEntryActions(onChange);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Actions entry={entry} actions={actions} onDelete={() => setDeleting(true)} />}
        >
          <OriginText origin={entry.pattern} />
        </Header>
      }
      footer={<Button onClick={() => navigation.go({ name: 'origins' })}>{text.entry.backToList}</Button>}
    >
      <SpaceBetween size="m">
        {entry.warnings !== undefined && entry.warnings.length > 0 && (
          <Alert type="warning" header={text.entry.warnings}>
            <ul>
              {entry.warnings.map((warning) => (
                <li key={warning.code}>{warning.text}</li>
              ))}
            </ul>
          </Alert>
        )}
        <KeyValuePairs columns={4} items={pairsOf(entry)} />
      </SpaceBetween>
      <DeleteDialog
        entry={deleting ? entry : undefined}
        onCancel={() => setDeleting(false)}
        onDelete={() => {
          setDeleting(false);
          void actions.remove(entry);
        }}
      />
    </Container>
  );
}

function pairsOf(entry: Entry): { label: string; value: ReactElement | string }[] {
  const plain = (value: string | undefined): ReactElement => (
    <span className="stranger">{value ?? text.entry.nothing}</span>
  );
  return [
    { label: text.entry.fields['status'] ?? '', value: <StatusText status={entry.effectiveStatus} /> },
    { label: text.entry.name, value: plain(entry.name) },
    { label: text.entry.owner, value: plain(entry.owner) },
    { label: text.entry.expires, value: <ExpiryText at={entry.expiresAt} /> },
    { label: text.entry.description, value: plain(entry.description) },
    {
      label: text.entry.sharedField,
      value: entry.allowSharedOrigin === true ? text.entry.yes : text.entry.no,
    },
    {
      label: text.entry.created_,
      value: plain(`${when(entry.createdAt)} ${text.origins.by(entry.createdBy)}`),
    },
    {
      label: text.entry.changed,
      value: plain(`${when(entry.updatedAt)} ${text.origins.by(entry.updatedBy)}`),
    },
    { label: text.entry.lastUsed, value: <LastUsed id={entry.id} /> },
  ];
}

function Actions({
  entry,
  actions,
  onDelete,
}: {
  readonly entry: Entry;
  readonly actions: ReturnType<typeof useEntryActions>;
  readonly onDelete: () => void;
}): ReactElement {
  const { navigation, session } = usePage();
  const blocked = actions.busy || !session.permissions.manageAllowlist;
  const origin = entry.pattern.includes('*') ? undefined : entry.pattern;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        onClick={() => navigation.go({ name: 'simulator', ...(origin === undefined ? {} : { origin }) })}
      >
        {text.entry.test}
      </Button>
      {entry.status === 'deleted' ? (
        <Button variant="primary" disabled={blocked} onClick={() => void actions.restore(entry)}>
          {text.origins.restore}
        </Button>
      ) : (
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={blocked} onClick={onDelete}>
            {text.origins.delete}
          </Button>
          <Button disabled={blocked} onClick={() => void actions.setActive(entry, entry.status !== 'active')}>
            {entry.status === 'inactive' ? text.origins.activate : text.origins.deactivate}
          </Button>
          <Button
            variant="primary"
            disabled={blocked}
            onClick={() => navigation.go({ name: 'edit', id: entry.id })}
          >
            {text.edit}
          </Button>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
