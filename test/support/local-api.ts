import { App, Stage, type Stack } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createCustomResources,
  ensureTable,
  Functions,
  readAssembly,
  restApis,
  startApi,
  startDynamoDb,
  startInvokeApi,
  tableDefinitions,
  type DynamoDbServer,
} from '../../gateway';
import { CorsAdminApi } from '../../lib';
import { send, type PlainResponse } from './http-client';

// aws-cdk-lib 2.260 warns of what its own table does.
process.env['JSII_DEPRECATED'] ??= 'quiet';

export const LISTED = 'https://listed.example';
export const OTHER = 'https://other.example';

/** A request to an API. */
export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly origin?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** A stack as it would be deployed, and the logical id of its admin API. */
interface Synthesized {
  readonly stack: ReturnType<typeof readAssembly>;
  readonly adminId: string;
}

/** One stack with an allowlist, served by the local gateway; one origin is listed. */
export class LocalApi {
  /**
   * Synthesizes what `define` makes, and serves it: one API, and the admin API of its allowlist.
   *
   * @param before the stack as it was deployed before, whose table it keeps
   * @param host the host by which pages and servers call the API; by default its own
   */
  public static async start(
    define: (app: App) => Stack,
    before?: LocalApi,
    host?: string,
  ): Promise<LocalApi> {
    const outdir = mkdtempSync(join(tmpdir(), 'local-api-'));
    const api = new LocalApi();
    api.closers.push(() => {
      rmSync(outdir, { recursive: true, force: true });
    });
    try {
      await api.serve(synthesized(outdir, define), before?.dynamodb, host);
      return api;
    } catch (error) {
      await api.stop();
      throw error;
    }
  }

  private readonly closers: (() => Promise<void> | void)[] = [];
  /** Every line that functions wrote. */
  public readonly lines: string[] = [];
  /** Where the API and its admin API answer. */
  public url = '';
  public adminUrl = '';

  private dynamodb: DynamoDbServer | undefined;

  private constructor() {
    // Made by `start` alone.
  }

  public async stop(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  public ask({ path, origin, headers = [], ...request }: Asked): Promise<PlainResponse> {
    const own = origin === undefined ? [] : [['Origin', origin] as const];
    return send({ ...request, url: `${this.url}${path}`, headers: [...own, ...headers] });
  }

  /** Status, and the origin that may read the answer. */
  public async read(asked: Asked): Promise<readonly [number, string | undefined]> {
    const response = await this.ask(asked);
    return [response.status, response.header('Access-Control-Allow-Origin')];
  }

  /** The same for the preflight of a request. */
  public preflight(asked: Asked): Promise<readonly [number, string | undefined]> {
    const { path, origin = OTHER, method = 'GET' } = asked;
    const headers = [['Access-Control-Request-Method', method]] as const;
    return this.read({ path, origin, method: 'OPTIONS', headers });
  }

  private async serve(
    { stack, adminId }: Synthesized,
    kept: DynamoDbServer | undefined,
    host: string | undefined,
  ): Promise<void> {
    const dynamodb = kept ?? (await startDynamoDb({ region: stack.environment.region }));
    if (kept === undefined) this.closers.push(() => dynamodb.close());
    this.dynamodb = dynamodb;
    for (const table of tableDefinitions(stack)) await ensureTable(dynamodb, table);
    const environment: Record<string, string> = { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url };
    const functions = new Functions(stack, {
      environment: () => environment,
      onLine: (_, line) => this.lines.push(line),
    });
    this.closers.push(() => functions.close());
    const invokeApi = await startInvokeApi(functions);
    this.closers.push(() => invokeApi.close());
    environment['AWS_ENDPOINT_URL_LAMBDA'] = invokeApi.url;
    await createCustomResources(stack, functions);
    const admin = restApis(stack).find(({ logicalId }) => logicalId === adminId)!;
    const judged = restApis(stack).find(({ logicalId }) => logicalId !== adminId)!;
    const common = { functions, port: 0, hosts: ['localhost'] };
    const domainName = (): string => host ?? `${judged.id}.execute-api.${judged.region}.amazonaws.com`;
    const gateway = await startApi({ ...common, api: judged, domainName });
    this.closers.push(() => gateway.close());
    this.url = `http://localhost:${String(gateway.port)}`;
    const caller = { accountId: '123456789012', caller: 'local', user: 'local', userArn: 'local' };
    const administration = await startApi({ ...common, api: admin, signIn: () => caller });
    this.closers.push(() => administration.close());
    this.adminUrl = `http://localhost:${String(administration.port)}`;
    const { status, body } = await send({
      url: `${this.adminUrl}/cors/v1/allowlist`,
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ pattern: LISTED }),
    });
    if (status !== 201 && status !== 409) throw new Error(`the origin was not listed: ${body.toString()}`);
  }
}

function synthesized(outdir: string, define: (app: App) => Stack): Synthesized {
  const app = new App({ outdir, analyticsReporting: false });
  const made = define(app);
  app.synth();
  const { directory } = Stage.of(made)!.synth();
  const admin = made.node.findAll().find((one) => one instanceof CorsAdminApi)!;
  const adminId = made.resolve(admin.api.restApiId) as { readonly Ref: string };
  return { stack: readAssembly(directory, { stackName: made.stackName }), adminId: adminId.Ref };
}
