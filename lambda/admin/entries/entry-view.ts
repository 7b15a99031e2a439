import type { EntryItem, HistoryItem, SettingsItem } from '../../../lib/contract';
import { effectiveStatus } from '../../store/effective-status';
import type { EntrySummary } from '../../store/entry-store';
import type { Entry, ListedEntry } from '../schema/entry';
import type { Settings } from '../schema/settings';

/** An entry as lists, exports and the simulator show it. */
export function listedEntry(item: EntrySummary, now: number): ListedEntry {
  const { id, sk, name, description, expiresAt, allowPublicSuffix = false, status, version } = item;
  const { createdAt, createdBy, updatedAt, updatedBy } = item;
  return {
    id,
    pattern: sk,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    allowPublicSuffix,
    status,
    effectiveStatus: effectiveStatus(item, now),
    version,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
  };
}

/** An entry with its history. */
export function entryView(item: EntryItem, now: number): Entry {
  return { ...listedEntry(item, now), history: historyView(item.history) };
}

/** The settings; their defaults when nobody ever wrote them. */
export function settingsView(item: SettingsItem | undefined): Settings {
  if (item === undefined) return { enableCorsForOAuthEndpoints: false, version: 0, history: [] };
  const { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy, history } = item;
  return { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy, history: historyView(history) };
}

function historyView(history: readonly HistoryItem[]): Entry['history'] {
  return history.map(({ at, by, action, changes }) => ({
    at,
    by,
    action,
    changes: changes.map((change) => ({ ...change })),
  }));
}
