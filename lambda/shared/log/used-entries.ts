/** How long the use of an entry counts as told. */
export const TOLD_MILLIS = 3_600_000;

/** Entries that are remembered. Only patterns of the list come here, so strangers cannot fill the memory. */
export const MAX_TOLD_ENTRIES = 10_000;

/**
 * Which entries let an origin in, so that each is told once an hour. A list that has more entries in use than are remembered
 * gets those told again that were told the longest time ago: a line too much, and never an entry that looks unused.
 */
export class UsedEntries {
  /** Milliseconds since 1970 by pattern, the one told the longest time ago first. */
  private readonly toldAt = new Map<string, number>();

  /** Whether the use of the entry is to be told now; then it counts as told. */
  isDue(pattern: string, now: number): boolean {
    const at = this.toldAt.get(pattern);
    // A clock that was set back must not silence an entry for ever.
    if (at !== undefined && Math.abs(now - at) < TOLD_MILLIS) return false;
    this.toldAt.delete(pattern);
    const [oldest] = this.toldAt.size < MAX_TOLD_ENTRIES ? [] : this.toldAt.keys();
    if (oldest !== undefined) this.toldAt.delete(oldest);
    this.toldAt.set(pattern, now);
    return true;
  }
}
