/** How much a cache holds. */
export interface CacheBounds<V> {
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** Estimated bytes of an entry. */
  readonly bytesOf: (key: string, value: V) => number;
}

interface Slot<V> {
  /** As it was set. The text that asks for it may be a part of a longer one, which it would keep alive. */
  readonly key: string;
  readonly value: V;
  readonly bytes: number;
}

/**
 * A cache that forgets what was used least recently once it holds too many entries or bytes.
 *
 * A `Map` keeps its keys in the order in which they were set, which is all that this needs. The packages for it are made
 * for more: the usual one is a sixth of the evaluator's bundle and opens a module of Node that takes longer to load than
 * all the rest of the look-up.
 */
export class BoundedCache<V> {
  private readonly slots = new Map<string, Slot<V>>();
  private bytes = 0;
  /** The slot that was used last, which is in its place already. */
  private newest: Slot<V> | undefined;

  constructor(private readonly bounds: CacheBounds<V>) {}

  get(key: string): V | undefined {
    const slot = this.slots.get(key);
    if (slot === undefined) return undefined;
    if (slot !== this.newest) {
      this.slots.delete(key);
      this.slots.set(slot.key, slot);
      this.newest = slot;
    }
    return slot.value;
  }

  /** An entry that is larger than the whole cache is not kept. */
  set(key: string, value: V): void {
    this.delete(key);
    const slot = { key, value, bytes: this.bounds.bytesOf(key, value) };
    this.slots.set(key, slot);
    this.newest = slot;
    this.bytes += slot.bytes;
    for (const oldest of this.slots.keys()) {
      if (this.slots.size <= this.bounds.maxEntries && this.bytes <= this.bounds.maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const slot = this.slots.get(key);
    if (slot === undefined) return;
    this.slots.delete(key);
    this.bytes -= slot.bytes;
  }
}
