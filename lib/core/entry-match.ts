import { exactPattern, matchesPattern } from './candidate-patterns';
import type { AllowlistEntry } from './lookup';
import type { Origin } from './origin';
import { isSharedByForm, isSharedEntry } from './shared-entry';
import { FINDINGS, type TraceStep } from './trace';

/** The entry that lets an origin in, if any, and what was found on the way. */
export interface EntryMatch {
  readonly entry: AllowlistEntry | undefined;
  /** The most specific entry that matches and may not let the origin in; only where no entry lets it in. */
  readonly barred?: AllowlistEntry | undefined;
  readonly finding: TraceStep;
}

/** Facts besides the entries that decide whether one of them lets the origin in. */
export interface MatchConditions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether answers of the endpoint carry credentials. */
  readonly credentials: boolean;
}

/**
 * The most specific entry that matches the origin and may let it in. Entries whose pattern does not match are ignored
 * even when a look-up brings them, so that no fault of a store can let an origin in.
 */
export function matchEntry(
  origin: Origin,
  entries: readonly AllowlistEntry[],
  conditions: MatchConditions,
): EntryMatch {
  let best: AllowlistEntry | undefined;
  let barred: { readonly entry: AllowlistEntry; readonly why: string } | undefined;
  for (const entry of entries) {
    if (!matchesPattern(entry.pattern, origin)) continue;
    const why = obstacleOf(entry, conditions);
    if (why === undefined) {
      if (isMoreSpecific(entry, best, origin)) best = entry;
    } else if (isNearer(entry, barred?.entry, origin)) {
      barred = { entry, why };
    }
  }
  if (best !== undefined)
    return { entry: best, finding: step(`the entry ${best.pattern} matches the origin`) };
  if (barred === undefined) return { entry: undefined, finding: FINDINGS.notListed };
  return {
    entry: undefined,
    barred: barred.entry,
    finding: step(`the entry ${barred.entry.pattern} matches, but ${barred.why}`),
  };
}

function step(finding: string): TraceStep {
  return { step: 'allowlist', finding };
}

function obstacleOf(entry: AllowlistEntry, conditions: MatchConditions): string | undefined {
  if (entry.status !== 'active') return `it is ${entry.status}`;
  // Negated, so that NaN counts as expired.
  if (entry.expiresAt !== undefined && !(conditions.now < entry.expiresAt)) return 'it has expired';
  if (entry.allowSharedOrigin !== true && isSharedByForm(entry.pattern)) {
    return 'it does not say allowSharedOrigin, and strangers can have such origins too';
  }
  return conditions.credentials ? credentialsObstacleOf(entry) : undefined;
}

function credentialsObstacleOf(entry: AllowlistEntry): string | undefined {
  if (!isSharedEntry(entry)) return undefined;
  return entry.allowSharedOrigin === true
    ? 'entries with allowSharedOrigin do not count where answers carry credentials'
    : 'strangers can register names that it covers, so it does not count where answers carry credentials';
}

/** Of two rows with one pattern, which a sound table never has, the one that somebody switched off counts. */
function isNearer(entry: AllowlistEntry, than: AllowlistEntry | undefined, origin: Origin): boolean {
  return entry.pattern === than?.pattern ? entry.status === 'inactive' : isMoreSpecific(entry, than, origin);
}

/** A wildcard over more labels is longer, and no wildcard is longer than an origin that it matches. */
function isMoreSpecific(entry: AllowlistEntry, than: AllowlistEntry | undefined, origin: Origin): boolean {
  if (than === undefined || entry.pattern === exactPattern(origin)) return true;
  return entry.pattern.length > than.pattern.length;
}
