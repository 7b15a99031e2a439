import type { PairList } from '../../shared/event/query-pairs';
import { withoutOverrides } from './fixed-query';

/**
 * Path and query of the request line. The path stays as received. Only characters that a request line cannot hold, and
 * characters that would end the path, are escaped, so the path never becomes another one.
 *
 * @param fixedQuery a query that the configuration puts first, and that the client cannot override; empty for none
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1
 */
export function requestTarget(path: string, query: PairList, fixedQuery = ''): string {
  const pairs = withoutOverrides(query, fixedQuery).map(
    ([name, value]) => `${encodeComponent(name)}=${encodeComponent(value)}`,
  );
  const search = [...(fixedQuery === '' ? [] : [fixedQuery]), ...pairs].join('&');
  return search === '' ? encodePath(path) : `${encodePath(path)}?${search}`;
}

/**
 * Whether a server could read the path as one outside of its beginning: it does not begin with a slash, or has a `..`
 * segment, also one that is escaped, beside a backslash, or followed by a parameter. Such a path would leave the base path,
 * or the prefix for which the upstream was chosen.
 */
export function leavesItsPlace(path: string): boolean {
  if (!path.startsWith('/')) return true;
  const read = path.replace(/%(?:2e|2f|3b|5c)/gi, (escape) => decodeURIComponent(escape));
  return read.split(/[/\\]/).some((segment) => segment.split(';', 1)[0] === '..');
}

function encodePath(path: string): string {
  return path.replace(/[^\u0021-\u007e]+|[?#]/g, (text) => encodeURIComponent(wellFormed(text)));
}

function encodeComponent(text: string): string {
  return encodeURIComponent(wellFormed(text));
}

/** A lone surrogate has no UTF-8 form and would make `encodeURIComponent` throw; it becomes U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
