import { latePattern } from '../../../lib/core';
import type { PairList } from '../../shared/event/query-pairs';

const notInWords = latePattern(String.raw`[^\p{L}\p{N}]`, 'gu');

/**
 * The client's query without the parameters that the configuration fixes, in every spelling that some server reads as the
 * same name: servers differ in which of two equal parameters counts, and in what makes them equal (letter case, a second
 * decoding, PHP's `p[]`, Spring's `_p`).
 */
export function withoutOverrides(query: PairList, fixedQuery: string): PairList {
  if (fixedQuery === '') return query;
  const fixed = new Set([...new URLSearchParams(`?${fixedQuery}`).keys()].map(plain));
  return query.filter(([name]) => {
    const decoded = decodedAgain(name);
    // PHP and qs read `p[x]` as a member of p, others `p.x`; a NUL ends the name in programs in C.
    const [beginning = ''] = decoded.split(/[[.(\0]/, 1);
    return !fixed.has(plain(decoded)) && !fixed.has(plain(beginning));
  });
}

/** Only letters and digits, without regard to case and width; the name itself where it has none. */
function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(notInWords(), '') || name;
}

/** Rounds of decoding beside the one that API Gateway makes. */
const MAX_DECODINGS = 3;

/** A name that was decoded once, decoded further. */
function decodedAgain(name: string): string {
  let decoded = name;
  for (let round = 0; round < MAX_DECODINGS && decoded.includes('%'); round++) decoded = decodedOnce(decoded);
  return decoded;
}

/** `%u0070` is IIS's form. Malformed escapes stay. */
function decodedOnce(name: string): string {
  return name.replace(/%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/gi, (_, wide?: string, narrow?: string) =>
    String.fromCharCode(Number.parseInt(wide ?? narrow ?? '', 16)),
  );
}
