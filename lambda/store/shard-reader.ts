import { SORT_KEY } from '../../lib/contract';
import type { AllowlistTable, KeyRange } from './allowlist-table';
import type { EntrySummary } from './entry-store';
import { isPatternText } from './stored-text';
import { readEntrySummary, SUMMARY_ATTRIBUTES } from './stored-items';

/** Entries that one query asks for, at most. */
const LARGEST_SIZE = 1000;

/** The entries of one shard in order, read as they are needed and each time so many times as many as before. */
export class ShardReader {
  private entries: EntrySummary[] = [];
  private taken = 0;
  private after: string | undefined;
  private isAtEnd = false;

  constructor(
    private readonly table: AllowlistTable,
    private readonly range: KeyRange,
    private size: number,
    private readonly growth = 2,
  ) {}

  /** The next entry, where it is read already. */
  get head(): EntrySummary | undefined {
    return this.entries[this.taken];
  }

  /** Nothing is left of what was read, and there may be more. */
  get isDry(): boolean {
    return this.taken === this.entries.length && !this.isAtEnd;
  }

  /** Little is left of what was read, and there may be more. */
  get isLow(): boolean {
    return this.entries.length - this.taken < this.size / 4 && !this.isAtEnd;
  }

  take(): EntrySummary | undefined {
    const entry = this.head;
    this.taken++;
    return entry;
  }

  /** All that is left of what was read. */
  takeAll(): readonly EntrySummary[] {
    const rest = this.entries.slice(this.taken);
    this.taken = this.entries.length;
    return rest;
  }

  /** Reads on until there is a head, or nothing more: a query may bring no items and still not be at the end. */
  async fill(): Promise<void> {
    this.entries = this.entries.slice(this.taken);
    this.taken = 0;
    do {
      const page = await this.table.query(this.range, this.after, this.size, SUMMARY_ATTRIBUTES);
      // A key that cannot be a pattern was not written by us, matches no origin, and has no id.
      const sound = page.items.filter((item) => isPatternText(item[SORT_KEY]?.S ?? ''));
      this.entries.push(...sound.map(readEntrySummary));
      this.after = page.lastKey;
      this.isAtEnd = page.lastKey === undefined;
      this.size = Math.min(this.growth * this.size, LARGEST_SIZE);
    } while (this.isDry);
  }
}
