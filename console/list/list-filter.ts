import type { EffectiveStatus, ListOrder, ListQuery } from '../api/shapes';

/** The part and the order of the list that a person has chosen. */
export interface ListFilter {
  readonly contains: string;
  readonly status: EffectiveStatus | 'any';
  readonly sort: ListOrder;
}

export const START_FILTER: ListFilter = { contains: '', status: 'any', sort: 'pattern' };

/** The choices that outlive a visit to an entry; they end with the window's page. */
let kept: ListFilter = START_FILTER;

export function keptFilter(): ListFilter {
  return kept;
}

export function keepFilter(filter: ListFilter): void {
  kept = filter;
}

/** Whether two filters want the same. */
export function isSameFilter(one: ListFilter, other: ListFilter): boolean {
  return one.contains === other.contains && one.status === other.status && one.sort === other.sort;
}

/** The question to the API. */
export function queryOf({ contains, status, sort }: ListFilter): ListQuery {
  return {
    ...(contains === '' ? {} : { contains }),
    ...(status === 'any' ? {} : { status }),
    ...(sort === 'pattern' ? {} : { sort }),
  };
}
