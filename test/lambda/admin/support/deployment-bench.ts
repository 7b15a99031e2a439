import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InitialEntry } from '../../../../lib/contract';
import type { AuditRecord } from '../../../../lambda/admin/log/admin-log';
import { AuditedEntries } from '../../../../lambda/admin/audit/audited-entries';
import { createInitialHandler } from '../../../../lambda/admin/initial/initial-handler';
import type { InitialLog } from '../../../../lambda/admin/initial/initial-log';
import type { InitialSummary } from '../../../../lambda/admin/initial/initial-writes';
import { AuditedSettings } from '../../../../lambda/admin/audit/audited-settings';
import { DynamoEntryStore } from '../../../../lambda/store/dynamo-entry-store';
import { DynamoSettingsStore } from '../../../../lambda/store/dynamo-settings-store';
import { adminClient, createTable, patientClient, type TestTable } from '../../store/support/table';

/** The answer to CloudFormation. */
export interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** The wishes of a deployment, in short. */
export interface Deployment {
  readonly type?: string;
  readonly patterns?: readonly string[];
  /** For an update; the same table as now where it names none. */
  readonly before?: {
    readonly patterns: readonly string[];
    readonly table?: string;
    readonly oauth?: boolean;
  };
  readonly oauth?: boolean;
  /** Fields of the event that are otherwise than CloudFormation's. */
  readonly event?: Readonly<Record<string, unknown>>;
}

/** The function of initial entries over a table of its own, and a CloudFormation that waits for its answers. */
export interface DeploymentBench {
  readonly table: TestTable;
  readonly entries: DynamoEntryStore;
  readonly settings: DynamoSettingsStore;
  readonly audits: AuditRecord[];
  readonly failures: unknown[];
  readonly summaries: InitialSummary[];
  /** Requests that came to the response URL, the ones that were refused too. */
  readonly requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** The file beside the handler. */
  held: readonly InitialEntry[] | string;
  /** The fault of the response URL for the next requests. */
  readonly spoilt: ((response: ServerResponse) => void)[];
  retryMillis: number;
  now: number;
  /** Sends an event, and gives the answer that came while the handler ran. */
  deploy(deployment: Deployment): Promise<Answer>;
  /** Calls the handler with an event as it stands. */
  call(event: unknown): Promise<void>;
  eventOf(deployment: Deployment): Record<string, unknown>;
  stop(): Promise<void>;
}

export const STACK_ID = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Cors/1f2e3d4c';
export const BY = `cloudformation:${STACK_ID}`;
const PATH = '/answer?X-Amz-Signature=secret';

/** Starts a bench; `proxy` is where the function finds the table, when that is not the engine itself. */
export async function startDeploymentBench(endpoint: string, proxy = endpoint): Promise<DeploymentBench> {
  const table = await createTable(endpoint);
  const options = { tableName: table.name, loadClient: adminClient(proxy) };
  const direct = { tableName: table.name, loadClient: patientClient(endpoint) };
  const bench = {
    table,
    entries: new DynamoEntryStore(direct),
    settings: new DynamoSettingsStore(direct),
    audits: [] as AuditRecord[],
    failures: [] as unknown[],
    summaries: [] as InitialSummary[],
    requests: [] as { headers: IncomingHttpHeaders; body: string }[],
    held: [] as readonly InitialEntry[] | string,
    spoilt: [] as ((response: ServerResponse) => void)[],
    retryMillis: 45_000,
    now: Date.parse('2030-05-01T12:00:00.000Z'),
  };
  const log: InitialLog = {
    audit: (record) => bench.audits.push(record),
    failure: (_requestId, error) => bench.failures.push(error),
    done: (_requestId, summary) => bench.summaries.push(summary),
  };
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      bench.requests.push({ headers: request.headers, body: Buffer.concat(chunks as Buffer[]).toString() });
      const spoil = bench.spoilt.shift();
      if (spoil !== undefined) spoil(response);
      else response.writeHead(request.method === 'PUT' && request.url === PATH ? 200 : 403).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}${PATH}`;
  process.env['AWS_ENDPOINT_URL_S3'] = origin;

  const propertiesOf = (patterns: readonly string[], tableName: string, oauth = false): object => ({
    ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:writer',
    ServiceTimeout: '300',
    TableName: tableName,
    Patterns: patterns,
    ...(oauth ? { EnableCorsForOAuthEndpoints: 'true' } : {}),
  });
  const eventOf = ({ type, patterns, before, oauth, event = {} }: Deployment): Record<string, unknown> => {
    const held = typeof bench.held === 'string' ? [] : bench.held.map(({ pattern }) => pattern);
    return {
      RequestType: type ?? (before === undefined ? 'Create' : 'Update'),
      ResponseURL: url,
      StackId: STACK_ID,
      RequestId: 'request-1',
      ResourceType: 'Custom::CorsInitialEntries',
      LogicalResourceId: 'Entries',
      ...(before === undefined ? {} : { PhysicalResourceId: 'cors-initial-entries' }),
      ResourceProperties: propertiesOf(patterns ?? held, table.name, oauth),
      ...(before === undefined
        ? {}
        : {
            OldResourceProperties: propertiesOf(before.patterns, before.table ?? table.name, before.oauth),
          }),
      ...event,
    };
  };
  const call = async (event: unknown): Promise<void> => {
    const handler = createInitialHandler({
      stores: {
        entries: new AuditedEntries(new DynamoEntryStore(options), log),
        settings: new AuditedSettings(new DynamoSettingsStore(options), log),
      },
      log,
      readFile: () => (typeof bench.held === 'string' ? bench.held : JSON.stringify(bench.held)),
      retryMillis: bench.retryMillis,
      clock: () => bench.now,
    });
    const until = performance.now() + 90_000;
    await handler(event, { getRemainingTimeInMillis: () => until - performance.now() });
  };
  return Object.assign(bench, {
    eventOf,
    call,
    deploy: async (deployment: Deployment): Promise<Answer> => {
      await call(eventOf(deployment));
      return JSON.parse(bench.requests.at(-1)?.body ?? '') as Answer;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await table.drop();
    },
  });
}
