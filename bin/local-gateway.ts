import {
  createCustomResources,
  ensureTable,
  Functions,
  GatewayError,
  restApis,
  startApi,
  tableDefinitions,
  type RequestRecord,
  type RestApi,
  type Stack,
} from '../gateway';
import { functionEnvironment } from '../cli/serve/function-environment';
import { openInvokeApi } from '../cli/serve/invoke-api';
import { openLogs } from '../cli/serve/log-server';
import { adminServing, CAUSE_FIELDS, REASON_FIELDS, REFUSAL_HEADERS } from '../cli/serve/local-admin';
import { freePortPair } from '../cli/serve/port-pair';
import { Closers, openDynamoDb } from '../cli/serve/table-server';
import { printable } from '../cli/terminal/printable';
import type { LocalAddresses } from './local-guide';
import type { LocalOptions } from './local-options';
import { synthesizedStack } from './local-synthesis';
import { LOCAL_HOSTS } from './local-hosts';

/** The example app, served on this machine. */
export interface LocalGateway {
  readonly addresses: LocalAddresses;
  close(): Promise<void>;
}

/** Events that the gateway tells of. */
export interface LocalEvents {
  /** A request that is answered. */
  readonly onRequest: (record: RequestRecord) => void;
  /** A line that a function writes. */
  readonly onLine: (functionName: string, line: string) => void;
}

/**
 * Synthesizes the example app and serves what its template says.
 *
 * @throws GatewayError for a busy port, data that cannot be used, and a template that cannot be served
 */
export async function startLocalGateway(options: LocalOptions, events: LocalEvents): Promise<LocalGateway> {
  const closers = new Closers();
  try {
    const port = options.port === 0 ? await freePortPair() : options.port;
    const { stack, remove } = await synthesizedStack(port, options.oauthUpstream);
    closers.add(remove);
    const dynamodb = await openDynamoDb(options, stack.environment.region, closers);
    const [table] = tableDefinitions(stack);
    if (table === undefined) throw new GatewayError('template_invalid', 'the example app has no table');
    await ensureTable(dynamodb, table);
    const tell = (note: string): void => console.error(`note: ${printable(note)}`);
    const logs = await openLogs(stack, tell, closers);
    const endpoints = { dynamodb: dynamodb.url, logs: logs.url, lambda: '' };
    const functions = new Functions(stack, {
      environment: (_identity, own) => functionEnvironment(endpoints, own, false),
      onLine: ({ logicalId, logGroup }, line) => {
        logs.write(logGroup, line);
        events.onLine(logicalId, line);
      },
    });
    closers.add(() => functions.close());
    endpoints.lambda = await openInvokeApi(functions, closers);
    await createCustomResources(stack, functions);
    const common = {
      functions,
      hosts: LOCAL_HOSTS,
      refusalHeaders: REFUSAL_HEADERS,
      reasonFields: REASON_FIELDS,
      causeFields: CAUSE_FIELDS,
      onRequest: events.onRequest,
    };
    const gateway = await startApi({ ...common, api: apiOf(stack, 'GatewayUrl'), port });
    closers.add(() => gateway.close());
    const admin = await startApi({
      ...common,
      api: apiOf(stack, 'AdminUrl'),
      port: port + 1,
      ...adminServing(),
    });
    closers.add(() => admin.close());
    const addresses = {
      gateway: `http://localhost:${String(port)}`,
      site: `http://site.localhost:${String(port)}`,
      admin: `http://localhost:${String(port + 1)}`,
      table: { endpoint: dynamodb.url, name: table.name },
    };
    return { addresses, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** The API to which an output of the stack leads: its URL begins with the API's id. */
function apiOf(stack: Stack, output: string): RestApi {
  const url = stack.output(output) ?? '';
  const api = restApis(stack).find(({ id }) => url.startsWith(`https://${id}.`));
  if (api === undefined)
    throw new GatewayError('template_invalid', `the output ${output} names no API of the stack`);
  return api;
}
