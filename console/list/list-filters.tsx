import Grid from '@cloudscape-design/components/grid';
import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import { startTransition, useState, type ReactElement } from 'react';
import type { EffectiveStatus } from '../api/shapes';
import { text } from '../messages';
import type { ListFilter } from './list-filter';

const STATUSES: readonly (EffectiveStatus | 'any')[] = ['any', 'active', 'inactive', 'expired', 'deleted'];

const OPTIONS = STATUSES.map((status) => ({
  value: status,
  label: status === 'any' ? text.origins.anyStatus : text.status[status],
}));

/** Search and filter. What is typed lives here, so that no key stroke waits for the rows. */
export function ListFilters({
  filter,
  matches,
  onChange,
}: {
  readonly filter: ListFilter;
  readonly matches: string | undefined;
  readonly onChange: (part: Partial<ListFilter>) => void;
}): ReactElement {
  const [typed, setTyped] = useState(filter.contains);
  const type = (contains: string): void => {
    setTyped(contains);
    // The rows may come later than the letter: the next key stroke overtakes them.
    startTransition(() => onChange({ contains }));
  };

  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 8 } }, { colspan: { default: 12, s: 4 } }]}>
      <TextFilter
        filteringText={typed}
        filteringPlaceholder={text.origins.search}
        filteringAriaLabel={text.origins.search}
        filteringClearAriaLabel={text.origins.clearSearch}
        countText={matches ?? ''}
        onChange={({ detail }) => type(detail.filteringText)}
      />
      <Select
        options={OPTIONS}
        selectedOption={OPTIONS.find(({ value }) => value === filter.status) ?? null}
        ariaLabel={text.origins.statusFilter}
        selectedAriaLabel={text.origins.chosen}
        onChange={({ detail }) => {
          onChange({ status: detail.selectedOption.value as ListFilter['status'] });
        }}
      />
    </Grid>
  );
}
