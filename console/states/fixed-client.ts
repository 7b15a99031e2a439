import type { Client } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { ENTRIES, EVALUATION, IMPORT, PLAN, REFUSALS } from './fixed-data';

function tagged<T>(value: T): Promise<{ value: T; etag: string }> {
  return Promise.resolve({ value, etag: '"3"' });
}

function found(id: string): Entry {
  const entry = ENTRIES.find((one) => one.id === id);
  if (entry === undefined) throw new ApiProblem(404, 'entry_not_found', 'There is no entry with this id.');
  return entry;
}

/** An API that answers with fixed data and changes nothing. */
export const FIXED_CLIENT: Client = {
  list: ({ status, contains = '' }) =>
    Promise.resolve({
      items: ENTRIES.filter(({ effectiveStatus, pattern }) => {
        const isWanted = status === undefined ? effectiveStatus !== 'deleted' : effectiveStatus === status;
        return isWanted && pattern.includes(contains);
      }),
    }),
  read: async (id) => tagged(await Promise.resolve(id).then(found)),
  create: () => tagged(found(ENTRIES[0]?.id ?? '')),
  patch: (id) => tagged(found(id)),
  remove: (id) => tagged(found(id)),
  restore: (id) => tagged(found(id)),
  import: () => Promise.resolve(IMPORT),
  plan: () => Promise.resolve(PLAN),
  export: () => Promise.resolve({ text: JSON.stringify({ entries: ENTRIES }), next: undefined }),
  settings: () =>
    tagged({
      enableCorsForOAuthEndpoints: true,
      version: 2,
      updatedAt: '2030-04-30T17:05:00.000Z',
      updatedBy: 'grace',
    }),
  saveSettings: (enableCorsForOAuthEndpoints) => tagged({ enableCorsForOAuthEndpoints, version: 3 }),
  evaluate: () => Promise.resolve(EVALUATION),
  askRefusals: () => Promise.resolve('query'),
  refusals: () => Promise.resolve(REFUSALS),
  askUsage: () => Promise.resolve('query'),
  usage: () => Promise.resolve({ status: 'complete', since: '2030-02-01T00:00:00.000Z', items: [] }),
};
