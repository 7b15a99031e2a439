import { isExtensionId, isExtensionScheme, type ExtensionScheme } from './extension-id';
import { MAX_PATTERN_LENGTH } from './limits';
import { parsePatternHost } from './pattern-host';
import type { PatternOptions } from './pattern-options';
import { parsePatternPort } from './pattern-port';
import { repairedPattern } from './pattern-repair';
import { PATTERN_REASONS, type PatternReason } from './reasons';

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

/**
 * White space, controls, what is invisible, and lone surrogates: text that shows as another pattern than it is. The two
 * joiners are left to IDNA, which admits them where a script needs them.
 */
const BAD_CHARACTER = /(?![\u200c\u200d])[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** Several colons without brackets are an address when they begin like one, and otherwise no port. */
const UNBRACKETED_IPV6 = /^[0-9a-f]{0,4}:.*:/i;
/** Faults that a suggestion repairs before it gives up: input with more of them is no near miss. */
const MAX_REPAIRS = 4;
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
  const suggestion = typeof input === 'string' ? suggestionFor(input, result, options) : undefined;
  return suggestion === undefined ? refusal : { ...refusal, suggestion };
}

/** Repairs one fault after the other, as in ` http://app.example.com/`, until the guess is accepted or there is none. */
function suggestionFor(input: string, code: PatternReason, options: PatternOptions): string | undefined {
  let guess: string | undefined = input;
  let result: Reading = code;
  for (let round = 0; round < MAX_REPAIRS && guess !== undefined; round++) {
    guess = repairedPattern(guess, result);
    result = read(guess, options);
    if (typeof result === 'object') return result.pattern;
  }
  return undefined;
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
  if (UNBRACKETED_IPV6.test(rest)) return 'bad_ip';
  const portStart = portStartOf(rest);
  const port = parsePatternPort(scheme, rest.slice(portStart));
  if ('issue' in port) return port.issue;
  const host = parsePatternHost(scheme, rest.slice(0, portStart), options);
  return 'issue' in host ? host.issue : { pattern: `${scheme}://${host.host}${port.port}` };
}

/** Where `:` and the port begin, the end where there is none; the colons between brackets are an address's. */
function portStartOf(rest: string): number {
  const hostEnd = rest.includes('[') ? rest.lastIndexOf(']') + 1 || rest.length : 0;
  const colon = rest.indexOf(':', hostEnd);
  return colon < 0 ? rest.length : colon;
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
