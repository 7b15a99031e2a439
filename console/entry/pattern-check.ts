import { parsePattern, type PatternReason, type PublicSuffixLookup } from '../../lib/core';
import type { Client } from '../api/client';
import type { LineResult } from '../api/shapes';

/** The knowledge of a pattern while it is typed. */
export type PatternState =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly suggestion?: string;
    }
  /** Strangers can have the origin too: it can be admitted by a tick. */
  | { readonly kind: 'shared'; readonly code: string; readonly message: string; readonly suggestion?: string }
  | { readonly kind: 'exists'; readonly pattern: string; readonly id: string; readonly deleted: boolean }
  | { readonly kind: 'fine'; readonly pattern: string; readonly warnings: readonly string[] };

const SHARED_CODES: readonly string[] = [
  'wildcard_private_suffix',
  'shared_origin',
] satisfies PatternReason[];

/** No suffix is known, so no wildcard is refused for one: the API judges that. */
const NO_LIST: PublicSuffixLookup = () => 'none';

/** The judgement of the page itself, at each key. */
export function checkHere(
  text: string,
  allowSharedOrigin: boolean,
  publicSuffixes: PublicSuffixLookup = NO_LIST,
): PatternState {
  if (text === '') return { kind: 'empty' };
  const result = parsePattern(text, { allowSharedOrigin, publicSuffixes });
  if (result.valid) return { kind: 'fine', pattern: result.pattern, warnings: [] };
  const { code, message, suggestion } = result;
  return refusal(code, message, suggestion);
}

function refusal(code: string, message: string, suggestion: string | undefined): PatternState {
  const kind = SHARED_CODES.includes(code) ? 'shared' : 'refused';
  return { kind, code, message, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** The judgement of the API, which knows entries that are there and gives warnings. It changes nothing. */
export async function checkThere(
  client: Client,
  text: string,
  allowSharedOrigin: boolean,
  signal: AbortSignal,
): Promise<PatternState> {
  const line = { pattern: text, ...(allowSharedOrigin ? { allowSharedOrigin: true } : {}) };
  const { results } = await client.import({ json: [line] }, 'create', true, signal);
  const [result] = results;
  return result === undefined ? { kind: 'empty' } : stateOf(result, text);
}

/** The state that follows from the result of a line. */
export function stateOf(result: LineResult, text: string): PatternState {
  const fault = result.errors?.find(
    ({ pointer }) => pointer === '/pattern' || pointer === '/allowSharedOrigin',
  );
  if (fault !== undefined) return refusal(fault.code, fault.message, fault.suggestion);
  const pattern = result.pattern ?? text;
  if (result.outcome === 'invalid') {
    return { kind: 'refused', code: result.code ?? 'invalid', message: result.message ?? '' };
  }
  if ((result.outcome === 'conflict' || result.outcome === 'unchanged') && result.id !== undefined) {
    return { kind: 'exists', pattern, id: result.id, deleted: result.code === 'entry_deleted' };
  }
  return { kind: 'fine', pattern, warnings: (result.warnings ?? []).map((warning) => warning.text) };
}
