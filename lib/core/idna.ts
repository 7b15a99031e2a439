import { satisfiesBidiRule } from './bidi';
import { isWellKnown } from './known-code-points';
import { latePattern } from './late-pattern';
import { decodePunycode } from './punycode';

/** @see https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.1 */
const ACE_PREFIX = 'xn--';
/** Parts of a syllable, which only old Hangul writes by themselves. */
const HANGUL_PART = /[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/;
/** A mark that letters of several scripts take, which they may be composed with. */
const diacritic = latePattern(String.raw`(?=\p{Mn})\p{Script=Inherited}`, 'u');

/**
 * The ASCII form of a domain name by the URL standard (UTS 46), or undefined when it has none.
 *
 * URL parsers know Unicode as it was when they were built, and some compose letters wrongly. Text that they read
 * differently is refused.
 *
 * @see https://url.spec.whatwg.org/#concept-domain-to-ascii
 */
export function domainToAscii(host: string): string | undefined {
  const text = host.normalize('NFC');
  return isWellKnown(text) && isPlainlyComposed(text) ? parsedDomain(text) : undefined;
}

/** Whether no letter has a diacritic besides the one that it is composed with, and no syllable is in parts. */
function isPlainlyComposed(text: string): boolean {
  if (HANGUL_PART.test(text)) return false;
  // Most names have no diacritics of their own, and then there is nothing to look at one by one.
  if (!diacritic().test(text)) return true;
  const characters = Array.from(text);
  return characters.every(
    (character, index) => !diacritic().test(character) || !isComposed(characters[index - 1]),
  );
}

function isComposed(character: string | undefined): boolean {
  return character !== undefined && (character.normalize('NFD') !== character || diacritic().test(character));
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
