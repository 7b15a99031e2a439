import {
  ENTRY_FIELD_NAMES,
  firstCharacters,
  type EventEntry,
  type EventSettings,
  type SettingsItem,
} from '../../lib/contract';
import type { EntrySummary } from '../store/entry-store';

/**
 * Characters of a text in an event. The admin API takes fewer; what somebody else writes into the table must not make an event that
 * EventBridge refuses for ever.
 */
const MAX_TEXT_LENGTH = 1024;

/** An entry as events show it: without its history. */
export function eventEntry(item: EntrySummary): EventEntry {
  const { id, sk, version, createdAt, createdBy, updatedAt, updatedBy } = item;
  const fields = ENTRY_FIELD_NAMES.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]]));
  const all = {
    id,
    pattern: sk,
    ...(Object.fromEntries(fields) as Pick<EntrySummary, 'status'>),
    ...{ version, createdAt, createdBy, updatedAt, updatedBy },
  };
  return cut(all);
}

/** The settings as events show them. */
export function eventSettings(item: SettingsItem): EventSettings {
  const { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy } = item;
  return cut({ enableCorsForOAuthEndpoints, version, updatedAt, updatedBy });
}

function cut<T extends object>(view: T): T {
  const short = Object.entries(view).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? firstCharacters(value, MAX_TEXT_LENGTH) : value,
  ]);
  return Object.fromEntries(short) as T;
}
