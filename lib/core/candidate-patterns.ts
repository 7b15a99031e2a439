import { EVERY_FIREFOX_EXTENSION } from './extension-id';
import { isLocalHost } from './local-host';
import type { Origin } from './origin';

/** The text before the first dot of a wildcard pattern. */
const WILDCARD_START = 'https://*';
const SCHEME_LENGTH = 'https://'.length;

/**
 * Every normalized pattern that could match the origin, the most specific first: the origin itself, then a wildcard for
 * each parent domain of at least two labels, or the pattern of every Firefox extension.
 *
 * The keys of a look-up only depend on the origin, so its cost does not grow with the allowlist. No pattern covers a whole
 * top-level domain, so no key is a wildcard over a single label. An origin that no pattern can match has no keys.
 */
export function candidatePatterns(origin: Origin): readonly string[] {
  if (!canBeListed(origin)) return [];
  const candidates = [exactPattern(origin)];
  if (origin.scheme === 'moz-extension') candidates.push(EVERY_FIREFOX_EXTENSION);
  if (!hasSubdomains(origin)) return candidates;
  const lastDot = origin.host.lastIndexOf('.');
  let dot = origin.host.indexOf('.');
  while (dot < lastDot) {
    candidates.push(WILDCARD_START + origin.text.slice(SCHEME_LENGTH + dot));
    dot = origin.host.indexOf('.', dot + 1);
  }
  return candidates;
}

/**
 * Whether a stored pattern matches the origin: equal text, or a wildcard over one of its parent domains.
 *
 * A row that validation would have refused (`null`, `https://*`, `http://example.com`) matches nothing.
 */
export function matchesPattern(pattern: string, origin: Origin): boolean {
  if (!canBeListed(origin)) return false;
  if (pattern === exactPattern(origin)) return true;
  if (origin.scheme === 'moz-extension') return pattern === EVERY_FIREFOX_EXTENSION;
  if (!hasSubdomains(origin) || !pattern.startsWith(`${WILDCARD_START}.`)) return false;
  // Compared from the dot, so that the match begins at a label; at least one label precedes it, because no host begins
  // with a dot.
  const suffix = pattern.slice(WILDCARD_START.length);
  return origin.text.endsWith(suffix) && suffix.includes('.', 1);
}

/** The pattern that only matches this origin. Ids of Safari are compared without regard to letter case. */
export function exactPattern(origin: Origin): string {
  return origin.scheme === 'safari-web-extension' ? origin.text.toLowerCase() : origin.text;
}

/** `http` is for this machine only and addresses have no subdomains, so no wildcard matches them. */
function hasSubdomains(origin: Origin): boolean {
  return origin.scheme === 'https' && origin.form === 'domain';
}

/** Whether any pattern can match the origin: `http` is for this machine only, and no pattern has port 0. */
export function canBeListed(origin: Origin): boolean {
  return origin.port !== ':0' && (origin.scheme !== 'http' || isLocalHost(origin.host));
}
