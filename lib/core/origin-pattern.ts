import { isAppHost } from './app-host';
import { EVERY_FIREFOX_EXTENSION, isExtensionId, isExtensionScheme } from './extension-id';
import { latePattern } from './late-pattern';
import { MAX_PATTERN_LENGTH } from './limits';
import { parsePatternHost } from './pattern-host';
import type { PatternOptions } from './pattern-options';
import { repairedPattern } from './pattern-repair';
import { parsePatternPort } from './port';
import { PATTERN_ADVICE, PATTERN_REASONS, type PatternReason } from './reasons';
import type { Refused, Result } from './result';
import { isAppScheme, isWebScheme, type AppScheme, type ExtensionScheme, type WebScheme } from './scheme';

/** A pattern that was accepted. */
export interface NormalizedPattern {
  /** The form that is stored, compared and shown. */
  readonly pattern: string;
}

interface PatternRefusal extends Refused {
  /** The refusal as a sentence. */
  readonly message: string;
  /** A pattern that would be accepted and was probably meant. */
  readonly suggestion?: string;
}

/**
 * White space, controls, invisible characters and lone surrogates: text that does not look like the pattern that it is. The
 * two joiners are left to IDNA, which admits them where a script needs them.
 */
const badCharacter = latePattern(
  String.raw`(?![\u200c\u200d])[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]`,
  'u',
);
/** Several colons without brackets are an address when the text begins like one, and a bad port otherwise. */
const UNBRACKETED_IPV6 = /^[0-9a-f]{0,4}:.*:/i;
/** A suggestion repairs at most this many faults: input with more of them is not a near miss. */
const MAX_REPAIRS = 4;
const NULL_ORIGIN = /^["'\s]*null["'\s]*$/i;

/**
 * Reads what an administrator entered as an origin pattern: `scheme://host[:port]`, where the host may begin with `*.`.
 *
 * The answer is the normalized pattern or one refusal. Nothing is coerced in silence. Never throws, for any input.
 */
export function parsePattern(
  input: unknown,
  options: PatternOptions,
): Result<NormalizedPattern, PatternRefusal> {
  const result = read(input, options);
  if (result.valid) return result;
  const refusal = { ...result, message: messageFor(input, result.code) };
  const suggestion = typeof input === 'string' ? suggestionFor(input, result.code, options) : undefined;
  return suggestion === undefined ? refusal : { ...refusal, suggestion };
}

function messageFor(input: unknown, code: PatternReason): string {
  const hasAdvice = code === 'wildcard_position' && typeof input === 'string' && isPartOfLabel(input);
  return hasAdvice ? `${PATTERN_REASONS[code]} ${PATTERN_ADVICE.part_of_label}` : PATTERN_REASONS[code];
}

/** Whether the label that holds the wildcard holds other characters too. */
function isPartOfLabel(input: string): boolean {
  const [host = ''] = input.slice(input.indexOf('://') + 3).split(/[:/?#]/, 1);
  return host.split('.').some((label) => label.includes('*') && label !== '*');
}

/** Repairs one fault after the other, as in ` http://app.example.com/`, until the guess is accepted or there is none. */
function suggestionFor(input: string, code: PatternReason, options: PatternOptions): string | undefined {
  let guess: string | undefined = input;
  let fault = code;
  for (let round = 0; round < MAX_REPAIRS && guess !== undefined; round++) {
    guess = repairedPattern(guess, fault, options);
    const result = read(guess, options);
    if (result.valid) return result.pattern;
    fault = result.code;
  }
  return undefined;
}

function read(input: unknown, options: PatternOptions): Result<NormalizedPattern> {
  if (typeof input !== 'string') return refused('not_a_string');
  if (input.trim() === '') return refused('empty');
  if (input.length > MAX_PATTERN_LENGTH) return refused('too_long');
  if (NULL_ORIGIN.test(input)) return refused('null_origin');
  if (badCharacter().test(input)) return refused('bad_character');
  const separator = input.indexOf('://');
  // A delimiter before it means that "://" is part of a path or query, so the text does not begin with a scheme.
  if (separator < 1 || /[/?#@:\\]/.test(input.slice(0, separator))) return refused('missing_scheme');
  const scheme = input.slice(0, separator).toLowerCase();
  const rest = input.slice(separator + 3);
  if (isWebScheme(scheme)) return readWebOrigin(scheme, rest, options);
  if (isExtensionScheme(scheme)) return readExtension(scheme, rest, options);
  return isAppScheme(scheme) ? readApp(scheme, rest, options) : refused('unsupported_scheme');
}

function readExtension(
  scheme: ExtensionScheme,
  rest: string,
  options: PatternOptions,
): Result<NormalizedPattern> {
  const foreign = foreignPart(rest);
  if (foreign !== undefined) return refused(foreign);
  if (`${scheme}://${rest}` === EVERY_FIREFOX_EXTENSION) return shared(EVERY_FIREFOX_EXTENSION, options);
  if (!isExtensionId(scheme, rest)) return refused('bad_extension_id');
  return accepted(`${scheme}://${scheme === 'safari-web-extension' ? rest.toLowerCase() : rest}`);
}

function readApp(scheme: AppScheme, rest: string, options: PatternOptions): Result<NormalizedPattern> {
  const foreign = foreignPart(rest);
  if (foreign !== undefined) return refused(foreign);
  const portStart = portStartOf(rest);
  const host = rest.slice(0, portStart).toLowerCase();
  if (host.includes('*')) return refused('wildcard_scheme');
  const port = parsePatternPort(scheme, rest.slice(portStart));
  if (!port.valid) return port;
  return isAppHost(host) ? shared(`${scheme}://${host}${port.port}`, options) : refused('bad_host');
}

function readWebOrigin(scheme: WebScheme, rest: string, options: PatternOptions): Result<NormalizedPattern> {
  const foreign = foreignPart(rest);
  if (foreign !== undefined) return refused(foreign);
  if (UNBRACKETED_IPV6.test(rest)) return refused('bad_ip');
  const portStart = portStartOf(rest);
  const port = parsePatternPort(scheme, rest.slice(portStart));
  if (!port.valid) return port;
  const host = parsePatternHost(scheme, rest.slice(0, portStart), options);
  return host.valid ? accepted(`${scheme}://${host.host}${port.port}`) : host;
}

/** Accepts a pattern of origins that strangers can have too, if the entry says that it is meant. */
function shared(pattern: string, options: PatternOptions): Result<NormalizedPattern> {
  return options.allowSharedOrigin === true ? accepted(pattern) : refused('shared_origin');
}

function accepted(pattern: string): Result<NormalizedPattern> {
  return { valid: true, pattern };
}

function refused(code: PatternReason): Result<NormalizedPattern> {
  return { valid: false, code };
}

/** Where `:` and the port begin, or the end of the text. Colons between brackets belong to an address. */
function portStartOf(rest: string): number {
  const hostEnd = rest.includes('[') ? rest.lastIndexOf(']') + 1 || rest.length : 0;
  const colon = rest.indexOf(':', hostEnd);
  return colon < 0 ? rest.length : colon;
}

/** The left-most part that is not scheme, host or port. */
function foreignPart(rest: string): PatternReason | undefined {
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  if (authority.includes('@')) return 'has_userinfo';
  if (end < 0) return undefined;
  if (rest[end] === '/') return 'has_path';
  return rest[end] === '?' ? 'has_query' : 'has_fragment';
}
