/**
 * Whether a text matches a pattern from its first to its last character, where `*` matches any run of characters
 * and `?` any single one. On a mismatch it only steps back to the last `*`, so the time is bounded by the product of the
 * lengths. A regular expression built from the pattern could take exponential time.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let patternIndex = 0;
  let textIndex = 0;
  let star = -1;
  let afterStar = 0;
  while (textIndex < text.length) {
    const wanted = pattern[patternIndex];
    if (wanted === '*') {
      star = patternIndex;
      afterStar = textIndex;
      patternIndex += 1;
    } else if (wanted === '?' || wanted === text[textIndex]) {
      patternIndex += 1;
      textIndex += 1;
    } else if (star >= 0) {
      afterStar += 1;
      textIndex = afterStar;
      patternIndex = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[patternIndex] === '*') patternIndex += 1;
  return patternIndex === pattern.length;
}
