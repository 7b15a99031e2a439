import { isExtensionId, isExtensionScheme, type ExtensionScheme } from './extension-id';
import { MAX_PATTERN_LENGTH } from './limits';
import { parsePatternHost } from './pattern-host';
import { parsePatternPort } from './pattern-port';
import { suggestPattern } from './pattern-suggestion';
import type { PublicSuffixLookup } from './public-suffix';
import { PATTERN_REASONS, type PatternReason } from './reasons';

/** What an entry says besides its pattern, as far as the pattern language looks at it. */
export interface PatternOptions {
  /** Admits a wildcard over a private-section public suffix. Default: false. */
  readonly allowPublicSuffix?: boolean | undefined;
  /** The Public Suffix List. */
  readonly publicSuffixes: PublicSuffixLookup;
}

/** A pattern in normalized form. */
export interface AcceptedPattern {
  readonly valid: true;
  /** The form that is stored, compared and shown. */
  readonly pattern: string;
}

/** A refused pattern: the code, a sentence, and what was probably meant. */
export interface RefusedPattern {
  readonly valid: false;
  readonly code: PatternReason;
  readonly message: string;
  readonly suggestion?: string;
}

/** White space and controls of all of Unicode, invisible format characters (joiners aside: IDNA judges them) and lone surrogates. */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const BAD_CHARACTER =
  /[\s\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const NULL_ORIGIN = /^["'\s]*null["'\s]*$/i;

/**
 * Reads what an administrator entered as an origin pattern: `scheme://host[:port]`, where the host may begin with `*.`.
 *
 * The answer is the normalized pattern or one refusal; nothing is coerced in silence, and a suggestion is itself a
 * pattern that would be accepted. Never throws, for any input.
 */
export function parsePattern(input: unknown, options: PatternOptions): AcceptedPattern | RefusedPattern {
  const result = read(input, options);
  if (typeof result === 'object') return { valid: true, pattern: result.pattern };
  const refusal = { valid: false, code: result, message: PATTERN_REASONS[result] } as const;
  const guess = typeof input === 'string' ? suggestPattern(input, result) : undefined;
  const suggested = guess === undefined ? 'empty' : read(guess, options);
  return typeof suggested === 'object' ? { ...refusal, suggestion: suggested.pattern } : refusal;
}

type Reading = { readonly pattern: string } | PatternReason;

function read(input: unknown, options: PatternOptions): Reading {
  if (typeof input !== 'string') return 'not_a_string';
  if (input.trim() === '') return 'empty';
  if (input.length > MAX_PATTERN_LENGTH) return 'too_long';
  if (NULL_ORIGIN.test(input)) return 'null_origin';
  if (BAD_CHARACTER.test(input)) return 'bad_character';
  const separator = input.indexOf('://');
  // A delimiter before it means that "://" stands in a path or query, so there is no scheme at the start.
  if (separator < 1 || /[/?#@:\\]/.test(input.slice(0, separator))) return 'missing_scheme';
  const scheme = input.slice(0, separator).toLowerCase();
  const rest = input.slice(separator + 3);
  if (isExtensionScheme(scheme)) return readExtension(scheme, rest);
  if (scheme !== 'https' && scheme !== 'http') return 'unsupported_scheme';
  return readAuthority(scheme, rest, options);
}

function readExtension(scheme: ExtensionScheme, rest: string): Reading {
  const structure = foreignPart(rest);
  if (structure !== undefined) return structure;
  return isExtensionId(scheme, rest) ? { pattern: `${scheme}://${rest}` } : 'bad_extension_id';
}

function readAuthority(scheme: 'https' | 'http', rest: string, options: PatternOptions): Reading {
  const structure = foreignPart(rest);
  if (structure !== undefined) return structure;
  const portStart = rest.startsWith('[') ? rest.indexOf(']') + 1 || rest.length : rest.lastIndexOf(':');
  const hostText = portStart < 0 ? rest : rest.slice(0, portStart);
  const port = parsePatternPort(scheme, portStart < 0 ? '' : rest.slice(portStart));
  // More than one colon without brackets is an address, so its last group is no port; nothing but a port follows brackets.
  if (hostText.startsWith('[') ? /^\][^:]/.test(rest.slice(portStart - 1)) : hostText.includes(':'))
    return 'bad_ip';
  if ('issue' in port) return port.issue;
  const host = parsePatternHost(scheme, hostText, options);
  return 'issue' in host ? host.issue : { pattern: `${scheme}://${host.host}${port.port}` };
}

/** What stands beside scheme, host and port, the left-most part named first. */
function foreignPart(rest: string): PatternReason | undefined {
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  if (authority.includes('@')) return 'has_userinfo';
  if (end < 0) return undefined;
  if (rest[end] === '/') return 'has_path';
  return rest[end] === '?' ? 'has_query' : 'has_fragment';
}
