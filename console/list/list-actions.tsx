import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import type { Entry } from '../api/shapes';
import type { EntryActions } from '../entry/use-entry-actions';
import { text } from '../messages';
import { usePage } from '../shell/page-context';

/** The buttons of the list: those for the selected entry, and New. */
export function ListActions({
  selected,
  actions,
  onDelete,
}: {
  readonly selected: Entry | undefined;
  readonly actions: EntryActions;
  readonly onDelete: () => void;
}): ReactElement {
  const { navigation, session } = usePage();
  const may = session.permissions.manageAllowlist;
  const isDeleted = selected?.status === 'deleted';
  const blocked = selected === undefined || actions.busy || !may;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isDeleted && (
        <Button disabled={blocked} onClick={() => void actions.restore(selected)}>
          {text.origins.restore}
        </Button>
      )}
      {!isDeleted && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            disabled={blocked}
            onClick={() => {
              if (selected !== undefined) navigation.go({ name: 'edit', id: selected.id });
            }}
          >
            {text.edit}
          </Button>
          <Button
            disabled={blocked}
            onClick={() => {
              if (selected !== undefined) void actions.setActive(selected, selected.status !== 'active');
            }}
          >
            {selected?.status === 'inactive' ? text.origins.activate : text.origins.deactivate}
          </Button>
          <Button disabled={blocked} onClick={onDelete}>
            {text.origins.delete}
          </Button>
        </SpaceBetween>
      )}
      <Button
        variant="primary"
        disabled={!may}
        {...(may ? {} : { disabledReason: text.origins.viewOnly })}
        onClick={() => navigation.go({ name: 'new' })}
      >
        {text.origins.new}
      </Button>
    </SpaceBetween>
  );
}
