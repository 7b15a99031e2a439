import { MAX_EXPOSED_HEADERS, MAX_REQUESTED_HEADERS, MAX_REQUESTED_HEADERS_LENGTH } from './limits';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Whether the text is a token, as method and header names are. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The elements of a comma-separated header value, without optional white space and empty elements. */
export function listElements(value: string): readonly string[] {
  return value
    .split(',')
    .map(withoutWhiteSpace)
    .filter((element) => element !== '');
}

/**
 * Loops, because a regular expression for white space at the end takes quadratic time where it is not at the end. Both
 * stop past the end of the text, where there is no character.
 */
function withoutWhiteSpace(element: string): string {
  let start = 0;
  let end = element.length;
  while (isWhiteSpace(element[start])) start++;
  while (isWhiteSpace(element[end - 1])) end--;
  return element.slice(start, end);
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.3 */
function isWhiteSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/**
 * The value of `Access-Control-Allow-Headers` that echoes the requested names, or undefined when they are too many, too
 * long, or not all names. The verdict does not depend on it: the browser then blocks the request by itself.
 *
 * @see https://fetch.spec.whatwg.org/#http-access-control-request-headers
 */
export function echoedHeaderNames(requested: string | undefined): string | undefined {
  if (requested === undefined || requested.length > MAX_REQUESTED_HEADERS_LENGTH) return undefined;
  const names = listElements(requested);
  if (names.length === 0 || names.length > MAX_REQUESTED_HEADERS) return undefined;
  return names.every(isToken) ? names.join(', ') : undefined;
}

/**
 * The names of `Access-Control-Expose-Headers`: ours, then the valid ones that a backend exposes itself, each once.
 * `*` is not a name: a backend that exposes everything did not choose it for this origin.
 */
export function mergeExposedHeaders(ours: string, backend: readonly string[]): string {
  const names = new Map(listElements(ours).map((name) => [name.toLowerCase(), name]));
  const limit = names.size + MAX_EXPOSED_HEADERS;
  for (const name of backend.flatMap(listElements)) {
    if (names.size >= limit) break;
    if (name !== '*' && isToken(name) && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()].join(', ');
}

/** The value of `Vary` that names what either side varies by, each once, the backend's names first. */
export function mergeVary(backend: readonly string[], ours: string): string {
  const names = new Map<string, string>();
  for (const name of [...backend, ours].flatMap(listElements)) {
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()].join(', ');
}
