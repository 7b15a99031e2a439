/**
 * Whether an accepted pattern matches the text of an origin, written apart from the engine and as plainly as can be: a
 * regular expression made from the pattern, which no attacker can reach here.
 */
export function naivelyMatches(pattern: string, origin: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('\\*\\.', '(?:[a-z0-9_-]+\\.)+')
    .replace('moz-extension://\\*', 'moz-extension://[a-z0-9-]{36}');
  return new RegExp(`^${source}$`, pattern.startsWith('safari-web-extension:') ? 'i' : '').test(origin);
}
