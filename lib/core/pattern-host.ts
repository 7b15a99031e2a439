import { parseHost } from './host';
import { domainToAscii } from './idna';
import { MAX_HOST_LENGTH, MAX_LABELS } from './limits';
import { isLocalHost } from './local-host';
import type { PatternOptions } from './pattern-options';
import type { PatternReason } from './reasons';
import type { Result } from './result';

type PatternHost = Result<{ readonly host: string }>;

/** Reads the host of a pattern, wildcard included, and checks which names the wildcard would admit. */
export function parsePatternHost(
  scheme: 'https' | 'http',
  text: string,
  options: PatternOptions,
): PatternHost {
  const wildcard = wildcardFault(text);
  if (wildcard !== undefined) return refused(wildcard);
  const isWildcard = text.startsWith('*.');
  const written = isWildcard ? text.slice(2) : text;
  const name = asciiName(written);
  if (name === undefined) return refused('bad_host');
  const read = parseHost(name);
  const isAddress = read.valid ? read.form !== 'domain' : read.code === 'bad_ip';
  if (isWildcard && isAddress) return refused('wildcard_ip');
  if (!read.valid) return read;
  // Digits of other scripts would become an address that the administrator did not write.
  if (isAddress && name !== written) return refused('bad_ip');
  if (isWildcard && name === 'localhost') return refused('wildcard_localhost');
  if (scheme === 'http' && (isWildcard || !isLocalHost(name))) return refused('insecure_scheme');
  if (!isWildcard) return { valid: true, host: name };
  return wildcardScope(name, options);
}

/** A wildcard is the whole left-most label with a name after it. */
function wildcardFault(text: string): PatternReason | undefined {
  const position = text.indexOf('*');
  if (position < 0) return undefined;
  if (text.startsWith('[')) return 'wildcard_ip';
  if (text.includes('*', position + 1)) return 'wildcard_multiple';
  return position === 0 && text.length > 2 && text[1] === '.' ? undefined : 'wildcard_position';
}

/**
 * Lower case, and Punycode for what is not ASCII. Addresses in brackets stay as written, because they are never repaired.
 * Percent-encoding is refused before the URL parser can decode it.
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
  // With one more label in place of the wildcard, the name must still be one that an origin can have.
  if (name.length + 2 > MAX_HOST_LENGTH) return refused('too_long');
  if (name.split('.').length + 1 > MAX_LABELS) return refused('bad_host');
  const suffix = options.publicSuffixes(name);
  // A single label is a whole top-level domain, listed or not; look-ups never ask for one.
  if (suffix === 'icann' || !name.includes('.')) return refused('wildcard_public_suffix');
  if (suffix === 'private' && options.allowSharedOrigin !== true) return refused('wildcard_private_suffix');
  return { valid: true, host: `*.${name}` };
}

function refused(code: PatternReason): PatternHost {
  return { valid: false, code };
}
