/** The choice that a misspelt word most probably means; undefined where none is near. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const [best] = choices
    .map((choice) => ({ choice, distance: editDistance(word, choice) }))
    .filter(({ choice, distance }) => distance <= choice.length / 3)
    .toSorted((a, b) => a.distance - b.distance);
  return best?.choice;
}

/** How many characters must be put in, taken out or changed to make one word of another (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, character] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
