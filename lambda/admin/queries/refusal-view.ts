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
import { candidatePatterns, parseOrigin, parsePattern, REFUSALS, type Refusal } from '../../../lib/core';
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
  const ids = await Promise.all(origins.map((origin) => listedId(origin, reader, now)));
  const listed = new Map(origins.map((origin, index) => [origin, ids[index]]));
  return rows.flatMap((row) => {
    const reason = REFUSALS.find((one): one is Refusal => one === row[LOG_REASON]);
    if (reason === undefined) return [];
    const origin = originIn(row);
    const id = listed.get(origin);
    return [
      {
        origin,
        reason,
        endpoint: row[LOG_ENDPOINT] ?? '',
        count: Number(row[COLUMN_COUNT]),
        firstSeen: instantIn(row, COLUMN_FIRST),
        lastSeen: instantIn(row, COLUMN_LAST),
        wouldRefuse: row[LOG_OUTCOME] !== 'refuse',
        ...(id === undefined ? {} : { listed: id }),
        ...possibleEntry(origin),
      },
    ];
  });
}

function originIn(row: LogRow): string {
  return row[LOG_ORIGIN] ?? '';
}

/** The most specific entry whose pattern matches, whatever its status; a deleted one is not on the list. */
async function listedId(text: string, reader: AllowlistReader, now: number): Promise<string | undefined> {
  const origin = parseOrigin(text);
  if (origin === undefined) return undefined;
  const found = await reader.find({ origin, settings: false }, now);
  if (!found.available) throw new StoreUnavailableError('the allowlist table gave no answer');
  const live = found.entries.filter(({ status }) => status !== 'deleted');
  return candidatePatterns(origin)
    .map((pattern) => live.find((entry) => entry.pattern === pattern))
    .find((entry) => entry !== undefined)?.id;
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
