import { defaultPort, isPlainPort } from './port';

/** The port of a pattern as it is stored (`:` and digits, or nothing), or why it is refused. */
export type PatternPort = { readonly port: string } | { readonly issue: 'bad_port' | 'wildcard_port' };

/**
 * Reads what follows the host of a pattern: nothing, or `:` (which the text then begins with) and a port from 1 to 65535
 * in plain decimal. The scheme's default port is dropped, as the serialization of an origin drops it.
 *
 * @see https://url.spec.whatwg.org/#port-state
 */
export function parsePatternPort(scheme: 'https' | 'http', text: string): PatternPort {
  if (text === '') return { port: '' };
  if (text.includes('*')) return { issue: 'wildcard_port' };
  const digits = text.slice(1);
  if (digits === '0' || !isPlainPort(digits)) return { issue: 'bad_port' };
  return { port: digits === defaultPort(scheme) ? '' : text };
}
