import type { Result } from './result';

const MAX_PORT = 65_535;
const PLAIN_DECIMAL = /^(?:0|[1-9][0-9]*)$/;

/** Whether the text is a number from 0 to `max` in decimal digits, without sign and leading zeros. */
export function isPlainDecimal(text: string, max: number): boolean {
  return PLAIN_DECIMAL.test(text) && Number(text) <= max;
}

/**
 * Whether the text is empty or `:` and a port, as a serialized origin ends: plain decimal, and never the port that the
 * scheme implies.
 *
 * @see https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
export function isSerializedPort(scheme: string, text: string): boolean {
  if (text === '') return true;
  const digits = text.slice(1);
  return text.startsWith(':') && isPlainDecimal(digits, MAX_PORT) && digits !== defaultPort(scheme);
}

/**
 * Reads what follows the host of a pattern: nothing, or `:` (which the text then begins with) and a port from 1 to 65535
 * in plain decimal. The scheme's default port is dropped, as the serialization of an origin drops it.
 *
 * @see https://url.spec.whatwg.org/#port-state
 */
export function parsePatternPort(scheme: string, text: string): Result<{ readonly port: string }> {
  if (text === '') return { valid: true, port: '' };
  if (text.includes('*')) return { valid: false, code: 'wildcard_port' };
  const digits = text.slice(1);
  if (digits === '0' || !isPlainDecimal(digits, MAX_PORT)) return { valid: false, code: 'bad_port' };
  return { valid: true, port: digits === defaultPort(scheme) ? '' : text };
}

/** Schemes that the URL standard does not know have no default port. @see https://url.spec.whatwg.org/#default-port */
function defaultPort(scheme: string): string | undefined {
  if (scheme === 'https') return '443';
  return scheme === 'http' ? '80' : undefined;
}
