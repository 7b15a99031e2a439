import { MAX_PATH_LENGTH } from './limits';
import { isUnambiguousPath } from './request-path';
import { isBelow, segmentKind, segmentsOf, type RulePlace } from './rule-path';

const SLASH = 0x2f;

/** Escapes, blanks, other characters than ASCII, empty segments, dots at the end of a segment: what folds by more than case. */
const NOT_PLAIN = /[^A-Za-z0-9\-_~!$&'()*,=:@|^`{}[\]<>"./]|\/\/|\.\/|\.$/;
const UPPER_CASE_OR_END = /[A-Z]|\/$/;
/** An escape that a second decoding would find; `%uXXXX` is the form that IIS takes. */
const SECOND_ESCAPE = /%(?:[0-9a-f]{2}|u[0-9a-f]{4})/;
/** Servers that decode first cut a segment here, at its parameters, or the path, at its query. */
const CUT = /[;?#]/;
const QUERY = /[?#]/;
// eslint-disable-next-line no-control-regex -- ASCII is what folds without tables
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Whether the path is unambiguous, and folds only by letter case and a slash at its end. Nearly all paths are plain, and it
 * costs them one test.
 */
export function isPlainPath(path: string): boolean {
  return path.length <= MAX_PATH_LENGTH && path.charCodeAt(0) === SLASH && !NOT_PLAIN.test(path);
}

/** Whether a plain path is its own fold. */
export function isLowerCase(path: string): boolean {
  return path === '/' || !UPPER_CASE_OR_END.test(path);
}

/**
 * The spelling that all spellings of a path share, as servers that are careless with letter case, escapes, trailing dots,
 * blanks and slashes read them: escapes decoded once, NFKC, Unicode case folding, `+` as a blank, dots and blanks at the
 * end of a segment and slashes at the end of the path dropped, and what follows a decoded `;`, `?` or `#` in a segment.
 *
 * Undefined where the fold is not a path to compare: the path is ambiguous, or the fold has a separator, an empty segment
 * or an escape that the path had not.
 */
export function foldPath(path: string): string | undefined {
  if (isPlainPath(path)) return isLowerCase(path) ? path : withoutSlash(path).toLowerCase();
  if (!isUnambiguousPath(path)) return undefined;
  return foldDecoded(path.includes('%') ? decodeURIComponent(path) : path);
}

function foldDecoded(path: string): string | undefined {
  const segments = segmentsOf(path === '/' ? path : withoutSlash(path)).map(foldSegment);
  return segments.every((segment) => segment !== undefined) ? `/${segments.join('/')}` : undefined;
}

/**
 * The readings that servers may have of a path: its fold, and where it has an escaped `;`, `?` or `#`, the rest of it after they
 * decoded it first and then cut, a segment at its parameters or the path at its query. Undefined where the path has no fold.
 */
export function readingsOf(path: string): readonly string[] | undefined {
  const fold = foldPath(path);
  if (fold === undefined) return undefined;
  if (!path.includes('%') && ASCII.test(path)) return [fold];
  const decoded = decodeURIComponent(path).normalize('NFKC');
  const end = decoded.search(QUERY);
  const readings = [fold];
  if (CUT.test(fold)) readings.push(foldWithoutCutSegments(fold));
  if (end >= 0) {
    const beforeQuery = foldDecoded(decoded.slice(0, end));
    if (beforeQuery === undefined) return undefined;
    readings.push(beforeQuery);
  }
  return readings;
}

/** Without the segments that begin with a cut. */
function foldWithoutCutSegments(fold: string): string {
  return `/${segmentsOf(fold)
    .filter((segment) => segment.search(CUT) !== 0)
    .join('/')}`;
}

/**
 * The fold of a path of the endpoint table. Its wildcards stay, but in a folded table `v*` and `{name}` name any one segment.
 * Undefined where every request path that the rule names is closed before a rule is looked for.
 */
export function foldRulePath(path: string): string | undefined {
  const segments = segmentsOf(path);
  const isLiteral = segments.map((segment) => segmentKind(segment) === 'literal');
  const folded = foldPath(
    `/${segments.map((segment, index) => (isLiteral[index] === true ? segment : 'x')).join('/')}`,
  );
  if (folded === undefined) return undefined;
  const parts = segmentsOf(folded);
  return `/${segments.map((segment, index) => (isLiteral[index] === true ? parts[index] : segment)).join('/')}`;
}

/** Whether two segments of folded rules can name one segment of a folded path. */
export function foldedSegmentsMeet(a: string, b: string): boolean {
  return a === b || segmentKind(a) !== 'literal' || segmentKind(b) !== 'literal';
}

/** Whether two rules name the same paths as soon as their spelling does not count. */
export function haveOneFold(a: RulePlace, b: RulePlace): boolean {
  return a.match === b.match && unnamedFold(a) === unnamedFold(b);
}

/** Each rule is compared with each other one when a function starts, and its fold is the same every time. */
const UNNAMED_FOLDS = new WeakMap<RulePlace, string>();

function unnamedFold(rule: RulePlace): string {
  const known = UNNAMED_FOLDS.get(rule);
  if (known !== undefined) return known;
  const kinds = { literal: '', version: '{}', any: '{}', rest: '{+}' };
  const fold = segmentsOf(foldRulePath(rule.path) ?? rule.path)
    .map((segment) => kinds[segmentKind(segment)] || segment)
    .join('/');
  UNNAMED_FOLDS.set(rule, fold);
  return fold;
}

/** Whether the path is below a prefix in another spelling only, so that it was judged under another name. */
export function isMisspeltBelow(path: string, prefix: string): boolean {
  if (prefix === '' || isBelow(path, prefix)) return false;
  const [folded, foldedPrefix] = [foldPath(path), foldPath(prefix)];
  return folded !== undefined && foldedPrefix !== undefined && isBelow(folded, foldedPrefix);
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** A decoded segment's fold; undefined where it has none. */
function foldSegment(segment: string): string | undefined {
  const folded = ASCII.test(segment) ? segment.toLowerCase() : foldUnicode(segment);
  if (SECOND_ESCAPE.test(folded) || /[/\\]/.test(folded)) return undefined;
  const cut = folded.search(CUT);
  // A segment that begins with one is an ordinary id, such as `%23tag`; `readingsOf` has the careful ones.
  const blanks = (cut <= 0 ? folded : folded.slice(0, cut)).replaceAll('+', ' ');
  const end = endWithoutDotsAndBlanks(blanks);
  return end === 0 ? undefined : blanks.slice(0, end);
}

/**
 * NFKC and case folding, by way of upper case, because `ß` and `ſ` have no other lower case, and before that of lower case,
 * because `ẞ` is its own upper case; then NFKC once more, because letter case can take a composed character apart.
 *
 * @see https://www.unicode.org/reports/tr15/
 */
function foldUnicode(segment: string): string {
  return segment.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}

/** A loop, because a regular expression for the end of a text takes quadratic time where it is not at the end. */
function endWithoutDotsAndBlanks(segment: string): number {
  let end = segment.length;
  while (end > 0 && (segment[end - 1] === '.' || segment[end - 1] === ' ')) end--;
  return end;
}
