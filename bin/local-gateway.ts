import {
  createCustomResources,
  ensureTable,
  Functions,
  GatewayError,
  restApis,
  startApi,
  startDynamoDb,
  tableDefinitions,
  type Caller,
  type DynamoDbEndpoint,
  type RequestRecord,
  type RestApi,
  type Stack,
} from '../gateway';
import type { LocalAddresses } from './local-guide';
import type { LocalOptions } from './local-options';
import { LOCAL_HOSTS, synthesizeLocalStack } from './local-stack';
import { freePortPair } from './port-pair';
import { printable } from './printable';

/** The example app, served on this machine. */
export interface LocalGateway {
  readonly addresses: LocalAddresses;
  close(): Promise<void>;
}

/** Every caller of the admin port is signed in, with both permissions; the filters of the port keep pages out. */
const LOCAL_CALLER: Caller = {
  accountId: '123456789012',
  caller: 'local',
  user: 'local',
  userArn: 'local',
};

/** The verbs of API Gateway's method `ANY`. Tools that test the admin API expect 405 for all others. */
const ANY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Headers of a refusal that the server makes before the API, so that no cache gives it to another page. */
const REFUSAL_HEADERS = [
  ['Vary', 'Origin'],
  ['Cache-Control', 'no-store'],
] as const;

/** Fields of logs, contexts and problem bodies that hold a reason code. */
const REASON_FIELDS = ['reason', 'corsReason', 'code'];

/**
 * Synthesizes the example app and serves what its template says.
 *
 * @param onRequest gets each request once it is answered
 * @throws GatewayError for a busy port, data that cannot be used, and a template that cannot be served
 */
export async function startLocalGateway(
  options: LocalOptions,
  onRequest: (record: RequestRecord) => void,
): Promise<LocalGateway> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const port = options.port === 0 ? await freePortPair() : options.port;
    const local = synthesizeLocalStack(port, options.oauthUpstream);
    closers.push(() => {
      local.remove();
    });
    const { stack } = local;
    const dynamodb = await openDynamoDb(options, stack, closers);
    const [table] = tableDefinitions(stack);
    if (table === undefined) throw new GatewayError('template_invalid', 'the example app has no table');
    await ensureTable(dynamodb, table);
    const functions = new Functions(stack, {
      environment: () => ({ AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url }),
      onLine: (_identity, line) => {
        if (process.env['CORS_LOCAL_LOGS'] !== undefined) console.error(printable(line));
      },
    });
    closers.push(() => functions.close());
    await createCustomResources(stack, functions);
    const common = {
      functions,
      hosts: LOCAL_HOSTS,
      refusalHeaders: REFUSAL_HEADERS,
      reasonFields: REASON_FIELDS,
      onRequest,
    };
    const gateway = await startApi({ ...common, api: apiOf(stack, 'GatewayUrl'), port });
    closers.push(() => gateway.close());
    const admin = await startApi({
      ...common,
      api: apiOf(stack, 'AdminUrl'),
      port: port + 1,
      ownOriginOnly: true,
      methods: ANY,
      signIn: () => LOCAL_CALLER,
    });
    closers.push(() => admin.close());
    const addresses = {
      gateway: `http://localhost:${String(port)}`,
      site: `http://site.localhost:${String(port)}`,
      admin: `http://localhost:${String(port + 1)}`,
      table: { endpoint: dynamodb.url, name: table.name },
    };
    return { addresses, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDynamoDb(
  options: LocalOptions,
  stack: Stack,
  closers: (() => Promise<void> | void)[],
): Promise<DynamoDbEndpoint> {
  const { region } = stack.environment;
  if (options.dynamodb !== undefined) return { url: options.dynamodb.replace(/\/$/, ''), region };
  const server = await startDynamoDb({
    region,
    ...(options.data === undefined ? {} : { directory: options.data }),
  });
  closers.push(() => server.close());
  return server;
}

/** The API to which an output of the stack leads: its URL begins with the API's id. */
function apiOf(stack: Stack, output: string): RestApi {
  const url = stack.output(output) ?? '';
  const api = restApis(stack).find(({ id }) => url.startsWith(`https://${id}.`));
  if (api === undefined)
    throw new GatewayError('template_invalid', `the output ${output} names no API of the stack`);
  return api;
}
