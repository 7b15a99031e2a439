import { BoundedCache, type CacheBounds } from './bounded-cache';
import type { Moment } from './moment';
import type { EntryRow } from './verdict-row';

/** Something that was read from the table. */
export interface Known<T> {
  readonly value: T;
  /** When the read began: what is written later may be missing. */
  readonly at: Moment;
}

/** The setting "Enable CORS for OAuth endpoints". */
export interface KnownSetting {
  readonly enabled: boolean;
  /** Whether somebody ever wrote the settings. */
  readonly written: boolean;
}

/** Rows whose pattern could match an origin; none where nothing is listed. */
export type KnownRows = Known<readonly EntryRow[]>;

/**
 * Origins of each kind that are remembered at most, and their estimated bytes. Together they stay far below the 16 MiB by
 * which a function may grow, V8's own slack included.
 */
const LIMITS = {
  exact: { maxEntries: 4000, maxBytes: 2 * 1024 * 1024 },
  wildcard: { maxEntries: 2000, maxBytes: 1024 * 1024 },
  unlisted: { maxEntries: 2000, maxBytes: 512 * 1024 },
};
/** Rough bytes of an entry of the cache, and of a row, beside their texts. */
const OVERHEAD_BYTES = 150;

/**
 * Remembers the rows that were found for origins, and the settings. It forgets the least recently used origin first.
 *
 * Origins that have an entry of their own, origins that only a wildcard names, and origins that nothing names are bounded
 * apart: strangers can make up any number of the latter two, and must not push out the first. Nothing pushes out the
 * settings. How old something may be is for the reader to say, because only it knows why it asks.
 */
export class VerdictMemory {
  settings: Known<KnownSetting> | undefined;
  private readonly exact = boundedCache(LIMITS.exact);
  private readonly wildcard = boundedCache(LIMITS.wildcard);
  private readonly unlisted = boundedCache(LIMITS.unlisted);

  rowsOf(origin: string): KnownRows | undefined {
    return this.exact.get(origin) ?? this.wildcard.get(origin) ?? this.unlisted.get(origin);
  }

  remember(origin: string, known: KnownRows): void {
    const home = this.homeOf(origin, known.value);
    for (const cache of [this.exact, this.wildcard, this.unlisted]) {
      if (cache !== home) cache.delete(origin);
    }
    home.set(detached(origin), known);
  }

  private homeOf(origin: string, rows: readonly EntryRow[]): BoundedCache<KnownRows> {
    if (rows.length === 0) return this.unlisted;
    return rows.some(({ entry }) => entry.pattern === origin) ? this.exact : this.wildcard;
  }
}

function boundedCache(limits: Omit<CacheBounds<KnownRows>, 'bytesOf'>): BoundedCache<KnownRows> {
  return new BoundedCache({ ...limits, bytesOf: estimatedBytes });
}

function estimatedBytes(origin: string, known: KnownRows): number {
  let bytes = OVERHEAD_BYTES + origin.length;
  for (const { entry } of known.value) bytes += OVERHEAD_BYTES + entry.pattern.length + entry.id.length;
  return bytes;
}

/**
 * A copy that shares no memory: a text that was cut out of a longer one keeps all of that alive in V8, so a cache of short
 * keys could hold whole events. Serialized origins are ASCII.
 */
function detached(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
