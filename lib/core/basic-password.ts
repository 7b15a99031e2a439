const SCHEME = 'basic';

/**
 * Whether a value of `Authorization` holds a password, as the most lenient servers read it: they skip what is not base64,
 * take both alphabets and any padding, and cut one character after the scheme without looking at it. A secret that some
 * server takes must not pass because of a character too many.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
export function hasBasicPassword(authorization: string): boolean {
  // A comma is where some gateways join two headers; for others it is one more character to skip.
  return [authorization, ...authorization.split(',')].some(
    (value) => hasPassword(decoded(value)) || hasPassword(decodedInParts(value)),
  );
}

function credentialsOf(value: string): string {
  const text = value.trimStart();
  if (text.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return '';
  return text.slice(SCHEME.length + 1);
}

function decoded(value: string): string {
  return bytesOf(credentialsOf(value));
}

/** Some decoders start anew after a padding. */
function decodedInParts(value: string): string {
  return credentialsOf(value).split('=').map(bytesOf).join('');
}

/** The bytes that the base64 digits of a text encode, one character for each byte; other characters are skipped. */
export function bytesOf(text: string): string {
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  // A single digit at the end encodes no byte, and `atob` would throw.
  return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
}

function hasPassword(credentials: string): boolean {
  const colon = credentials.indexOf(':');
  return colon >= 0 && colon < credentials.length - 1;
}
