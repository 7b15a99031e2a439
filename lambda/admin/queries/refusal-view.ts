import {
  COLUMN_COUNT,
  COLUMN_FIRST,
  COLUMN_LAST,
  LOG_ENDPOINT,
  LOG_ORIGIN,
  LOG_OUTCOME,
  LOG_REASON,
} from '../../../lib/contract';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import {
  candidatePatterns,
  parseOrigin,
  parsePattern,
  REFUSALS,
  type AllowlistEntry,
  type Refusal,
} from '../../../lib/core';
import type { AllowlistReader } from '../../store/allowlist-reader';
import { StoreUnavailableError } from '../../store/store-unavailable';
import type { RefusalItem } from '../schema/refusals';
import { instantIn, type LogRow } from './log-queries';

/** The rows of an answer as items, with what an administrator can do about each. */
export async function refusalItems(
  rows: readonly LogRow[],
  reader: AllowlistReader,
  now: number,
): Promise<RefusalItem[]> {
  const origins = [...new Set(rows.map(originIn))];
  const entries = await Promise.all(origins.map((origin) => listedEntry(origin, reader, now)));
  const listed = new Map(origins.map((origin, index) => [origin, entries[index]]));
  return rows.flatMap((row) => {
    const reason = REFUSALS.find((one): one is Refusal => one === row[LOG_REASON]);
    if (reason === undefined) return [];
    const origin = originIn(row);
    const entry = listed.get(origin);
    return [
      {
        origin,
        reason,
        endpoint: row[LOG_ENDPOINT] ?? '',
        count: Number(row[COLUMN_COUNT]),
        firstSeen: instantIn(row, COLUMN_FIRST),
        lastSeen: instantIn(row, COLUMN_LAST),
        wouldRefuse: row[LOG_OUTCOME] !== 'refuse',
        ...(entry === undefined ? {} : { listed: entry.id, listedStatus: entry.status }),
        ...possibleEntry(origin),
      },
    ];
  });
}

function originIn(row: LogRow): string {
  return row[LOG_ORIGIN] ?? '';
}

interface ListedEntry {
  readonly id: string;
  readonly status: NonNullable<RefusalItem['listedStatus']>;
}

/**
 * The most specific active entry whose pattern matches, because it lets the origin in whatever another one says; else the most specific
 * one. A deleted one is not on the list.
 */
async function listedEntry(
  text: string,
  reader: AllowlistReader,
  now: number,
): Promise<ListedEntry | undefined> {
  const origin = parseOrigin(text);
  if (origin === undefined) return undefined;
  const found = await reader.find({ origin, settings: false }, now);
  if (!found.available) throw new StoreUnavailableError('the allowlist table gave no answer');
  const matching = candidatePatterns(origin).flatMap((pattern) =>
    found.entries.filter((entry) => entry.pattern === pattern).flatMap((entry) => listedIn(entry, now)),
  );
  return matching.find(({ status }) => status === 'active') ?? matching[0];
}

function listedIn({ id, status, expiresAt }: AllowlistEntry, now: number): ListedEntry[] {
  if (status === 'deleted') return [];
  // Negated, so that NaN counts as expired.
  const isExpired = status === 'active' && expiresAt !== undefined && !(now < expiresAt);
  return [{ id, status: isExpired ? 'expired' : status }];
}

/**
 * The entry that could be for an origin. Only what is the serialization of one origin gives a pattern: the header is written by
 * strangers, and `https://*.example.com` in it must not become the offer of a wildcard.
 */
function possibleEntry(text: string): Pick<RefusalItem, 'pattern' | 'problem'> {
  const plain = parsePattern(text, { publicSuffixes: publicSuffixKind });
  const problem = plain.valid ? {} : { problem: plain.code };
  if (parseOrigin(text) === undefined) return problem;
  const pattern = parsePattern(text, { publicSuffixes: publicSuffixKind, allowSharedOrigin: true });
  return { ...problem, ...(pattern.valid ? { pattern: pattern.pattern } : {}) };
}
