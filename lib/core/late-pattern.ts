/**
 * A regular expression with classes of Unicode, made when it is first asked for. For a literal, a function reads
 * Unicode's tables at each start, which takes longer than all of its configuration.
 */
export function latePattern(source: string, flags: 'u' | 'gu'): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(source, flags));
}
