import {
  BY_SYSTEM,
  BY_UNKNOWN,
  ENTRY_PARTITION_PREFIX,
  PARTITION_KEY,
  SETTINGS_EVENT_ID,
  SETTINGS_KEY,
  SORT_KEY,
  type ChangeEvent,
  type EventAction,
  type EventEntry,
  type EventSettings,
  type EventTarget,
} from '../../lib/contract';
import type { AttributeMap } from '../store/attribute-values';
import { isGone } from '../store/retention';
import { readEntrySummary, readSettingsItem } from '../store/stored-items';
import { instantOf as storedInstant, isPatternText } from '../store/stored-text';
import { eventEntry, eventSettings } from './event-view';
import { instantOf, isTimeToLive, type StreamRecord } from './stream-record';

/** An item before or after a change. */
interface Image {
  readonly view: EventEntry | EventSettings;
  readonly ttl: number | undefined;
}

/** The change that was made to an item. */
interface Difference {
  readonly target: EventTarget;
  readonly before: Image | undefined;
  readonly after: Image | undefined;
}

/**
 * The change in a record of the stream; undefined where nothing changed, and for items that are neither entries nor settings.
 *
 * The item itself says who wrote it and when, where its version is the next one: so every write of this package is known. Another
 * write (in the console of DynamoDB, by a script) is told as well, by `unknown`.
 */
export function changeOf(record: StreamRecord): ChangeEvent | undefined {
  const { Keys: keys, OldImage: old, NewImage: now } = record.dynamodb ?? {};
  const target = targetOf(keys ?? now ?? old);
  if (target === undefined) return undefined;
  const after = now === undefined ? undefined : imageOf(target, now);
  const replaced = old === undefined ? undefined : imageOf(target, old);
  if (after === undefined) return replaced === undefined ? undefined : purge(record, target, replaced);
  const before = replaced !== undefined && wasAbsent(replaced, after) ? undefined : replaced;
  if (isOwn(before, after)) return ownChange({ target, before, after });
  if (before !== undefined && isSame(before.view, after.view)) return undefined;
  return foreignChange(record, { target, before, after });
}

function targetOf(item: AttributeMap | undefined): EventTarget | undefined {
  const [partition = '', pattern = ''] = [item?.[PARTITION_KEY]?.S, item?.[SORT_KEY]?.S];
  if (partition === SETTINGS_KEY.pk) return 'settings';
  // Another text is the pattern of no origin, and has no id.
  const isEntry = partition.startsWith(ENTRY_PARTITION_PREFIX) && pattern !== '' && isPatternText(pattern);
  return isEntry ? 'entry' : undefined;
}

function imageOf(target: EventTarget, item: AttributeMap): Image {
  if (target === 'settings') return { view: eventSettings(readSettingsItem(item)), ttl: undefined };
  const entry = readEntrySummary(item);
  return { view: eventEntry(entry), ttl: entry.ttl };
}

/** An entry past its time to live counts as absent for its next writer, whether DynamoDB has removed it or not. */
function wasAbsent({ ttl }: Image, after: Image): boolean {
  return isGone({ ttl }, storedInstant(after.view.updatedAt) ?? 0);
}

/** Whether this package made the change: each write counts the version up by one, and says who and when. */
function isOwn(before: Image | undefined, { view }: Image): boolean {
  const isNext = view.version === (before?.view.version ?? 0) + 1;
  return isNext && view.updatedBy !== '' && storedInstant(view.updatedAt) !== undefined;
}

/** A write by this package. */
function ownChange({ target, before, after }: Difference): ChangeEvent {
  const view = (after as Image).view;
  return {
    ...head(target, view, actionOf(before?.view, view)),
    by: view.updatedBy,
    at: view.updatedAt,
    version: view.version,
    eventId: `${idOf(view)}#${view.version}`,
    ...sides(before, after),
  };
}

/** A write by somebody else, who may have kept the version. The place in the stream tells such changes apart. */
function foreignChange(record: StreamRecord, { target, before, after }: Difference): ChangeEvent {
  const view = (after as Image).view;
  return {
    ...head(target, view, actionOf(before?.view, view)),
    by: BY_UNKNOWN,
    at: new Date(instantOf(record)).toISOString(),
    version: view.version,
    eventId: `${idOf(view)}#${view.version}#${record.dynamodb?.SequenceNumber ?? ''}`,
    ...sides(before, after),
  };
}

/** In other regions than the one of the removal, DynamoDB does not say that the time to live was the reason. */
function purge(record: StreamRecord, target: EventTarget, before: Image): ChangeEvent {
  const at = instantOf(record);
  const version = before.view.version + 1;
  return {
    ...head(target, before.view, 'purge'),
    by: isTimeToLive(record) || isGone(before, at) ? BY_SYSTEM : BY_UNKNOWN,
    at: new Date(at).toISOString(),
    version,
    eventId: `${idOf(before.view)}#${version}`,
    ...sides(before, undefined),
  };
}

function head(
  target: EventTarget,
  view: EventEntry | EventSettings,
  action: EventAction,
): Pick<ChangeEvent, 'action' | 'target' | 'pattern'> {
  return { action, target, ...('pattern' in view ? { pattern: view.pattern } : {}) };
}

function sides(before: Image | undefined, after: Image | undefined): Pick<ChangeEvent, 'before' | 'after'> {
  return {
    ...(before === undefined ? {} : { before: before.view }),
    ...(after === undefined ? {} : { after: after.view }),
  };
}

function actionOf(
  before: EventEntry | EventSettings | undefined,
  after: EventEntry | EventSettings,
): EventAction {
  if (before === undefined) return 'create';
  const [was, is] = [isDeleted(before), isDeleted(after)];
  if (was === is) return 'update';
  return is ? 'delete' : 'restore';
}

function isDeleted(view: EventEntry | EventSettings): boolean {
  return 'status' in view && view.status === 'deleted';
}

function idOf(view: EventEntry | EventSettings): string {
  return 'id' in view ? view.id : SETTINGS_EVENT_ID;
}

/** Views are made in one order of their members. */
function isSame(one: EventEntry | EventSettings, other: EventEntry | EventSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
