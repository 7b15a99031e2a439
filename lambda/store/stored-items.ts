import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  entryId,
  entryKey,
  type EntryItem,
  type HistoryItem,
  RECORD_FIELD_NAMES,
  SETTINGS_KEY,
  type SettingsItem,
  SORT_KEY,
  TTL_ATTRIBUTE,
} from '../../lib/contract';
import { SETTABLE_STATUSES } from '../../lib/core';
import { type AttributeMap, numberIn } from './attribute-values';
import type { EntrySummary } from './entry-store';
import { attributeNames, readFields } from './stored-fields';
import { readEnabled, readEntryRow } from './verdict-row';

const STATUS_BEFORE = 'statusBefore';
const every = (): boolean => true;

/** The attributes of an entry that the list reads: all but its history, which is most of the item. */
export const SUMMARY_ATTRIBUTES: readonly string[] = [
  SORT_KEY,
  TTL_ATTRIBUTE,
  ...attributeNames(every),
  ...RECORD_FIELD_NAMES,
  STATUS_BEFORE,
];

/**
 * Reads an entry for administrators.
 *
 * A row that verdicts refuse to understand (an attribute of the wrong type, written by somebody else) is shown as
 * inactive, which is how it works, and with what can be read of it: so it can be seen, repaired and deleted.
 */
export function readEntryItem(item: AttributeMap): EntryItem {
  return { ...readEntrySummary(item), history: readHistory(item['history']) };
}

/** Reads an entry without its history. */
export function readEntrySummary(item: AttributeMap): EntrySummary {
  const pattern = textIn(item[SORT_KEY]);
  const ttl = numberIn(item[TTL_ATTRIBUTE]);
  const statusBefore = SETTABLE_STATUSES.find((status) => status === item[STATUS_BEFORE]?.S);
  return {
    ...entryKey(pattern),
    id: entryId(pattern),
    ...readFields(item, every).fields,
    status: readEntryRow(item)?.entry.status ?? 'inactive',
    ...(statusBefore === undefined ? {} : { statusBefore }),
    version: numberIn(item['version']) ?? 0,
    createdAt: textIn(item['createdAt']),
    createdBy: textIn(item['createdBy']),
    updatedAt: textIn(item['updatedAt']),
    updatedBy: textIn(item['updatedBy']),
    ...(ttl === undefined ? {} : { ttl }),
  };
}

/** Reads the settings. */
export function readSettingsItem(item: AttributeMap): SettingsItem {
  return {
    ...SETTINGS_KEY,
    enableCorsForOAuthEndpoints: readEnabled(item),
    version: numberIn(item['version']) ?? 0,
    updatedAt: textIn(item['updatedAt']),
    updatedBy: textIn(item['updatedBy']),
    history: readHistory(item['history']),
  };
}

function readHistory(attribute: AttributeValue | undefined): readonly HistoryItem[] {
  return (attribute?.L ?? []).map(({ M: change = {} }) => ({
    at: textIn(change['at']),
    by: textIn(change['by']),
    action: textIn(change['action']) as HistoryItem['action'],
    changes: (change['changes']?.L ?? []).map(({ M: field = {} }) => ({
      field: textIn(field['field']),
      ...optionalText(field, 'from'),
      ...optionalText(field, 'to'),
    })),
  }));
}

function textIn(attribute: AttributeValue | undefined): string {
  return attribute?.S ?? '';
}

function optionalText<Name extends string>(
  item: AttributeMap,
  name: Name,
): { readonly [N in Name]?: string } {
  const text = item[name]?.S;
  return text === undefined ? {} : ({ [name]: text } as { readonly [N in Name]?: string });
}
