/** Names and values in order, repeats kept. */
export type PairList = readonly (readonly [name: string, value: string])[];

/**
 * The pairs of a raw query, decoded as `URLSearchParams` does. That class is not used: in Node 24 its time is quadratic in
 * the number of pairs without `=`, and it drops a `?` at the beginning, which belongs to the first name.
 *
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function queryPairs(query: string): PairList {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0) return [decoded(pair), ''] as const;
      return [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))] as const;
    });
}

/** Escapes that are none stay, and bytes that are not UTF-8 become U+FFFD, as the standard says. */
function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    const bytes = spaced.replace(/%([0-9a-f]{2})|[^%]+|%/gi, (part, digits?: string) =>
      digits === undefined
        ? Buffer.from(part, 'utf8').toString('latin1')
        : String.fromCharCode(Number.parseInt(digits, 16)),
    );
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
}
