import type { Client } from '../api/client';
import { ApiProblem, SignInEnded, Unreachable } from '../api/problem';
import { localSession, type Session } from '../sign-in/session';
import { ENTRIES } from './fixed-data';

/** One state of the page: where it is, and in what its world differs from the fixed one. */
export interface State {
  readonly fragment: string;
  readonly client?: Partial<Client>;
  readonly session?: Partial<Session>;
}

const [entry] = ENTRIES;
const id = entry?.id ?? '';

function failing(error: Error): () => Promise<never> {
  return () => Promise.reject(error);
}

/** A list of entries that nobody changed since they were made. */
const UNCHANGED: Pick<Client, 'export'> = {
  export: () => {
    const entries = ENTRIES.map((one) => ({ ...one, updatedAt: one.createdAt }));
    return Promise.resolve({ text: JSON.stringify({ entries }), next: undefined });
  },
};

/** Never answers. */
function waiting(): Promise<never> {
  return new Promise(() => undefined);
}

const NO_LOG = new ApiProblem(
  501,
  'refusals_unavailable',
  'The admin API does not know the log of the gateway.',
);
const NOT_PERMITTED = new ApiProblem(403, 'not_permitted', 'The caller lacks the permission for this route.');
const STALE = new ApiProblem(412, 'stale_version', 'Somebody changed it in the meantime; read it again.');

/** Every state that people should look at before a release. */
export const STATES: Readonly<Record<string, State>> = {
  'The list': { fragment: '#/origins' },
  'The list, signed in': { fragment: '#/origins', session: { user: 'ada' } },
  'The list, for who may only look': {
    fragment: '#/origins',
    session: { user: 'ada', permissions: { manageAllowlist: false } },
  },
  'The list, empty': { fragment: '#/origins', client: { list: () => Promise.resolve({ items: [] }) } },
  'The list, loading': { fragment: '#/origins', client: { list: waiting, settings: waiting } },
  'The list, the API down': {
    fragment: '#/origins',
    client: { list: failing(new Unreachable('no answer')) },
  },
  'The list, the sign-in over': { fragment: '#/origins', client: { list: failing(new SignInEnded()) } },
  'The settings, without the permission': {
    fragment: '#/settings',
    client: { settings: failing(NOT_PERMITTED) },
    session: { permissions: { manageAllowlist: true, manageSettingsGroup: 'manage-settings' } },
  },
  New: { fragment: '#/origins/new' },
  'New, prefilled': { fragment: '#/origins/new?pattern=https%3A%2F%2Fnew.partner.example%2F' },
  'New, an origin of strangers': { fragment: '#/origins/new?pattern=https%3A%2F%2F*.vercel.app' },
  'An entry': { fragment: `#/origins/${id}` },
  'An entry with a warning': { fragment: `#/origins/${ENTRIES[2]?.id ?? ''}` },
  'An entry, deleted': { fragment: `#/origins/${ENTRIES[4]?.id ?? ''}` },
  'An entry that is not there': { fragment: '#/origins/none' },
  Edit: { fragment: `#/origins/${id}/edit` },
  'Edit, which somebody else changes (change a field and save)': {
    fragment: `#/origins/${id}/edit`,
    client: { patch: failing(STALE) },
  },
  'The simulator (ask for any URL)': {
    fragment: '#/simulator?origin=https%3A%2F%2Fnew.partner.example&url=https%3A%2F%2Fapi.example%2F',
  },
  'Refused origins': { fragment: '#/refused' },
  'Refused origins, searching': { fragment: '#/refused', client: { refusals: waiting } },
  'Refused origins, not in this deployment': {
    fragment: '#/refused',
    client: { askRefusals: failing(NO_LOG) },
  },
  'Unused entries': { fragment: '#/unused', client: UNCHANGED },
  'Unused entries, a log that knows little': {
    fragment: '#/unused',
    client: {
      ...UNCHANGED,
      usage: () => Promise.resolve({ status: 'complete', since: '2030-04-30T08:00:00.000Z', items: [] }),
    },
  },
  'Unused entries, a log without any use': {
    fragment: '#/unused',
    client: { usage: () => Promise.resolve({ status: 'complete', items: [] }) },
  },
  'Import and export': { fragment: '#/exchange' },
  'Recent changes': { fragment: '#/changes' },
};

/** The session of a state. */
export function sessionOf({ session }: State): Session {
  return { ...localSession(), ...session };
}
