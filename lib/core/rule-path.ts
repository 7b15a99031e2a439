import type { EndpointRule } from './endpoint-rule';

/** A segment of a rule's path that names any API version: `v` digits `.` digits. */
export const VERSION_WILDCARD = 'v*';

const VERSION_SEGMENT = /^v[0-9]+\.[0-9]+$/;
const PARAMETER = /^\{[A-Za-z0-9._-]+\+?\}$/;

/** How a segment of a rule's path names segments of request paths, in the order of precedence. */
export type SegmentKind =
  /** Only the very text. */
  | 'literal'
  /** `v*`: any API version. */
  | 'version'
  /** `{name}`: any one segment. */
  | 'any'
  /** `{name+}` at the end: one or more further segments. */
  | 'rest';

const PRECEDENCE: readonly SegmentKind[] = ['literal', 'version', 'any', 'rest'];

/** The part of an endpoint rule that says which paths it names. */
export type RulePlace = Pick<EndpointRule, 'path' | 'match'>;

/** The kind of one segment. */
export function segmentKind(segment: string): SegmentKind {
  if (segment === VERSION_WILDCARD) return 'version';
  if (!PARAMETER.test(segment)) return 'literal';
  return segment.endsWith('+}') ? 'rest' : 'any';
}

/** Whether a segment of a request path is an API version. */
export function isVersionSegment(segment: string): boolean {
  return VERSION_SEGMENT.test(segment);
}

/** The segments of a path; none for the root. */
export function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}

/** Whether a rule's path is one path that a URL can have, and not a pattern of several. */
export function isOnePath(path: string): boolean {
  return segmentsOf(path).every((segment) => segmentKind(segment) === 'literal');
}

/** Whether a segment of the path is `{name}` or `{name+}`. */
export function hasParameter(path: string): boolean {
  return segmentsOf(path).some((segment) => ['any', 'rest'].includes(segmentKind(segment)));
}

/** Whether one literal path is another, or below it. It ends at a segment: `/ab` is not below `/a`. */
export function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/** Whether a rule names a request path, of which the segments are given; the rule is read once. */
export function pathTest(rule: RulePlace): (requested: readonly string[]) => boolean {
  const { segments, isOpen, hasRest, least } = shapeOf(rule);
  const tests = segments.map(segmentTest);
  return (requested) => {
    if (requested.length < least || (!isOpen && requested.length > tests.length)) return false;
    if (hasRest && requested[tests.length] === '') return false;
    return tests.every((test, index) => test(requested[index] ?? ''));
  };
}

function segmentTest(segment: string): (requested: string) => boolean {
  const kind = segmentKind(segment);
  if (kind === 'literal') return (requested) => requested === segment;
  return kind === 'version' ? isVersionSegment : (requested) => requested !== '';
}

/**
 * Which of two rules wins where both name a path: more segments, then exact before prefix, then the first segment from
 * the left that differs in kind: literal, `v*`, `{name}`, `{name+}`. Negative where the first one wins; 0 where neither
 * does. `{name+}` is not a segment of its own here, because it names as little as a prefix does.
 */
export function comparePrecedence(a: RulePlace, b: RulePlace): number {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  if (left.segments.length !== right.segments.length) return right.segments.length - left.segments.length;
  if (a.match !== b.match) return a.match === 'exact' ? -1 : 1;
  const [kinds, others] = [kindsOf(a.path), kindsOf(b.path)];
  for (let i = 0; i < Math.max(kinds.length, others.length); i++) {
    const difference = rankOf(kinds[i]) - rankOf(others[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function kindsOf(path: string): readonly SegmentKind[] {
  return segmentsOf(path).map(segmentKind);
}

/** Where one of two paths has no further segment, the other one goes on with `{name+}`, and names less. */
function rankOf(kind: SegmentKind | undefined): number {
  return kind === undefined ? PRECEDENCE.length : PRECEDENCE.indexOf(kind);
}

/** Whether two rules name one path with equal right, so that neither wins. */
export function overlaps(a: RulePlace, b: RulePlace): boolean {
  return comparePrecedence(a, b) === 0 && meet(a, b);
}

/** Whether two segments of rules can name one segment of a request path. */
type SegmentsMeet = (a: string, b: string) => boolean;

/** Whether some request path is named by both rules. */
export function meet(a: RulePlace, b: RulePlace, segmentsMeet: SegmentsMeet = canBeOne): boolean {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  const least = Math.max(left.least, right.least);
  if (!left.isOpen && left.segments.length < least) return false;
  if (!right.isOpen && right.segments.length < least) return false;
  const shared = Math.min(left.segments.length, right.segments.length);
  return left.segments
    .slice(0, shared)
    .every((segment, index) => segmentsMeet(segment, right.segments[index] ?? ''));
}

function canBeOne(a: string, b: string): boolean {
  const [kind, other] = [segmentKind(a), segmentKind(b)];
  if (kind === 'any' || other === 'any') return true;
  return a === b || isVersionOf(kind, b) || isVersionOf(other, a);
}

function isVersionOf(kind: SegmentKind, segment: string): boolean {
  return kind === 'version' && isVersionSegment(segment);
}

/** Whether every path that a path of the endpoint table names is a prefix's own or below it. */
export function covers(prefix: string, path: string): boolean {
  const segments = segmentsOf(path);
  return segmentsOf(prefix).every((above, index) => coversSegment(above, segments[index]));
}

function coversSegment(above: string, segment: string | undefined): boolean {
  if (segment === undefined) return false;
  const kind = segmentKind(above);
  // `{name+}` is at least one segment, and every segment is one that `{name}` and `{name+}` name.
  if (kind === 'any' || kind === 'rest') return true;
  return above === segment || isVersionOf(kind, segment);
}

/** Whether a rule names every path that another one names. */
export function includes(outer: RulePlace, inner: RulePlace): boolean {
  const [around, within] = [shapeOf(outer), shapeOf(inner)];
  if (within.least < around.least) return false;
  if (!around.isOpen && (within.isOpen || within.segments.length > around.segments.length)) return false;
  // Where the inner rule has no segment of its own any more, its `{name+}` names any.
  return around.segments.every((segment, index) => coversSegment(segment, within.segments[index] ?? '{any}'));
}

/** Whether some path that a path of the endpoint table names is a prefix's own or below it. */
export function meets(prefix: string, path: string): boolean {
  return meet({ path: prefix, match: 'prefix' }, { path, match: 'exact' });
}

/** A rule's path as its segments without `{name+}`, and how many a request path must and may have. */
interface RuleShape {
  readonly segments: readonly string[];
  /** Whether request paths may have more segments. */
  readonly isOpen: boolean;
  readonly hasRest: boolean;
  readonly least: number;
}

/** Each rule is compared with each other one when a function starts, and its shape is the same every time. */
const SHAPES = new WeakMap<RulePlace, RuleShape>();

function shapeOf(rule: RulePlace): RuleShape {
  const known = SHAPES.get(rule);
  if (known !== undefined) return known;
  const all = segmentsOf(rule.path);
  const hasRest = all.length > 0 && segmentKind(all[all.length - 1] ?? '') === 'rest';
  const segments = hasRest ? all.slice(0, -1) : all;
  const shape = { segments, isOpen: hasRest || rule.match === 'prefix', hasRest, least: all.length };
  SHAPES.set(rule, shape);
  return shape;
}
