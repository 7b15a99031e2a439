import { AdminProblem, type FieldError } from '../problem/admin-problem';
import { fieldError } from '../problem/zod-errors';
import { MAX_FIELD_ERRORS, MAX_JSON_DEPTH } from '../limits';

/**
 * Checks that every parser reads a JSON text the same: one value, no name twice in one object, bounded nesting.
 *
 * `JSON.parse` takes the last of two equal names where others take the first, so what a proxy or a log sees might not be
 * what is stored. Numbers need no rule here: those that a field takes are small and whole, which every parser reads the same.
 *
 * @throws AdminProblem `bad_json`
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
export function checkJsonText(text: string): void {
  let errors: readonly FieldError[];
  try {
    // Asked first, because to parse a million brackets takes longer than to parse any body that makes sense.
    const isDeep = isTooDeep(text);
    if (!isDeep) JSON.parse(text);
    errors = ambiguities(text);
    if (isDeep && errors.length === 0) throw new SyntaxError('brackets that are not JSON');
  } catch {
    throw new AdminProblem('bad_json', { detail: 'The body is not JSON.' });
  }
  if (errors.length > 0) throw new AdminProblem('bad_json', { errors });
}

/** Whether the brackets outside of strings nest deeper than those of a body may. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length && depth <= MAX_JSON_DEPTH; index++) {
    const character = text[index];
    if (character === '"') inString = !inString;
    else if (inString) index += character === '\\' ? 1 : 0;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return depth > MAX_JSON_DEPTH;
}

/** An object (names seen so far) or a list (index of the current element). */
type Level = { readonly names: Set<string>; name: string } | { index: number };

/** Strings and the characters that give structure; in a valid text nothing else matters. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\],]/g;

/** Walks over a JSON text, up to where it is too deep. */
function ambiguities(text: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  const levels: Level[] = [];
  let expectsName = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      if (levels.length === MAX_JSON_DEPTH) return [fieldError(pathOf(levels), 'too_deep')];
      levels.push(token === '{' ? { names: new Set(), name: '' } : { index: 0 });
      expectsName = token === '{';
    } else if (token === '}' || token === ']') {
      levels.pop();
      expectsName = false;
    } else if (token === ',') {
      if (level !== undefined && 'index' in level) level.index++;
      else expectsName = true;
    } else if (expectsName && level !== undefined && 'names' in level) {
      level.name = JSON.parse(token) as string;
      if (level.names.has(level.name) && errors.length < MAX_FIELD_ERRORS) {
        errors.push(fieldError(pathOf(levels), 'duplicate_field'));
      }
      level.names.add(level.name);
      expectsName = false;
    }
  }
  return errors;
}

function pathOf(levels: readonly Level[]): readonly PropertyKey[] {
  return levels.map((level) => ('index' in level ? level.index : level.name));
}
