import { decodePunycode } from '../../lib/core';
import { visibleLine } from '../../lib/contract';

/** An origin or a pattern in parts, so that the part that says whose it is can stand out. */
export interface OriginParts {
  /** Scheme and `://`, or nothing where the text has another form. */
  readonly scheme: string;
  /** Names below the registrable domain, with the last dot. */
  readonly below: string;
  /** The registrable domain; all of the host but its wildcard where there is none. */
  readonly domain: string;
  /** Port and whatever follows. */
  readonly rest: string;
  /** The host in its own script, where it has Punycode labels. */
  readonly unicode?: string;
  /** Whether a label mixes scripts, as names do that look like others. */
  readonly mixesScripts: boolean;
}

/** Gives the registrable domain of a host; undefined while the list of suffixes is not there, and for names without one. */
export type RegistrableDomain = (host: string) => string | undefined;

/** Longer texts of strangers are cut: an origin has at most 512 characters. */
const MAX_SHOWN = 512;

/** Takes an origin of a stranger, or a pattern, apart. Hidden characters become visible ones. */
export function originParts(text: string, registrable: RegistrableDomain): OriginParts {
  const shown = visibleLine(text.slice(0, MAX_SHOWN));
  const match = /^([a-z][a-z0-9+.-]*:\/\/)(\[[^\]]*\]|[^/?#:@]*)(.*)$/i.exec(shown);
  // The text before an @ is a name of the stranger's choice, not a host.
  if (match === null || shown.includes('@'))
    return { scheme: '', below: '', domain: shown, rest: '', mixesScripts: false };
  const [, scheme = '', host = '', rest = ''] = match;
  const name = host.replace(/^\*\./, '');
  const domain = registrable(name) ?? name;
  const below = host.slice(0, host.length - domain.length);
  const unicode = unicodeOf(host);
  return {
    scheme,
    below,
    domain,
    rest,
    ...(unicode === undefined ? {} : { unicode }),
    mixesScripts: (unicode ?? host).split('.').some(mixesScripts),
  };
}

/** The host with its Punycode labels decoded; undefined where it has none that can be. */
function unicodeOf(host: string): string | undefined {
  const labels = host.split('.').map((label) => {
    const decoded = label.startsWith('xn--') ? decodePunycode(label.slice(4)) : undefined;
    return decoded === undefined ? label : visibleLine(decoded);
  });
  const text = labels.join('.');
  return text === host ? undefined : text;
}

/** Scripts that are written together; every other mixture can hide a letter that looks like another. */
const TOGETHER = [/\p{Script=Han}/u, /\p{Script=Hiragana}/u, /\p{Script=Katakana}/u];
const ALONE = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Georgian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Thai}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Hangul}/u,
];

/** @see https://www.unicode.org/reports/tr39/#Restriction_Level_Detection */
function mixesScripts(label: string): boolean {
  // Almost every label; the scripts are large tables, which the browser makes at their first use.
  if (/^[\x20-\x7e]*$/.test(label)) return false;
  const found = ALONE.filter((script) => script.test(label)).length;
  const eastAsian = TOGETHER.some((script) => script.test(label)) ? 1 : 0;
  // Latin beside Han, kana or Hangul is how Japanese, Chinese and Korean names are written.
  const latinBesideEast = eastAsian === 1 && found === 1 && /\p{Script=Latin}/u.test(label);
  return found + eastAsian > 1 && !latinBesideEast;
}
