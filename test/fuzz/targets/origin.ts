import { candidatePatterns, matchesPattern, parseOrigin } from '../../../lib/core';
import { naivelyMatches } from '../../core/laws/naive-matcher';
import { isNaivelyOrigin } from '../models/naive-origin';
import { agree, bytes, must } from '../support/text';
import { inProportion } from '../support/work';

/** One value of `Origin`. */
export function fuzz(data: Buffer): void {
  const value = bytes(data);
  const origin = inProportion(value.length, 60, () => parseOrigin(value));
  // Of internationalized names the engine takes fewer than the URL parser: those that every version of it reads alike.
  const isOrigin = isNaivelyOrigin(value) && (!value.includes('xn--') || origin !== undefined);
  agree(value, origin !== undefined, isOrigin);
  if (origin === undefined) return;
  must(origin.text === value, 'the text is not what was received', value);
  const candidates = inProportion(value.length, 60, () => candidatePatterns(origin));
  for (const pattern of candidates) {
    must(naivelyMatches(pattern, value), `the candidate ${pattern} does not match`, value);
    must(
      matchesPattern(pattern, origin) || !isListable(value),
      `the engine does not match ${pattern}`,
      value,
    );
  }
}

/** Port 0 and `http` elsewhere are origins, and no entry can be about them. */
function isListable(value: string): boolean {
  return !value.endsWith(':0') && !value.startsWith('http:');
}
