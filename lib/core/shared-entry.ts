import { suffixesBelow } from './above-suffixes';
import { EVERY_FIREFOX_EXTENSION } from './extension-id';
import type { AllowlistEntry } from './lookup';
import { isAppScheme } from './scheme';

const WILDCARD = 'https://*.';

/** Whether every origin of this scheme and host is one that strangers can have too, on a device of their own. */
export function isSharedByForm(pattern: string): boolean {
  return pattern === EVERY_FIREFOX_EXTENSION || isAppScheme(pattern.slice(0, pattern.indexOf('://')));
}

/**
 * Whether the entry lets in origins that strangers can have, so that it must not count where answers carry credentials.
 *
 * An entry from before wildcards above suffixes were refused has no flag, so its pattern is looked at too. Of the Public
 * Suffix List only the names above its suffixes are known here: the whole list is 20 times as large.
 */
export function isSharedEntry({ pattern, allowSharedOrigin }: AllowlistEntry): boolean {
  if (allowSharedOrigin === true) return true;
  if (!pattern.startsWith(WILDCARD)) return isSharedByForm(pattern);
  const [host = ''] = pattern.slice(WILDCARD.length).split(':');
  return suffixesBelow(host) !== 'none';
}
