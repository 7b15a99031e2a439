import type { AllowlistEntry, LookupFound, LookupQuestion } from '../../lib/core';

const WILDCARD_START = 'https://*';
const SCHEME_LENGTH = 'https://'.length;
const DOT = 46;
/** FNV-1a. */
const HASH_SEED = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

/**
 * An allowlist in memory. It looks up the keys that a table is asked for: the origin, and a wildcard for each parent domain.
 *
 * All keys of an origin have the same end, so one pass from its end hashes them all. Most hashes are of no entry, and cost
 * one look at a slot. A `Map` would copy each key and follow pointers to compare it. At a million entries that measures the
 * cache of the processor, and not the engine.
 */
export class MemoryAllowlist {
  private readonly entries: AllowlistEntry[] = [];
  /** Pairs of a hash and the index of its entry plus one; 0 is a free slot. The number of slots is a power of two. */
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(patterns: Iterable<string>) {
    for (const pattern of patterns) this.entries.push({ id: pattern, pattern, status: 'active' });
    const size = 2 ** Math.ceil(Math.log2(2 * this.entries.length + 1));
    this.slots = new Int32Array(2 * size);
    this.mask = size - 1;
    for (const [index, { pattern }] of this.entries.entries()) this.insert(pattern, index);
  }

  readonly find = ({ origin: { text } }: LookupQuestion): LookupFound => {
    const entries: AllowlistEntry[] = [];
    let hash = HASH_SEED;
    let dots = 0;
    for (let index = text.length - 1; index >= 0; index--) {
      const code = text.charCodeAt(index);
      hash = Math.imul(hash ^ code, HASH_PRIME);
      if (code !== DOT || index < SCHEME_LENGTH || dots++ === 0) continue;
      // The hash goes on with `*`, the character before the dot of a wildcard.
      const wildcard = this.at(Math.imul(hash ^ 42, HASH_PRIME), text, index);
      if (wildcard !== undefined) entries.push(wildcard);
    }
    const exact = this.at(hash, text, 0);
    if (exact !== undefined) entries.push(exact);
    return { available: true, entries, enableCorsForOAuthEndpoints: true };
  };

  private insert(pattern: string, index: number): void {
    const isWildcard = pattern.startsWith(WILDCARD_START);
    let hash = HASH_SEED;
    for (let at = pattern.length - 1; at >= (isWildcard ? SCHEME_LENGTH : 0); at--) {
      hash = Math.imul(hash ^ pattern.charCodeAt(at), HASH_PRIME);
    }
    let slot = this.slotOf(hash);
    while (this.slots[2 * slot + 1] !== 0) slot = (slot + 1) & this.mask;
    this.slots[2 * slot] = hash;
    this.slots[2 * slot + 1] = index + 1;
  }

  /** The entry whose pattern is the text, or, with a `start` above 0, `https://*` and the text from there. */
  private at(hash: number, text: string, start: number): AllowlistEntry | undefined {
    for (let slot = this.slotOf(hash); ; slot = (slot + 1) & this.mask) {
      const place = this.slots[2 * slot + 1] ?? 0;
      if (place === 0) return undefined;
      if (this.slots[2 * slot] !== hash) continue;
      const entry = this.entries[place - 1] as AllowlistEntry;
      const { pattern } = entry;
      const isSame =
        start === 0
          ? pattern === text
          : pattern.length === WILDCARD_START.length + text.length - start &&
            pattern.endsWith(text.slice(start));
      if (isSame) return entry;
    }
  }

  /** Texts that begin alike have similar lower bits in FNV, so the upper ones are mixed in. */
  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.mask;
  }
}
