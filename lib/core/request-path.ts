import { MAX_PATH_LENGTH } from './limits';

const SLASH = 0x2f;

/** Controls (C1 too), `\`, `;`, what would end a path in a URL, empty segments, and the segments `.` and `..`. */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const AMBIGUOUS = /[\u0000-\u001f\u007f-\u009f\\;?#]|\/\/|\/\.\.?(?:\/|$)/;
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const UNRESERVED_OR_SEPARATOR = /[A-Za-z0-9\-._~/\\]/;

/**
 * Whether every component on the way would read the path the same. A path that is ambiguous is `closed`, because a backend
 * might decode, collapse or split it into another path than the one that was judged.
 *
 * Refused: no leading slash, an empty segment (a trailing slash is not one), `.` and `..` segments, `\`, `;`, `?`, `#`,
 * control characters, malformed escapes (bad UTF-8 included) and escapes of unreserved characters, `/`, `\` or controls.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function isUnambiguousPath(path: string): boolean {
  if (path.length > MAX_PATH_LENGTH || path.charCodeAt(0) !== SLASH || AMBIGUOUS.test(path)) return false;
  return !path.includes('%') || hasHarmlessEscapes(path);
}

function hasHarmlessEscapes(path: string): boolean {
  try {
    // Malformed escapes and broken UTF-8 throw, overlong UTF-8 too: some backends decode it to what it imitates.
    if (CONTROL.test(decodeURIComponent(path))) return false;
  } catch {
    return false;
  }
  for (let i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
    const escaped = String.fromCharCode(Number.parseInt(path.slice(i + 1, i + 3), 16));
    if (UNRESERVED_OR_SEPARATOR.test(escaped)) return false;
  }
  return true;
}

/**
 * The path without a leading base path or prefix (`/partners`), which ends at a segment; a path that does not begin with
 * it stays as it is.
 */
export function withoutPrefix(path: string, prefix: string): string {
  if (prefix === '' || !path.startsWith(prefix)) return path;
  if (path.length === prefix.length) return '/';
  return path.charCodeAt(prefix.length) === SLASH ? path.slice(prefix.length) : path;
}
