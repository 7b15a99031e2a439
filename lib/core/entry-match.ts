import { matchesPattern } from './candidate-patterns';
import type { AllowlistEntry } from './lookup';
import type { Origin } from './origin';
import { FINDINGS, type TraceStep } from './trace';

/** The entry that lets an origin in, if any, and what was found on the way. */
export interface EntryMatch {
  readonly entry: AllowlistEntry | undefined;
  readonly finding: TraceStep;
}

/** What decides, besides the entries, whether one of them lets the origin in. */
export interface MatchConditions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether answers of the endpoint carry credentials. */
  readonly credentials: boolean;
}

/**
 * The most specific entry that matches the origin and may let it in. Entries whose pattern does not match are left aside
 * even when a look-up brings them, so that no fault of a store can let an origin in.
 */
export function matchEntry(
  origin: Origin,
  entries: readonly AllowlistEntry[],
  conditions: MatchConditions,
): EntryMatch {
  let best: AllowlistEntry | undefined;
  let obstacle: TraceStep | undefined;
  for (const entry of entries) {
    if (!matchesPattern(entry.pattern, origin)) continue;
    const why = obstacleOf(entry, conditions);
    if (why !== undefined)
      obstacle ??= { step: 'allowlist', finding: `the entry ${entry.pattern} matches, but ${why}` };
    else if (best === undefined || isMoreSpecific(entry, best, origin)) best = entry;
  }
  if (best === undefined) return { entry: undefined, finding: obstacle ?? FINDINGS.notListed };
  return {
    entry: best,
    finding: { step: 'allowlist', finding: `the entry ${best.pattern} matches the origin` },
  };
}

function obstacleOf(entry: AllowlistEntry, conditions: MatchConditions): string | undefined {
  if (entry.status !== 'active') return `it is ${entry.status}`;
  if (entry.expiresAt !== undefined && conditions.now >= entry.expiresAt) return 'it has expired';
  if (entry.allowPublicSuffix === true && conditions.credentials) {
    return 'entries with allowPublicSuffix do not count where answers carry credentials';
  }
  return undefined;
}

function isMoreSpecific(entry: AllowlistEntry, than: AllowlistEntry, origin: Origin): boolean {
  if (than.pattern === origin.text) return false;
  return entry.pattern === origin.text || entry.pattern.length > than.pattern.length;
}
