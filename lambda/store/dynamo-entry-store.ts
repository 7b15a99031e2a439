import { type EntryFields, entryKey, type EntryItem } from '../../lib/contract';
import { AllowlistTable, type TableOptions } from './allowlist-table';
import type { AttributeMap } from './attribute-values';
import { createdEntry, deletedEntry, fieldsBefore, restoredEntry, updatedEntry } from './entry-changes';
import { listEntries } from './entry-list';
import type {
  Change,
  EntryPage,
  EntryQuery,
  EntryStore,
  EntrySummary,
  EntryWrite,
  NextFields,
  SortedPage,
  SortedQuery,
} from './entry-store';
import { everyEntry } from './every-entry';
import { isGone } from './retention';
import { sortedEntries } from './sorted-entries';
import { StoreUnavailableError } from './store-unavailable';
import { readEntryItem } from './stored-items';
import { absentOrGone, unchanged } from './write-condition';

/**
 * Attempts of one write. The condition of a second one fails only when the entry was removed and made again in between,
 * so more than this is not contention.
 */
const MAX_ATTEMPTS = 5;

/** The allowlist in DynamoDB. */
export class DynamoEntryStore implements EntryStore {
  private readonly table: AllowlistTable;

  constructor(options: TableOptions) {
    this.table = new AllowlistTable(options);
  }

  async get(pattern: string, now: number): Promise<EntryItem | undefined> {
    return present(await this.table.get(entryKey(pattern)), now);
  }

  async list(query: EntryQuery): Promise<EntryPage> {
    return listEntries(this.table, query);
  }

  async all(now: number): Promise<readonly EntrySummary[] | undefined> {
    return (await everyEntry(this.table))?.filter((entry) => !isGone(entry, now));
  }

  async listByTime(query: SortedQuery): Promise<SortedPage | undefined> {
    return sortedEntries(this.table, query);
  }

  async create(pattern: string, fields: EntryFields, change: Change): Promise<EntryWrite> {
    const entry = createdEntry(pattern, fields, change);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const put = await this.table.put(entry, absentOrGone(change.at));
      if (put.written) return { outcome: 'written', entry, changed: true };
      const other = present(put.current, change.at);
      if (other !== undefined)
        return { outcome: other.status === 'deleted' ? 'deleted' : 'exists', entry: other };
    }
    throw contention();
  }

  async update(
    pattern: string,
    fields: NextFields,
    expectedVersion: number,
    change: Change,
  ): Promise<EntryWrite> {
    return this.change(pattern, change, (entry) => {
      if (entry.status === 'deleted') return { outcome: 'deleted', entry };
      if (entry.version !== expectedVersion) return { outcome: 'stale', entry };
      return (
        updatedEntry(entry, nextOf(entry, fields), change) ?? { outcome: 'written', entry, changed: false }
      );
    });
  }

  async remove(pattern: string, expectedVersion: number, change: Change): Promise<EntryWrite> {
    return this.change(pattern, change, (entry) => {
      if (entry.status === 'deleted') return { outcome: 'deleted', entry };
      if (entry.version !== expectedVersion) return { outcome: 'stale', entry };
      return deletedEntry(entry, change);
    });
  }

  async restore(
    pattern: string,
    expectedVersion: number,
    change: Change,
    fields: NextFields = fieldsBefore,
  ): Promise<EntryWrite> {
    return this.change(pattern, change, (entry) => {
      if (entry.status !== 'deleted') return { outcome: 'not_deleted', entry };
      if (entry.version !== expectedVersion) return { outcome: 'stale', entry };
      return restoredEntry(entry, nextOf(entry, fields), change);
    });
  }

  /**
   * Reads the entry, asks `decide` what becomes of it, and writes that if the entry is still the one that was read; else
   * asks again. `decide` compares versions, so it is the condition of the write that picks a winner, and not the read.
   */
  private async change(
    pattern: string,
    { at }: Change,
    decide: (entry: EntryItem) => EntryItem | EntryWrite,
  ): Promise<EntryWrite> {
    let item = await this.table.get(entryKey(pattern));
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const entry = present(item, at);
      if (entry === undefined || item === undefined) return { outcome: 'absent' };
      const decided = decide(entry);
      if ('outcome' in decided) return decided;
      const put = await this.table.put(decided, unchanged(item));
      if (put.written) return { outcome: 'written', entry: decided, changed: true, before: entry };
      item = put.current;
    }
    throw contention();
  }
}

function nextOf(entry: EntryItem, fields: NextFields): EntryFields {
  return typeof fields === 'function' ? fields(entry) : fields;
}

/** The entry in an item, unless that is past its time to live. */
function present(item: AttributeMap | undefined, now: number): EntryItem | undefined {
  const entry = item === undefined ? undefined : readEntryItem(item);
  return entry === undefined || isGone(entry, now) ? undefined : entry;
}

function contention(): StoreUnavailableError {
  return new StoreUnavailableError('the entry kept changing while it was written');
}
