/** The first characters of a text, counted as Unicode code points: no surrogate pair is cut in half. */
export function firstCharacters(text: string, count: number): string {
  // A code point has at most two units, so what is past those need not be looked at.
  return [...text.slice(0, 2 * count)].slice(0, count).join('');
}
