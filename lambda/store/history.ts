import { firstCharacters, type HistoryItem } from '../../lib/contract';
import { itemBytes, toAttributes } from './attribute-values';
import type { Change } from './entry-store';

/** Changes that an item remembers. */
const MAX_CHANGES = 20;
/** Characters of a caller's identity. */
const MAX_IDENTITY_LENGTH = 256;
/** Bytes of an item at most: 16 kB, less a margin for what an engine may count otherwise. */
const MAX_ITEM_BYTES = 15_500;

/** How short the texts of a change are cut where the item would be too large, the milder one first. */
const TIGHTER_CUTS = [
  { identity: 64, value: 16 },
  { identity: 24, value: 8 },
] as const;

/** When and by whom, as items say it. */
export interface Stamp {
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly by: string;
}

/** An item that remembers its changes. */
interface Remembering {
  readonly history: readonly HistoryItem[];
}

/** When and by whom a change is made; an identity that is too long is cut. */
export function stampOf({ at, by }: Change): Stamp {
  return { at: new Date(at).toISOString(), by: firstCharacters(by, MAX_IDENTITY_LENGTH) };
}

/**
 * The item with one change more in its history: the last 20 in the order in which they happened.
 *
 * The item stays under 16 kB. Where it would not (identities and values of the greatest length, outside ASCII), identities
 * are cut to 64 and values to 16 characters, the oldest change first, and then to 24 and 8: a change is never left out.
 */
export function withChange<Item extends Remembering>(
  item: Item,
  change: Change,
  action: HistoryItem['action'],
  changes: HistoryItem['changes'],
): Item {
  const record = { ...stampOf(change), action, changes };
  let history: readonly HistoryItem[] = [...item.history, record].slice(-MAX_CHANGES);
  for (const cut of TIGHTER_CUTS) {
    for (const [index, past] of history.entries()) {
      if (itemBytes(toAttributes({ ...item, history })) <= MAX_ITEM_BYTES) return { ...item, history };
      history = history.with(index, cutShort(past, cut));
    }
  }
  return { ...item, history };
}

function cutShort(past: HistoryItem, cut: (typeof TIGHTER_CUTS)[number]): HistoryItem {
  const changes = past.changes.map(({ field, from, to }) => ({
    field,
    ...(from === undefined ? {} : { from: firstCharacters(from, cut.value) }),
    ...(to === undefined ? {} : { to: firstCharacters(to, cut.value) }),
  }));
  return { ...past, by: firstCharacters(past.by, cut.identity), changes };
}
