/**
 * A regular expression with classes of Unicode, made when it is first asked for. Where one stands as a literal, a function reads
 * Unicode's tables for it at each start, which takes longer than all of its configuration.
 */
export function latePattern(source: string, flags: 'u' | 'gu'): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(source, flags));
}
