import type { ImportBody } from '../api/client';

/** Lines that the API takes in one call. */
const MAX_LINES = 1000;

/** The contents of a file, or why it cannot be read. */
export type ImportFile =
  | { readonly kind: 'body'; readonly body: ImportBody }
  | { readonly kind: 'fault'; readonly fault: 'empty' | 'not_json' | 'no_entries' | 'too_many' };

/** Reads an export, a list of entries, or metadata of the original system. */
export function importFile(text: string): ImportFile {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return { kind: 'fault', fault: 'empty' };
  if (trimmed.startsWith('<')) return { kind: 'body', body: { xml: trimmed } };
  let json: unknown;
  try {
    json = JSON.parse(trimmed);
  } catch {
    return { kind: 'fault', fault: 'not_json' };
  }
  const entries = Array.isArray(json) ? json : (json as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries) || entries.length === 0) return { kind: 'fault', fault: 'no_entries' };
  if (entries.length > MAX_LINES) return { kind: 'fault', fault: 'too_many' };
  return { kind: 'body', body: { json: entries as readonly unknown[] } };
}
