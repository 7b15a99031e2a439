const MAX_PORT = 65_535;

/** The port that a scheme implies, as text. @see https://url.spec.whatwg.org/#default-port */
export function defaultPort(scheme: string): string | undefined {
  if (scheme === 'https') return '443';
  return scheme === 'http' ? '80' : undefined;
}

/** Whether the text is a port number from 0 to 65535 in plain decimal, without sign and leading zeros. */
export function isPlainPort(text: string): boolean {
  if (text.length === 0 || text.length > 5 || (text.length > 1 && text.startsWith('0'))) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return Number(text) <= MAX_PORT;
}
