import type { AdminClient } from '../api/admin-client';
import type { Entry } from '../api/shapes';
import type { Terminal } from '../terminal/terminal';

/** Every entry that is not deleted, from consistent pages. */
export async function everyEntry(admin: AdminClient, terminal: Terminal): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.exportPage(cursor);
    entries.push(...page.entries);
    cursor = page.cursor;
    terminal.progress(`${String(entries.length)} entries read`);
  } while (cursor !== undefined);
  return entries;
}
