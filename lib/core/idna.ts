import { satisfiesBidiRule } from './bidi';
import { isWellKnown } from './known-code-points';
import { decodePunycode } from './punycode';

/** @see https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.1 */
const ACE_PREFIX = 'xn--';

/**
 * The ASCII form of a domain name by the URL standard (UTS 46), or undefined when it has none.
 *
 * URL parsers know Unicode as it was when they were built, so the code points that they read differently are refused.
 *
 * @see https://url.spec.whatwg.org/#concept-domain-to-ascii
 */
export function domainToAscii(host: string): string | undefined {
  return isWellKnown(host) ? parsedDomain(host) : undefined;
}

/** Whether any label of the host is, or could be, Punycode. */
export function hasAce(host: string): boolean {
  return host.includes(ACE_PREFIX);
}

/**
 * Whether every Punycode label is what the URL parser makes of the text that it encodes. Browsers send no other, but URL
 * parsers differ in how far they check labels that arrive encoded, and whether they check the direction of writing.
 */
export function isStableAce(host: string): boolean {
  const labels: string[] = [];
  for (const label of host.split('.')) {
    const decoded = label.startsWith(ACE_PREFIX) ? decodePunycode(label.slice(ACE_PREFIX.length)) : label;
    // Checked before the labels are encoded again, so that the result does not depend on what the URL parser makes of it.
    if (decoded === undefined) return false;
    labels.push(decoded);
  }
  return domainToAscii(labels.join('.')) === host && satisfiesBidiRule(labels);
}

function parsedDomain(host: string): string | undefined {
  try {
    return new URL(`https://${host}`).hostname;
  } catch {
    // The only exception that the parser can throw here says that this is not a domain name.
    return undefined;
  }
}
