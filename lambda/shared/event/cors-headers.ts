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
/** One bit for each length that a name has; none has more than 30 characters. */
const LENGTHS = [ORIGIN, ...FIELDS.keys()].reduce((bits, { length }) => bits | (1 << length), 0);

/** Whether the decision may read a header of this name. Nearly all names of a request are told apart by their length. */
export function isCorsHeader(name: string): boolean {
  if (name.length > 30 || (LENGTHS & (1 << name.length)) === 0) return false;
  const folded = name.toLowerCase();
  return folded === ORIGIN || FIELDS.has(folded);
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
