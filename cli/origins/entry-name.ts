import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { Entry } from '../api/shapes';
import { entryId, patternOfId } from '../../lib/contract';
import { parsePattern } from '../../lib/core';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';

type PatternFault = Extract<ReturnType<typeof parsePattern>, { readonly valid: false }>;

/** The suffix list decides who may add a pattern, and not which entry a text names. */
const ANY_SUFFIX = { allowSharedOrigin: true, publicSuffixes: (): 'none' => 'none' };

/**
 * The id of the entry that a text names: its pattern, in any form that is normalized to it, or its id.
 *
 * @throws CommandError for a text that is neither
 */
export function idOf(text: string): string {
  if (!text.includes(':') && patternOfId(text) !== undefined) return text;
  const parsed = parsePattern(text, ANY_SUFFIX);
  if (!parsed.valid) throw notAPattern(text, parsed);
  return entryId(parsed.pattern);
}

function notAPattern(text: string, { code, message, suggestion }: PatternFault): CommandError {
  return new CommandError(EXIT.invalid, code, `${text}: ${message}`, suggestion);
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
 * Refuses a text that is not a pattern, before anybody is asked. Whether a suffix may have a wildcard is the admin API's to say; the
 * list of suffixes is loaded only where a suggestion must be one that would be accepted.
 *
 * @param allowSharedOrigin whether the entry says so, because a suggestion may need it
 * @throws CommandError
 */
export async function checkPattern(text: string, allowSharedOrigin: boolean): Promise<void> {
  if (parsePattern(text, ANY_SUFFIX).valid) return;
  const { publicSuffixKind } = await import('../plan/suffixes');
  const parsed = parsePattern(text, { allowSharedOrigin, publicSuffixes: publicSuffixKind });
  if (!parsed.valid) throw notAPattern(text, parsed);
}
