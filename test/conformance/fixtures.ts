import type { Target } from './target';

/** The admin API of a target. */
type Admin = Pick<Target, 'admin'>;

/** The entries that every case of the suite finds. */
const ENTRIES = [
  { pattern: 'https://listed.example' },
  { pattern: 'https://listed.example:8443' },
  { pattern: 'https://*.wild.example' },
  { pattern: 'https://*.github.io', allowSharedOrigin: true },
  { pattern: 'https://paused.example', status: 'inactive' },
  { pattern: 'http://localhost:5000' },
  { pattern: 'https://[2001:db8::20]' },
  { pattern: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop' },
  { pattern: 'moz-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' },
  { pattern: 'safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0' },
  { pattern: 'capacitor://localhost', allowSharedOrigin: true },
  { pattern: 'http://app.localhost:3000' },
] as const;

/** An entry that was there and was deleted before the first case. */
export const DELETED = 'https://deleted.example';

const JSON_BODY = [['Content-Type', 'application/json']] as const;

/** Puts the entries into an empty list. */
export async function createEntries(target: Admin): Promise<void> {
  for (const entry of [...ENTRIES, { pattern: DELETED }]) await createEntry(target, entry);
  await deleteEntry(target, DELETED);
}

/** Creates one entry; gives its id and ETag. */
export async function createEntry(
  target: Admin,
  entry: Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly etag: string }> {
  const response = await target.admin({
    method: 'POST',
    path: '/allowlist',
    headers: JSON_BODY,
    body: JSON.stringify(entry),
  });
  if (response.status !== 201) throw new Error(`not created: ${response.body.toString('utf8')}`);
  return { id: (response.json() as { id: string }).id, etag: response.header('ETag') ?? '' };
}

/** Deletes the entry of a pattern. */
export async function deleteEntry(target: Admin, pattern: string): Promise<void> {
  const list = await target.admin({ path: `/allowlist?prefix=${encodeURIComponent(pattern)}` });
  const [entry] = (list.json() as { items: { id: string; version: number }[] }).items;
  if (entry === undefined) throw new Error(`no entry of the pattern ${pattern}`);
  const response = await target.admin({
    method: 'DELETE',
    path: `/allowlist/${entry.id}`,
    headers: [['If-Match', `"${String(entry.version)}"`]],
  });
  if (response.status !== 200) throw new Error(`not deleted: ${response.body.toString('utf8')}`);
}

/** Switches CORS for OAuth endpoints. */
export async function switchOAuth(target: Admin, enableCorsForOAuthEndpoints: boolean): Promise<void> {
  const current = await target.admin({ path: '/settings' });
  const response = await target.admin({
    method: 'PUT',
    path: '/settings',
    headers: [...JSON_BODY, ['If-Match', current.header('ETag') ?? '']],
    body: JSON.stringify({ enableCorsForOAuthEndpoints }),
  });
  if (response.status !== 200) throw new Error(`not switched: ${response.body.toString('utf8')}`);
}
