import type { AdminAuthDocument, AdminFunction, VerdictLogMode } from '../../../../lib/contract';
import { compilePolicy, type PolicyDocument } from '../../../../lib/core';
import { createAllowlistApp } from '../../../../lambda/admin/allowlist/allowlist-app';
import type { AdminLog, AuditRecord } from '../../../../lambda/admin/log/admin-log';
import { createAdminHandler, type AdminHandler } from '../../../../lambda/admin/http/admin-handler';
import type { LogQueries } from '../../../../lambda/admin/queries/log-queries';
import { createQueriesApp } from '../../../../lambda/admin/queries/queries-app';
import { createSettingsApp } from '../../../../lambda/admin/settings/settings-app';
import { createAllowlistReader } from '../../../../lambda/store/allowlist-reader';
import { DynamoEntryStore } from '../../../../lambda/store/dynamo-entry-store';
import { DynamoSettingsStore } from '../../../../lambda/store/dynamo-settings-store';
import type { EntryStore } from '../../../../lambda/store/entry-store';
import { SigningKey } from '../../../../lambda/store/signing-key';
import {
  adminClient,
  createTable,
  patientClient,
  verdictClient,
  type TestTable,
} from '../../store/support/table';
import { proxyEvent, type AdminRequest } from './admin-event';
import { examplePolicy } from './example-policy';

/** The result of a call. */
export interface AdminAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body, read as JSON where it is. */
  readonly body: unknown;
}

/** The functions of the admin API over a table of their own, called with the events of API Gateway. */
export interface AdminBench {
  readonly table: TestTable;
  readonly entries: DynamoEntryStore;
  readonly settings: DynamoSettingsStore;
  readonly audits: AuditRecord[];
  readonly failures: unknown[];
  /** Milliseconds since 1970; a test may set it. */
  now: number | undefined;
  call(request: AdminRequest): Promise<AdminAnswer>;
  stop(): Promise<void>;
}

/** Options of a bench. */
export interface BenchOptions {
  readonly auth?: AdminAuthDocument;
  readonly policy?: Partial<PolicyDocument> | null;
  readonly gateway?: { readonly apiId: string; readonly stage: string };
  /** Wraps the store that the functions use. */
  readonly wrap?: (store: EntryStore) => EntryStore;
  /** Where the functions find the table, when that is not the engine itself. */
  readonly proxy?: string;
  /** The log that the third function asks. */
  readonly logs?: LogQueries;
  /** Which verdicts have a line. */
  readonly verdictLog?: VerdictLogMode;
}

/** Starts a bench on an engine. */
export async function startBench(endpoint: string, options: BenchOptions = {}): Promise<AdminBench> {
  const table = await createTable(endpoint);
  const { proxy } = options;
  const loadClient = proxy === undefined ? patientClient(endpoint) : adminClient(proxy);
  const tableOptions = { tableName: table.name, loadClient };
  const entries = new DynamoEntryStore(tableOptions);
  const settings = new DynamoSettingsStore(tableOptions);
  const audits: AuditRecord[] = [];
  const failures: unknown[] = [];
  const log: AdminLog = {
    audit: (record) => audits.push(record),
    failure: (_requestId, error) => failures.push(error),
  };
  const auth = options.auth ?? { mode: 'iam' };
  const used = options.wrap?.(entries) ?? entries;
  const reader = createAllowlistReader({
    tableName: table.name,
    cacheTtlSeconds: 0,
    staleTtlSeconds: 0,
    loadClient: proxy === undefined ? loadClient : verdictClient(proxy),
  });
  const policy = options.policy === null ? undefined : compilePolicy({ ...examplePolicy, ...options.policy });
  const gateway = { policy, apiId: options.gateway?.apiId, stage: options.gateway?.stage };
  const simulator =
    policy === undefined ? undefined : { gateway: { ...gateway, policy }, reader, entries: used };
  const bench = { now: undefined as number | undefined };
  const clock = (): number => bench.now ?? Date.now();
  const parts = { auth, log, clock };
  const apps = {
    allowlist: createAllowlistApp({ entries: used, log, auth, simulator }),
    settings: createSettingsApp(settings, log),
    queries: createQueriesApp({
      log: options.logs,
      ...(options.verdictLog === undefined ? {} : { verdictLog: options.verdictLog }),
      key: new SigningKey(tableOptions),
      reader,
      entries: used,
    }),
  };
  const handlers: Readonly<Record<AdminFunction, AdminHandler>> = {
    allowlist: createAdminHandler({ ...parts, function: 'allowlist', app: apps.allowlist }),
    settings: createAdminHandler({ ...parts, function: 'settings', app: apps.settings }),
    queries: createAdminHandler({ ...parts, function: 'queries', app: apps.queries }),
  };
  return Object.assign(bench, {
    table,
    entries,
    settings,
    audits,
    failures,
    call: async (request: AdminRequest) => {
      const name = functionOf(request.path);
      const millis = request.remainingMillis ?? 28_000;
      const until = performance.now() + millis;
      const context = { getRemainingTimeInMillis: () => until - performance.now() };
      return answerOf(await handlers[name](proxyEvent(request), context));
    },
    stop: () => table.drop(),
  });
}

/** The function to which API Gateway leads a path. */
function functionOf(path: string): AdminFunction {
  if (/^\/(?:refusals|usage)\b/.test(path)) return 'queries';
  return path.startsWith('/settings') ? 'settings' : 'allowlist';
}

function answerOf(result: Awaited<ReturnType<AdminHandler>>): AdminAnswer {
  const headers = Object.fromEntries(
    Object.entries(result.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const isJson = /^application\/(problem\+)?json/.test(headers['content-type'] ?? '');
  const body: unknown = isJson ? JSON.parse(result.body) : undefined;
  return { status: result.statusCode, headers, text: result.body, body };
}
