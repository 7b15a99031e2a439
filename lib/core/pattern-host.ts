import { domainToAscii, judgeHost } from './host';
import { MAX_HOST_LENGTH, MAX_LABELS } from './limits';
import { isLocalHost } from './local-host';
import type { PatternOptions } from './pattern-options';
import type { PatternReason } from './reasons';

/** The host of a pattern as it is stored, or why it is refused. */
export type PatternHost = { readonly host: string } | { readonly issue: PatternReason };

/** Reads the host of a pattern, wildcard included, and checks what the wildcard would admit. */
export function parsePatternHost(
  scheme: 'https' | 'http',
  text: string,
  options: PatternOptions,
): PatternHost {
  const wildcard = wildcardIssue(text);
  if (wildcard !== undefined) return { issue: wildcard };
  const isWildcard = text.startsWith('*.');
  const written = isWildcard ? text.slice(2) : text;
  const name = asciiName(written);
  if (name === undefined) return { issue: 'bad_host' };
  const verdict = judgeHost(name);
  const isAddress = 'form' in verdict ? verdict.form !== 'domain' : verdict.issue === 'bad_ip';
  if (isWildcard && isAddress) return { issue: 'wildcard_ip' };
  if ('issue' in verdict) return verdict;
  // Digits of other scripts would become an address that the administrator never wrote.
  if (isAddress && name !== written) return { issue: 'bad_ip' };
  if (isWildcard && name === 'localhost') return { issue: 'wildcard_localhost' };
  if (scheme === 'http' && (isWildcard || !isLocalHost(name))) return { issue: 'insecure_scheme' };
  if (!isWildcard) return { host: name };
  return wildcardScope(name, options);
}

/** A wildcard is the whole left-most label with a name after it. */
function wildcardIssue(text: string): PatternReason | undefined {
  const position = text.indexOf('*');
  if (position < 0) return undefined;
  if (text.startsWith('[')) return 'wildcard_ip';
  if (text.includes('*', position + 1)) return 'wildcard_multiple';
  return position === 0 && text.length > 2 && text[1] === '.' ? undefined : 'wildcard_position';
}

/**
 * Lower case, and Punycode for what is not ASCII. Addresses in brackets stay as written, because they are never repaired;
 * percent-encoding is refused before the URL parser could decode it.
 */
function asciiName(name: string): string | undefined {
  if (name.startsWith('[')) return name;
  // eslint-disable-next-line no-control-regex -- the ASCII range begins at NUL
  if (/^[\u0000-\u007f]*$/.test(name)) return name.toLowerCase();
  // Only letters, digits, marks and the like reach the parser: every other ASCII character would change its state.
  return /[\u0000-\u002c\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u007f]/.test(name) // eslint-disable-line no-control-regex
    ? undefined
    : domainToAscii(name);
}

function wildcardScope(name: string, options: PatternOptions): PatternHost {
  // With the wildcard's own label the name must still be one that an origin can have.
  if (name.length + 2 > MAX_HOST_LENGTH) return { issue: 'too_long' };
  if (name.split('.').length + 1 > MAX_LABELS) return { issue: 'bad_host' };
  const suffix = options.publicSuffixes(name);
  // A single label is a whole top-level domain, listed or not; readers never look one up.
  if (suffix === 'icann' || !name.includes('.')) return { issue: 'wildcard_public_suffix' };
  if (suffix === 'private' && options.allowSharedOrigin !== true) return { issue: 'wildcard_private_suffix' };
  return { host: `*.${name}` };
}
