import type {
  Entry,
  EntryPage,
  EntryPatch,
  Evaluation,
  ImportMode,
  ImportResult,
  ListQuery,
  NewEntry,
  Plan,
  Refusals,
  Settings,
  Simulation,
  Usage,
} from './shapes';
import type { Call, Transport } from './transport';

/** A thing with the entity tag by which a change names its version. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string;
}

/** The body of an import. */
export type ImportBody = { readonly json: readonly unknown[] } | { readonly xml: string };

/** A page of an export. */
export interface ExportPage {
  readonly text: string;
  /** Cursor of the next page of XML; JSON has it in the text. */
  readonly next: string | undefined;
}

/** The admin API, as the page calls it. The page of all states has another one. */
export interface Client {
  readonly list: (query: ListQuery, signal?: AbortSignal) => Promise<EntryPage>;
  readonly read: (id: string, signal?: AbortSignal) => Promise<Tagged<Entry>>;
  readonly create: (entry: NewEntry) => Promise<Tagged<Entry>>;
  readonly patch: (id: string, patch: EntryPatch, etag: string) => Promise<Tagged<Entry>>;
  readonly remove: (id: string, etag: string) => Promise<Tagged<Entry>>;
  readonly restore: (id: string, etag: string) => Promise<Tagged<Entry>>;
  readonly import: (
    body: ImportBody,
    mode: ImportMode,
    dryRun: boolean,
    signal?: AbortSignal,
  ) => Promise<ImportResult>;
  readonly plan: (entries: readonly unknown[], mode: ImportMode) => Promise<Plan>;
  readonly export: (format: 'json' | 'xml', cursor?: string) => Promise<ExportPage>;
  readonly settings: (signal?: AbortSignal) => Promise<Tagged<Settings>>;
  readonly saveSettings: (enableCorsForOAuthEndpoints: boolean, etag: string) => Promise<Tagged<Settings>>;
  readonly evaluate: (question: Simulation) => Promise<Evaluation>;
  readonly askRefusals: (question: { minutes: number; limit: number; reason?: string }) => Promise<string>;
  readonly refusals: (id: string, signal?: AbortSignal) => Promise<Refusals>;
  readonly askUsage: (days: number) => Promise<string>;
  readonly usage: (id: string, signal?: AbortSignal) => Promise<Usage>;
}

/** The entity tag of an entry in a list: its quoted version. */
export function etagOf({ version }: { readonly version: number }): string {
  return `"${String(version)}"`;
}

/** A client that speaks to the real API. */
export function createClient(transport: Transport): Client {
  const json = async <T>(call: Call): Promise<T> => JSON.parse((await transport.send(call)).text) as T;
  const tagged = async <T>(call: Call): Promise<Tagged<T>> => {
    const { text, etag } = await transport.send(call);
    return { value: JSON.parse(text) as T, etag };
  };
  const post = (path: string, body: unknown): Call => ({ method: 'POST', path, body: JSON.stringify(body) });
  const entry = (id: string): string => `/allowlist/${encodeURIComponent(id)}`;
  const withSignal = (call: Call, signal: AbortSignal | undefined): Call =>
    signal === undefined ? call : { ...call, signal };

  return {
    list: (query, signal) => json(withSignal({ path: `/allowlist${queryOf(query)}` }, signal)),
    read: (id, signal) => tagged(withSignal({ path: entry(id) }, signal)),
    create: (fields) => tagged(post('/allowlist', fields)),
    patch: (id, patch, ifMatch) =>
      tagged({
        method: 'PATCH',
        path: entry(id),
        body: JSON.stringify(patch),
        type: 'application/merge-patch+json',
        ifMatch,
      }),
    remove: (id, ifMatch) => tagged({ method: 'DELETE', path: entry(id), ifMatch }),
    restore: (id, ifMatch) => tagged({ method: 'POST', path: `${entry(id)}/restore`, ifMatch }),
    import: (body, mode, dryRun, signal) => {
      const path = `/allowlist/import`;
      if ('json' in body) return json(withSignal(post(path, { mode, dryRun, entries: body.json }), signal));
      const query = queryOf({ mode, dryRun: String(dryRun) });
      return json(
        withSignal(
          { method: 'POST', path: `${path}${query}`, body: body.xml, type: 'application/xml' },
          signal,
        ),
      );
    },
    plan: (entries, mode) => json(post('/allowlist/plan', { mode, entries })),
    export: (format, cursor) => transport.send({ path: `/allowlist/export${queryOf({ format, cursor })}` }),
    settings: (signal) => tagged(withSignal({ path: '/settings' }, signal)),
    saveSettings: (enableCorsForOAuthEndpoints, ifMatch) =>
      tagged({
        method: 'PUT',
        path: '/settings',
        body: JSON.stringify({ enableCorsForOAuthEndpoints }),
        ifMatch,
      }),
    evaluate: (question) => json(post('/evaluate', question)),
    askRefusals: async (question) => (await json<{ id: string }>(post('/refusals', question))).id,
    refusals: (id, signal) => json(withSignal({ path: `/refusals/${encodeURIComponent(id)}` }, signal)),
    askUsage: async (days) => (await json<{ id: string }>(post('/usage', { days }))).id,
    usage: (id, signal) => json(withSignal({ path: `/usage/${encodeURIComponent(id)}` }, signal)),
  };
}

function queryOf(parameters: object): string {
  const pairs = Object.entries(parameters as Readonly<Record<string, string | number | undefined>>)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]): [string, string] => [name, String(value)]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
