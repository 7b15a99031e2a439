/**
 * Whether a text matches a pattern from its first to its last character, where `*` stands for any run of characters
 * and `?` for any single one. Walks both once and steps back to the last `*` alone, so that the time is bounded by
 * the product of the lengths; a regular expression built from the pattern would not be.
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
