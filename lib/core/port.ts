import { isPlainDecimal } from './plain-decimal';

const MAX_PORT = 65_535;

/** The port that a scheme implies, as text. @see https://url.spec.whatwg.org/#default-port */
export function defaultPort(scheme: 'https' | 'http'): string {
  return scheme === 'https' ? '443' : '80';
}

/** Whether the text is a port number from 0 to 65535 in plain decimal. */
export function isPlainPort(text: string): boolean {
  return isPlainDecimal(text, MAX_PORT);
}
