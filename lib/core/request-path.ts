import { MAX_PATH_LENGTH } from './limits';

const SLASH = 0x2f;
const PERCENT = 0x25;

/**
 * Whether every component on the way would read the path the same. What is not is `closed`, because a backend might
 * decode, collapse or split it into another path than the one that was judged.
 *
 * Refused: no leading slash, an empty segment (a trailing slash is none), `.` and `..` segments, `\`, `;`, `?`, `#`,
 * control characters, malformed escapes (bad UTF-8 included) and escapes of unreserved characters, `/`, `\` or controls.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function isUnambiguousPath(path: string): boolean {
  if (path.length > MAX_PATH_LENGTH || path.charCodeAt(0) !== SLASH) return false;
  let segmentStart = 1;
  let escaped = false;
  for (let i = 1; i <= path.length; i++) {
    const code = i < path.length ? path.charCodeAt(i) : SLASH;
    if (code === SLASH) {
      if (isForbiddenSegment(path, segmentStart, i)) return false;
      segmentStart = i + 1;
    } else if (isForbiddenCode(code)) {
      return false;
    } else if (code === PERCENT) {
      escaped = true;
    }
  }
  return !escaped || hasHarmlessEscapes(path);
}

function isForbiddenSegment(path: string, start: number, end: number): boolean {
  if (end === start) return end < path.length;
  if (path.charCodeAt(start) !== 0x2e || end - start > 2) return false;
  return end - start === 1 || path.charCodeAt(start + 1) === 0x2e;
}

/** Controls (C1 too), `\`, `;`, and what would end a path in a URL. */
function isForbiddenCode(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  return code === 0x5c || code === 0x3b || code === 0x3f || code === 0x23;
}

function hasHarmlessEscapes(path: string): boolean {
  for (let i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
    const hex = path.slice(i + 1, i + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) return false;
    if (/[A-Za-z0-9\-._~/\\]/.test(String.fromCharCode(Number.parseInt(hex, 16)))) return false;
  }
  try {
    // Overlong and broken UTF-8 throws; some backends decode it to the character that it imitates.
    // eslint-disable-next-line no-control-regex -- refusing controls is the purpose
    return !/[\u0000-\u001f\u007f-\u009f]/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
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
