/** Names further away than this, or than a third of the letters, are another name, and no typing error. */
const MAX_DISTANCE = 3;

/** The name that was probably meant. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const distance = name.startsWith(given) && given.length > 1 ? 1 : distanceBetween(given, name);
    if (
      distance <= Math.min(MAX_DISTANCE, Math.ceil(given.length / 3)) &&
      distance < (best?.distance ?? 99)
    ) {
      best = { name, distance };
    }
  }
  return best?.name;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
function distanceBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
