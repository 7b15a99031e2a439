import type { AdminBody } from '../../../lib/contract';
import { AdminProblem } from '../problem/admin-problem';

/** Media types of the forms of a body. */
const MEDIA_TYPES: Readonly<Record<string, AdminBody>> = {
  'application/json': 'json',
  'application/merge-patch+json': 'merge-patch',
  'application/xml': 'xml',
  'text/xml': 'xml',
};

/**
 * `;` and parameters, each of which may be empty. A space belongs to what follows it, so that there is one way to match.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6
 */
const PARAMETERS =
  /^(?:[ \t]*;(?:[ \t]*[!#$%&'*+\-.^_`|~0-9A-Za-z]+=(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|"(?:[^"\\]|\\.)*"))?)*[ \t]*$/;
const CHARSET = /;[ \t]*charset=(?:"([^"]*)"|([^";\s]*))/gi;

/**
 * The form of a body that `Content-Type` names, which must be one of those that the route takes.
 *
 * The check is part of the guard against forged requests: a page may send a body without a type, or as
 * `text/plain;application/json`, to any origin without a preflight, so only the exact type counts.
 *
 * @param values the values of all `Content-Type` headers
 * @throws AdminProblem `unsupported_media_type`
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function bodyForm(values: readonly string[], taken: readonly AdminBody[]): AdminBody {
  const [value = ''] = values;
  const end = value.search(/[; \t]/);
  const essence = (end < 0 ? value : value.slice(0, end)).toLowerCase();
  const parameters = end < 0 ? '' : value.slice(end);
  const form = Object.hasOwn(MEDIA_TYPES, essence) ? MEDIA_TYPES[essence] : undefined;
  const fits = values.length === 1 && form !== undefined && taken.includes(form);
  if (!fits || !PARAMETERS.test(parameters) || !isUtf8(parameters)) {
    const types = Object.keys(MEDIA_TYPES).filter((type) => taken.includes(MEDIA_TYPES[type] as AdminBody));
    throw new AdminProblem('unsupported_media_type', { detail: `Send the body as ${types.join(' or ')}.` });
  }
  return form;
}

/** Bodies are read as UTF-8; one that says otherwise would be misread. */
function isUtf8(parameters: string): boolean {
  return [...parameters.matchAll(CHARSET)].every(
    ([, quoted, plain]) => (quoted ?? plain ?? '').toLowerCase() === 'utf-8',
  );
}
