import { AdminProblem } from '../problem/admin-problem';

/** One strong entity tag as we hand it out: a quoted version. */
const STRONG = /^"([^"]*)"$/;
/** Any entity tag of the standard. @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
const ENTITY_TAG = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
const VERSION = /^(?:0|[1-9][0-9]{0,14})$/;

/** No version of anything: a change that expects it is stale. */
const NO_VERSION = -1;

/** The entity tag of a version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that a change expects, from the values of all `If-Match` headers. A tag that is not one of ours, and a weak
 * one, are well-formed but match nothing, so they give a version that is never current.
 *
 * @throws AdminProblem `precondition_required` without one; `bad_if_match` for `*`, a list or anything else
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export function expectedVersion(values: readonly string[]): number {
  const [value] = values;
  if (value === undefined) throw new AdminProblem('precondition_required');
  const tag = value.trim();
  if (values.length > 1 || !ENTITY_TAG.test(tag)) throw new AdminProblem('bad_if_match');
  const version = STRONG.exec(tag)?.[1] ?? '';
  return VERSION.test(version) ? Number(version) : NO_VERSION;
}
