/** The forms of a body in which a client secret is looked for. */
export type BodyFormat = 'form' | 'multipart' | 'json';

/** A media type as far as reading a body needs it. */
export interface BodyType {
  readonly format: BodyFormat;
  /** The delimiter between the parts of a multipart body. */
  readonly boundary: string | undefined;
}

/** Character sets in which the letters of a name are the bytes of ASCII. */
const CHARSETS: readonly string[] = ['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'latin1'];

const JSON_TYPE = /^(?:application|text)\/(?:[a-z0-9.-]+\+)?json$/;

/**
 * The type that all values of `Content-Type` give a body; undefined for another type, for several, and for a character set
 * that hides names.
 */
export function bodyTypeOf(contentTypes: readonly string[]): BodyType | undefined {
  const [value = ''] = contentTypes;
  // Servers disagree on which one of two types counts.
  if (contentTypes.length !== 1 || value.includes(',')) return undefined;
  const [type = '', ...rest] = value.split(';');
  const parameters = rest.map(parameterOf);
  const isKnown = parameters.every(
    ([name, charset]) => name !== 'charset' || CHARSETS.includes(charset.toLowerCase()),
  );
  const format = formatOf(type.trim().toLowerCase());
  if (format === undefined || !isKnown) return undefined;
  return { format, boundary: parameters.find(([name]) => name === 'boundary')?.[1] };
}

function formatOf(essence: string): BodyFormat | undefined {
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'multipart/form-data') return 'multipart';
  return JSON_TYPE.test(essence) ? 'json' : undefined;
}

function parameterOf(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals < 0) return [text.trim().toLowerCase(), ''];
  return [
    text.slice(0, equals).trim().toLowerCase(),
    text
      .slice(equals + 1)
      .trim()
      .replaceAll('"', ''),
  ];
}
