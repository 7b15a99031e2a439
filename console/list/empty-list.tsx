import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement, ReactNode } from 'react';
import { text } from '../messages';
import { usePage } from '../shell/page-context';
import { START_FILTER, type ListFilter } from './list-filter';

/** A list without entries: the first visit, a search without a result, or one that goes on. */
export function EmptyList({
  filter,
  isTooLong,
  stopped,
  onClear,
  onGoOn,
}: {
  readonly filter: ListFilter;
  readonly isTooLong: boolean;
  readonly stopped: boolean;
  readonly onClear: () => void;
  readonly onGoOn: () => void;
}): ReactElement {
  const { navigation, session } = usePage();
  const clear = <Button onClick={onClear}>{text.origins.clearFilters}</Button>;
  if (isTooLong) return <Nothing title={text.origins.tooMany} action={clear} />;
  if (stopped) {
    return (
      <Nothing
        title={text.origins.searchedFar}
        action={<Button onClick={onGoOn}>{text.origins.searchOn}</Button>}
      />
    );
  }
  if (filter.contains !== START_FILTER.contains || filter.status !== START_FILTER.status) {
    return <Nothing title={text.origins.noMatch} details={text.origins.noMatchText} action={clear} />;
  }
  const add = session.permissions.manageAllowlist ? (
    <Button variant="primary" onClick={() => navigation.go({ name: 'new' })}>
      {text.origins.emptyAction}
    </Button>
  ) : undefined;
  return <Nothing title={text.origins.empty} details={text.origins.emptyText} action={add} />;
}

/** The place of something that is not there, with what to do about it. */
export function Nothing({
  title,
  details,
  action,
}: {
  readonly title: string;
  readonly details?: string;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <Box textAlign="center" padding={{ vertical: 'm' }}>
      <SpaceBetween size="s">
        <Box variant="strong">{title}</Box>
        {details !== undefined && <Box color="text-body-secondary">{details}</Box>}
        {action}
      </SpaceBetween>
    </Box>
  );
}
