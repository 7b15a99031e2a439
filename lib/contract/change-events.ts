import type { EntryFields } from './entry-fields';
import { CHANGE_ACTIONS, type EntryItem, type SettingsItem } from './items';

/*
 * Events of changes, as they are on EventBridge. `docs/change-events.md` and `docs/change-event.schema.json` describe them.
 */

/** The source of every event. */
export const EVENT_SOURCE = 'cors-allowlist';

/** Every kind of change: those that somebody asks for, and the removal of an item from the table. */
export const EVENT_ACTIONS = [...CHANGE_ACTIONS, 'purge'] as const;
export type EventAction = (typeof EVENT_ACTIONS)[number];

/** The kinds of items that change. */
export const EVENT_TARGETS = ['entry', 'settings'] as const;
export type EventTarget = (typeof EVENT_TARGETS)[number];

/** Who removes items whose time to live is over. */
export const BY_SYSTEM = 'system';
/** Who changed the table without the admin API: the stream does not name them. CloudTrail may. */
export const BY_UNKNOWN = 'unknown';

/** The first part of the event id of the settings, as the id is of an entry. */
export const SETTINGS_EVENT_ID = 'settings';

/** An entry in an event. */
export type EventEntry = Omit<EntryFields, 'status'> &
  Pick<EntryItem, 'id' | 'status' | 'version' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy'> & {
    readonly pattern: string;
  };

/** The settings in an event. */
export type EventSettings = Pick<
  SettingsItem,
  'enableCorsForOAuthEndpoints' | 'version' | 'updatedAt' | 'updatedBy'
>;

/** The detail of an event. */
export interface ChangeEvent {
  readonly action: EventAction;
  readonly target: EventTarget;
  /** Who. */
  readonly by: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** Of an entry. */
  readonly pattern?: string;
  /** The version that the change made; each change of an item has a higher one than the change before. */
  readonly version: number;
  /** The same for each copy of the event. */
  readonly eventId: string;
  /** Absent where there was nothing. */
  readonly before?: EventEntry | EventSettings;
  /** Absent where there is nothing any more. */
  readonly after?: EventEntry | EventSettings;
}

const PAST: Readonly<Record<EventAction, string>> = {
  create: 'Created',
  update: 'Updated',
  delete: 'Deleted',
  restore: 'Restored',
  purge: 'Purged',
};

/** The detail type of an event, as in `CORS Allowlist Entry Created`. */
export function detailType({ target, action }: Pick<ChangeEvent, 'target' | 'action'>): string {
  return `CORS Allowlist ${target === 'entry' ? 'Entry' : 'Settings'} ${PAST[action]}`;
}
