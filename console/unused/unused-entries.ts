import type { Client } from '../api/client';
import type { Entry } from '../api/shapes';

/** An entry, as exports have it. */
export type ListedEntry = Pick<
  Entry,
  'id' | 'pattern' | 'effectiveStatus' | 'version' | 'createdAt' | 'updatedAt'
> &
  Pick<Entry, 'name' | 'owner'>;

/** Every entry of the list. */
export async function everyEntry({
  export: exportPage,
}: Pick<Client, 'export'>): Promise<readonly ListedEntry[]> {
  const entries: ListedEntry[] = [];
  let cursor: string | undefined;
  do {
    const { text } = await exportPage('json', cursor);
    const page = JSON.parse(text) as { readonly entries: readonly ListedEntry[]; readonly cursor?: string };
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}
