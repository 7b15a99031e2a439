import { INITIAL_ENTRIES_TYPE } from '../../lib/contract';
import {
  createCustomResources,
  ensureTable,
  Functions,
  GatewayError,
  readStacks,
  restApiResources,
  stagesOf,
  startApi,
  tableDefinitions,
  type DynamoDbEndpoint,
  type RequestRecord,
  type RestApi,
  type Stacks,
} from '../../gateway';
import { OptionError } from '../terminal/option-error';
import { adminClaims } from './admin-claims';
import { examplePath } from './example-path';
import { foreignEcho } from './foreign-echo';
import { functionEnvironment } from './function-environment';
import { HostNames } from './host-names';
import { openInvokeApi } from './invoke-api';
import { openLogs } from './log-server';
import { adminServing, CAUSE_FIELDS, isAdminApi, REASON_FIELDS, REFUSAL_HEADERS } from './local-admin';
import { freePortPair } from './port-pair';
import type { ServeOptions } from './serve-options';
import { Closers, openDynamoDb } from './table-server';
import { unserved } from './unserved';

/** Where everything listens. URLs have no trailing slash. */
export interface ServedAddresses {
  /** The first API that is not the admin API. */
  readonly gateway?: string;
  /** The first custom host of that API, else the same. */
  readonly site?: string;
  readonly admin?: string;
  /** The console's page, where the admin API has it. */
  readonly console?: string;
  readonly table?: { readonly endpoint: string; readonly name: string };
  readonly apis: readonly ServedApi[];
  /** URLs of hosts with names of their own. */
  readonly custom: readonly string[];
  /** A path of the first API that takes a GET, one that asks the list where there is any. */
  readonly example: string;
  /** API keys of usage plans. */
  readonly keys: readonly { readonly id: string; readonly value: string }[];
}

/** One stage of an API, and where it is. */
interface ServedApi {
  readonly name: string;
  readonly stack: string;
  readonly stage: string;
  readonly url: string;
}

/** Gets what happens while the stacks are served. */
export interface ServedEvents {
  readonly onRequest: (record: RequestRecord) => void;
  readonly onNote: (note: string) => void;
  readonly onLine: (functionName: string, line: string) => void;
}

/**
 * Serves the stacks of an assembly.
 *
 * @throws GatewayError for a busy port, data that cannot be used, and an assembly that cannot be read
 * @throws OptionError for names that the assembly does not have
 */
export async function startServedStacks(
  folder: string,
  options: ServeOptions,
  events: ServedEvents,
): Promise<{ readonly addresses: ServedAddresses; readonly close: () => Promise<void> }> {
  const stacks = readStacks(folder, options.stacks, options.parameters);
  const apis = ordered(readApis(stacks, events.onNote), options.api);
  for (const note of unserved(stacks)) events.onNote(note);
  const closers = new Closers();
  try {
    const [first] = stacks.stacks;
    const dynamodb = await openDynamoDb(options, first?.environment.region ?? 'us-east-1', closers);
    const tables = await makeTables(stacks, dynamodb, events.onNote);
    const logs = await openLogs(stacks, events.onNote, closers);
    const hosts = new HostNames(stacks);
    const served: (ServedApi & { readonly api: RestApi })[] = [];
    const endpoints = { dynamodb: dynamodb.url, logs: logs.url, lambda: '' };
    const functions = new Functions(stacks, {
      environment: (_identity, own) =>
        functionEnvironment({ ...endpoints, origins: originsOf(served, hosts) }, own, options.awsCredentials),
      onLine: ({ logicalId, logGroup }, line) => {
        logs.write(logGroup, line);
        events.onLine(logicalId, line);
      },
      foreign: (_identity, why, event) => {
        events.onNote(`${why}; an echo answers for it`);
        return foreignEcho(event);
      },
    });
    closers.add(() => functions.close());
    endpoints.lambda = await openInvokeApi(functions, closers);
    await createCustomResources(stacks, functions, (type) => type === INITIAL_ENTRIES_TYPE);
    const ports = await portsOf(apis, options.port);
    for (const [index, api] of apis.entries()) {
      for (const note of api.notes) events.onNote(note);
      const server = await startApi({
        api,
        functions,
        port: ports[index] ?? 0,
        hosts: hosts.served,
        domainName: (host) => hosts.domainName(api, host),
        refusalHeaders: REFUSAL_HEADERS,
        reasonFields: REASON_FIELDS,
        causeFields: CAUSE_FIELDS,
        onRequest: events.onRequest,
        onNote: events.onNote,
        ...(isAdminApi(api) ? adminServing(adminClaims(stacks)) : userServing(options.caller)),
      });
      closers.add(() => server.close());
      const url = `http://localhost:${String(server.port)}`;
      served.push({ api, name: api.name, stack: api.stackName, stage: api.stage.name, url });
    }
    return {
      addresses: addressesOf(
        served,
        stacks,
        hosts,
        tables[0] === undefined ? undefined : { endpoint: dynamodb.url, name: tables[0] },
      ),
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Every stage of every API that can be served. What keeps one from it is said, and the others are served. */
function readApis(stacks: Stacks, onNote: (note: string) => void): RestApi[] {
  const apis = restApiResources(stacks).flatMap((resource) => {
    try {
      return stagesOf(stacks, resource);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      onNote(`not served: ${error.message}`);
      return [];
    }
  });
  if (apis.length > 0) return apis;
  throw new OptionError(
    'the assembly has no REST API that can be served (HTTP APIs and function URLs are not)',
  );
}

/** The API of the first port, the admin API of the second, then the others. */
function ordered(apis: readonly RestApi[], wanted: string | undefined): RestApi[] {
  const own = apis.filter((api) => !isAdminApi(api));
  const isWanted = ({ name, logicalId }: RestApi): boolean => wanted === name || wanted === logicalId;
  const first = wanted === undefined ? own[0] : own.find(isWanted);
  if (wanted !== undefined && first === undefined) {
    throw new OptionError(`--api ${wanted}: there are ${own.map(({ name }) => name).join(', ') || 'none'}`);
  }
  const admins = apis.filter(isAdminApi);
  return [...(first === undefined ? [] : [first]), ...admins, ...own.filter((api) => api !== first)];
}

/** Consecutive ports, so that they are the same at every start; or free ones. */
async function portsOf(apis: readonly RestApi[], port: number): Promise<number[]> {
  if (port !== 0) {
    // The second port is the admin API's, also where there is no other API.
    const [first] = apis;
    const offset = first !== undefined && isAdminApi(first) ? 1 : 0;
    return apis.map((_api, index) => port + offset + index);
  }
  const pair = await freePortPair();
  return apis.map((_api, index) => (index < 2 ? pair + index : 0));
}

function userServing(caller: string | undefined): Pick<Parameters<typeof startApi>[0], 'signIn'> {
  if (caller === undefined) return {};
  const claims = { sub: caller, 'cognito:username': caller, username: caller, token_use: 'id' };
  return { signIn: () => ({ accountId: '123456789012', caller, user: caller, userArn: caller, claims }) };
}

/** Makes the tables of each stack. One that cannot be made is said. */
async function makeTables(
  { stacks }: Stacks,
  { url }: DynamoDbEndpoint,
  onNote: (note: string) => void,
): Promise<string[]> {
  const names: string[] = [];
  for (const stack of stacks) {
    for (const table of tableDefinitions(stack)) {
      try {
        await ensureTable({ url, region: stack.environment.region }, table);
        names.push(table.name);
      } catch (error) {
        if (!(error instanceof GatewayError) || error.code === 'table_mismatch') throw error;
        onNote(error.message);
      }
    }
  }
  return names;
}

/** Where every API is. A custom host is at the port of the first one, as the addresses say. */
function originsOf(
  served: readonly (ServedApi & { readonly api: RestApi })[],
  hosts: HostNames,
): Readonly<Record<string, string>> {
  const all = served.map(({ api, url }) => hosts.origins(api, Number(new URL(url).port)));
  return Object.assign({}, ...all.toReversed()) as Readonly<Record<string, string>>;
}

function addressesOf(
  served: readonly (ServedApi & { readonly api: RestApi })[],
  stacks: Stacks,
  hosts: HostNames,
  table: ServedAddresses['table'],
): ServedAddresses {
  const own = served.find(({ api }) => !isAdminApi(api));
  const gateway = own?.url;
  const adminApi = served.find(({ api }) => isAdminApi(api));
  const admin = adminApi?.url;
  const hasConsole = adminApi?.api.routes.match('GET', '/console')?.resource.path === '/console';
  const port = gateway === undefined ? '' : new URL(gateway).port;
  const custom = gateway === undefined ? [] : hosts.custom.map((name) => `http://${name}.localhost:${port}`);
  const keys = served.flatMap(({ api }) => api.usagePlans.flatMap((plan) => plan.keys));
  return {
    ...(gateway === undefined ? {} : { gateway, site: custom[0] ?? gateway }),
    ...(admin === undefined ? {} : { admin }),
    ...(admin !== undefined && hasConsole ? { console: `${admin}/console` } : {}),
    ...(table === undefined ? {} : { table }),
    apis: served.map(({ name, stack, stage, url }) => ({ name, stack, stage, url })),
    custom,
    example: own === undefined ? '/' : examplePath(own.api, stacks),
    keys: [...new Map(keys.map((key) => [key.id, key])).values()],
  };
}
