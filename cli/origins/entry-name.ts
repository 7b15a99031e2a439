import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { entryId, patternOfId } from '../../lib/contract';
import { parsePattern } from '../../lib/core';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';

/** The suffix list decides who may add a pattern, and not which entry a text names. */
const NO_SUFFIX = (): 'none' => 'none';

/**
 * The id of the entry that a text names: its pattern, in any form that is normalized to it, or its id.
 *
 * @throws CommandError for a text that is neither
 */
export function idOf(text: string): string {
  if (!text.includes(':') && patternOfId(text) !== undefined) return text;
  return entryId(normalizedPattern(text));
}

/** @throws CommandError for a text that is no pattern */
function normalizedPattern(text: string): string {
  const parsed = parsePattern(text, { allowSharedOrigin: true, publicSuffixes: NO_SUFFIX });
  if (parsed.valid) return parsed.pattern;
  const { code, message, suggestion } = parsed;
  throw new CommandError(EXIT.invalid, code, `${text}: ${message}`, suggestion);
}

/**
 * Reads the entry that a text names.
 *
 * @throws ApiProblem that says the name, where there is none
 */
export async function namedEntry(client: AdminClient, text: string): Promise<Entry> {
  try {
    return await client.read(idOf(text));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'entry_not_found') throw error;
    const { status, code, fix, errors, id } = error;
    throw new ApiProblem(status, code, `There is no entry ${text}.`, fix, errors, id);
  }
}

/**
 * Refuses a text that is no pattern, before anybody is asked. Whether a suffix may have a wildcard is the admin API's to say.
 *
 * @throws CommandError
 */
export function checkPattern(text: string): void {
  normalizedPattern(text);
}
