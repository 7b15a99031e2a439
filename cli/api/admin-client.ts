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
import { answerOf, type Shape } from './answer';
import type { Call, Transport } from './transport';

/** The version of a thing, as a change names it. */
function etagOf({ version }: { readonly version: number }): string {
  return `"${String(version)}"`;
}

const ENTRY: Shape = { id: 'string', pattern: 'string', version: 'number' };
const SETTINGS: Shape = { enableCorsForOAuthEndpoints: 'boolean', version: 'number' };
const QUERY: Shape = { id: 'string' };
const ANSWERED: Shape = { status: 'string', items: 'list' };

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
    return this.json({ path: `/allowlist${queryOf(query)}` }, { items: 'list' });
  }

  read(id: string): Promise<Entry> {
    return this.json({ path: entryPath(id) }, ENTRY);
  }

  create(json: NewEntry): Promise<Entry> {
    return this.json({ method: 'POST', path: '/allowlist', json }, ENTRY);
  }

  patch(entry: Entry, json: EntryPatch): Promise<Entry> {
    const call: Call = {
      method: 'PATCH',
      path: entryPath(entry.id),
      json,
      type: 'application/merge-patch+json',
      ifMatch: etagOf(entry),
    };
    return this.json(call, ENTRY);
  }

  remove(id: string, version: number): Promise<Entry> {
    return this.json({ method: 'DELETE', path: entryPath(id), ifMatch: etagOf({ version }) }, ENTRY);
  }

  restore(entry: Entry): Promise<Entry> {
    const path = `${entryPath(entry.id)}/restore`;
    return this.json({ method: 'POST', path, ifMatch: etagOf(entry) }, ENTRY);
  }

  import(mode: 'create' | 'upsert', entries: readonly unknown[], dryRun = false): Promise<ImportResult> {
    const json = { mode, dryRun, entries };
    return this.json({ method: 'POST', path: '/allowlist/import', json }, { results: 'list' });
  }

  plan(json: PlanQuestion): Promise<Plan> {
    const shape: Shape = { changes: 'list', access: 'object', summary: 'object' };
    return this.json({ method: 'POST', path: '/allowlist/plan', json }, shape);
  }

  exportPage(cursor?: string): Promise<ExportPage> {
    const path = `/allowlist/export${queryOf({ format: 'json', cursor })}`;
    return this.json({ path }, { entries: 'list' });
  }

  /** A page of metadata, and the cursor of the next one. */
  async exportXml(cursor?: string): Promise<{ readonly text: string; readonly cursor: string | undefined }> {
    const path = `/allowlist/export${queryOf({ format: 'xml', cursor })}`;
    const { body, headers } = await this.transport.send({ path });
    const next = /[?&]cursor=([\w-]+)[^>]*>; *rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
    return { text: body.toString('utf8'), cursor: next };
  }

  settings(): Promise<Settings> {
    return this.json({ path: '/settings' }, SETTINGS);
  }

  saveSettings(enableCorsForOAuthEndpoints: boolean, current: Settings): Promise<Settings> {
    const json = { enableCorsForOAuthEndpoints };
    return this.json({ method: 'PUT', path: '/settings', json, ifMatch: etagOf(current) }, SETTINGS);
  }

  evaluate(json: Simulation): Promise<Evaluation> {
    const shape: Shape = { outcome: 'string', headers: 'object', trace: 'list' };
    return this.json({ method: 'POST', path: '/evaluate', json }, shape);
  }

  async askRefusals(json: {
    readonly minutes: number;
    readonly limit: number;
    readonly reason?: string;
  }): Promise<string> {
    const { id } = await this.json<{ id: string }>({ method: 'POST', path: '/refusals', json }, QUERY);
    return id;
  }

  refusals(id: string): Promise<Refusals> {
    return this.json({ path: `/refusals/${encodeURIComponent(id)}` }, ANSWERED);
  }

  async askUsage(days: number): Promise<string> {
    const { id } = await this.json<{ id: string }>({ method: 'POST', path: '/usage', json: { days } }, QUERY);
    return id;
  }

  usage(id: string): Promise<Usage> {
    return this.json({ path: `/usage/${encodeURIComponent(id)}` }, ANSWERED);
  }

  private async json<T extends object>(call: Call, shape: Shape): Promise<T> {
    return answerOf(await this.transport.send(call), shape, new URL(this.url)) as T;
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
