import type {
  Entry,
  EntryPage,
  EntryPatch,
  Evaluation,
  ExportPage,
  ImportResult,
  NewEntry,
  Plan,
  PlanQuestion,
  Refusals,
  Settings,
  Simulation,
  Usage,
} from './shapes';
import type { Call, Transport } from './transport';

/** The version of a thing, as a change names it. */
function etagOf({ version }: { readonly version: number }): string {
  return `"${String(version)}"`;
}

/** Parameters of the list. */
export interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string | undefined;
  readonly prefix?: string | undefined;
  readonly contains?: string | undefined;
  readonly owner?: string | undefined;
  readonly status?: string | undefined;
  readonly changedSince?: string | undefined;
  readonly sort?: string | undefined;
}

/** The admin API. */
export class AdminClient {
  constructor(private readonly transport: Transport) {}

  get url(): string {
    return this.transport.url;
  }

  list(query: ListQuery): Promise<EntryPage> {
    return this.json({ path: `/allowlist${queryOf(query)}` });
  }

  read(id: string): Promise<Entry> {
    return this.json({ path: entryPath(id) });
  }

  create(json: NewEntry): Promise<Entry> {
    return this.json({ method: 'POST', path: '/allowlist', json });
  }

  patch(entry: Entry, json: EntryPatch): Promise<Entry> {
    return this.json({
      method: 'PATCH',
      path: entryPath(entry.id),
      json,
      type: 'application/merge-patch+json',
      ifMatch: etagOf(entry),
    });
  }

  remove(id: string, version: number): Promise<Entry> {
    return this.json({ method: 'DELETE', path: entryPath(id), ifMatch: etagOf({ version }) });
  }

  restore(entry: Entry): Promise<Entry> {
    return this.json({ method: 'POST', path: `${entryPath(entry.id)}/restore`, ifMatch: etagOf(entry) });
  }

  import(mode: 'create' | 'upsert', entries: readonly unknown[], dryRun = false): Promise<ImportResult> {
    return this.json({ method: 'POST', path: '/allowlist/import', json: { mode, dryRun, entries } });
  }

  plan(json: PlanQuestion): Promise<Plan> {
    return this.json({ method: 'POST', path: '/allowlist/plan', json });
  }

  exportPage(cursor?: string): Promise<ExportPage> {
    return this.json({ path: `/allowlist/export${queryOf({ format: 'json', cursor })}` });
  }

  /** A page of metadata, and the cursor of the next one. */
  async exportXml(cursor?: string): Promise<{ readonly text: string; readonly cursor: string | undefined }> {
    const path = `/allowlist/export${queryOf({ format: 'xml', cursor })}`;
    const { body, headers } = await this.transport.send({ path });
    const next = /[?&]cursor=([\w-]+)[^>]*>; *rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
    return { text: body.toString('utf8'), cursor: next };
  }

  settings(): Promise<Settings> {
    return this.json({ path: '/settings' });
  }

  saveSettings(enableCorsForOAuthEndpoints: boolean, current: Settings): Promise<Settings> {
    const json = { enableCorsForOAuthEndpoints };
    return this.json({ method: 'PUT', path: '/settings', json, ifMatch: etagOf(current) });
  }

  evaluate(json: Simulation): Promise<Evaluation> {
    return this.json({ method: 'POST', path: '/evaluate', json });
  }

  async askRefusals(json: {
    readonly minutes: number;
    readonly limit: number;
    readonly reason?: string;
  }): Promise<string> {
    const { id } = await this.json<{ id: string }>({ method: 'POST', path: '/refusals', json });
    return id;
  }

  refusals(id: string): Promise<Refusals> {
    return this.json({ path: `/refusals/${encodeURIComponent(id)}` });
  }

  async askUsage(days: number): Promise<string> {
    const { id } = await this.json<{ id: string }>({ method: 'POST', path: '/usage', json: { days } });
    return id;
  }

  usage(id: string): Promise<Usage> {
    return this.json({ path: `/usage/${encodeURIComponent(id)}` });
  }

  private async json<T>(call: Call): Promise<T> {
    const { body } = await this.transport.send(call);
    return JSON.parse(body.toString('utf8')) as T;
  }
}

function entryPath(id: string): string {
  return `/allowlist/${encodeURIComponent(id)}`;
}

function queryOf(parameters: object): string {
  const pairs = Object.entries(parameters as Readonly<Record<string, string | number | undefined>>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
