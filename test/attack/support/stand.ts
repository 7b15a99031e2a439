import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  createCustomResources,
  ensureTable,
  Functions,
  readAssembly,
  restApis,
  startApi,
  startDynamoDb,
  tableDefinitions,
  type RestApi,
} from '../../../gateway';
import {
  functionDefinition,
  handlerLocation,
  type FunctionDefinition,
} from '../../../gateway/functions/function-definition';
import type { CorsGatewayProps } from '../../../lib';
import { entryKey } from '../../../lib/contract';
import { callDynamoDb } from '../../../gateway/dynamodb/dynamodb-client';
import { RawUpstream } from '../../lambda/evaluator/responder/support/raw-upstream';
import { RecordingUpstream } from '../../lambda/evaluator/responder/support/recording-upstream';
import { send, type PlainRequest, type PlainResponse } from '../../support/http-client';
import { synthesizeStand } from './stand-app';

/** A request whose path is sent as written. */
export interface Attack extends Omit<PlainRequest, 'url'> {
  readonly path: string;
}

/** The app that is attacked, served by the local gateway with the bundles that ship. */
export interface Stand {
  /** Behind every path but those below `/fn` and `/raw`. */
  readonly recording: RecordingUpstream;
  /** Behind `/raw`. */
  readonly raw: RawUpstream;
  attack(attack: Attack): Promise<PlainResponse>;
  /** Hands a function's bundle an event, without a gateway before it; `bundle` is its folder below `assets`. */
  invoke(bundle: Bundle, event: unknown): Promise<Invoked>;
  admin(attack: Attack & { readonly json?: unknown }): Promise<PlainResponse>;
  /** Writes an entry behind the admin API's back, as an older version or another hand would have. */
  putEntry(pattern: string, attributes?: Readonly<Record<string, object>>): Promise<void>;
  stop(): Promise<void>;
}

export type Bundle = 'evaluator' | 'admin' | 'echo';

/** The result of a function. */
export type Invoked = Awaited<ReturnType<Functions['invoke']>>['invocation'];

const HOSTS = ['localhost', 'site.localhost', '127.0.0.1'];

/**
 * Starts everything; asks for `npm run build:assets` before.
 *
 * @param more props that the gateway has otherwise
 */
export async function startStand(more: Partial<CorsGatewayProps> = {}): Promise<Stand> {
  const recording = await RecordingUpstream.start();
  const raw = await RawUpstream.start();
  const outdir = mkdtempSync(join(tmpdir(), 'attacked-'));
  synthesizeStand(outdir, { recording: recording.url, raw: raw.url }, more);
  const stack = readAssembly(outdir);
  const dynamodb = await startDynamoDb({ region: stack.environment.region });
  const [table] = tableDefinitions(stack);
  await ensureTable(dynamodb, table!);
  const environment = { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url };
  const functions = new Functions(stack, { environment: () => environment });
  await createCustomResources(stack, functions);
  const apiOf = (output: string): RestApi => {
    const url = stack.output(output) ?? '';
    return restApis(stack).find(({ id }) => url.startsWith(`https://${id}.`))!;
  };
  const gateway = await startApi({ functions, hosts: HOSTS, port: 0, api: apiOf('GatewayUrl') });
  const admin = await startApi({
    functions,
    hosts: HOSTS,
    port: 0,
    api: apiOf('AdminUrl'),
    signIn: () => ({ accountId: '123456789012', caller: 'attacker', user: 'attacker', userArn: 'attacker' }),
  });
  const arnOf = (bundle: Bundle): string => {
    const resource = stack
      .resourcesOf('AWS::Lambda::Function')
      .find((candidate) => isBundle(functionDefinition(candidate), bundle));
    return stack.attribute(resource!.logicalId, 'Arn');
  };
  const url = (port: number, path: string): string => `http://localhost:${String(port)}${path}`;
  return {
    recording,
    raw,
    attack: ({ path, host = 'localhost', ...request }) =>
      send({ ...request, url: url(gateway.port, path), host: `${host}:${String(gateway.port)}` }),
    invoke: async (bundle, event) => (await functions.invoke(arnOf(bundle), event)).invocation,
    admin: ({ path, json, ...request }) =>
      send({
        ...request,
        url: url(admin.port, `/cors/v1${path}`),
        ...(json === undefined
          ? {}
          : {
              headers: [['Content-Type', 'application/json'], ...(request.headers ?? [])],
              body: JSON.stringify(json),
            }),
      }),
    putEntry: async (pattern, attributes = {}) => {
      const { pk, sk } = entryKey(pattern);
      const item = { pk: { S: pk }, sk: { S: sk }, status: { S: 'active' }, ...attributes };
      await callDynamoDb(dynamodb, 'PutItem', { TableName: table!.name, Item: item });
    },
    stop: async () => {
      await admin.close();
      await gateway.close();
      await functions.close();
      await dynamodb.close();
      await recording.stop();
      await raw.stop();
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}

/** An asset is a copy of its folder. */
function isBundle(definition: FunctionDefinition, bundle: Bundle): boolean {
  const file = `${handlerLocation(definition).module}.js`;
  const shipped = join(__dirname, '../../../assets', bundle, basename(file));
  return existsSync(shipped) && readFileSync(shipped).equals(readFileSync(file));
}
