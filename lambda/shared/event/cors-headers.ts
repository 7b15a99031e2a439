import type { CorsRequest, HeaderList } from '../../../lib/core';

/** The headers that the decision reads. */
export type CorsHeaders = Pick<
  CorsRequest,
  'origins' | 'secFetchMode' | 'secFetchSite' | 'secFetchDest' | 'requestedMethod' | 'requestedHeaders'
>;

const FIELDS: ReadonlyMap<string, Exclude<keyof CorsHeaders, 'origins'>> = new Map([
  ['sec-fetch-mode', 'secFetchMode'],
  ['sec-fetch-site', 'secFetchSite'],
  ['sec-fetch-dest', 'secFetchDest'],
  ['access-control-request-method', 'requestedMethod'],
  ['access-control-request-headers', 'requestedHeaders'],
]);
const ORIGIN = 'origin';
/** The code of the first letter by the length of a name; names of one length begin with one letter. */
const FIRST_LETTERS: readonly (number | undefined)[] = firstLetters([ORIGIN, ...FIELDS.keys()]);
/** The bit in which an ASCII letter in upper case differs. */
const LOWER_CASE = 0x20;

/** Whether the decision may read a header of this name. Nearly all names of a request are told apart by their length. */
export function isCorsHeader(name: string): boolean {
  if (FIRST_LETTERS[name.length] !== (name.charCodeAt(0) | LOWER_CASE)) return false;
  const folded = name.toLowerCase();
  return folded === ORIGIN || FIELDS.has(folded);
}

function firstLetters(names: readonly string[]): readonly number[] {
  const letters: number[] = [];
  for (const name of names) letters[name.length] = name.charCodeAt(0);
  return letters;
}

/** The headers that the decision reads, of all headers. */
export function corsHeaders(headers: HeaderList): CorsHeaders {
  const origins: string[] = [];
  const picked: { -readonly [Field in keyof CorsHeaders]: CorsHeaders[Field] } = { origins };
  for (const [name, value] of headers) {
    const folded = name.toLowerCase();
    const field = FIELDS.get(folded);
    if (field !== undefined) picked[field] = joined(picked[field], value);
    else if (folded === ORIGIN) origins.push(value);
  }
  return picked;
}

/** Several lines of one header are one list. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.3 */
function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before}, ${value}`;
}
