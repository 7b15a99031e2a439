import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, type Engine } from '../lambda/store/support/engine';
import { FaultProxy } from '../lambda/store/support/fault-proxy';
import { synthesizeSoak } from '../soak/app';
import { Upstream } from '../soak/upstream';
import { send, type PlainResponse } from '../support/http-client';
import { startServe, type ServeProcess } from '../support/serve-process';

/** The properties of a function in a template. */
export type FunctionProperties = Record<string, unknown> & {
  readonly Environment?: { readonly Variables: Record<string, unknown> };
};

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

/** A gateway with every seat, whose parts can be broken and mended, as a user would deploy it. */
export class DrillGateway {
  private served: ServeProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly engine: Engine,
    readonly table: FaultProxy,
    readonly upstream: Upstream,
  ) {}

  static async start(): Promise<DrillGateway> {
    const folder = mkdtempSync(join(tmpdir(), 'cors-drill-'));
    const engine = await startEngine();
    const table = await FaultProxy.start(engine.endpoint);
    const upstream = await Upstream.start();
    const gateway = new DrillGateway(folder, engine, table, upstream);
    synthesizeSoak(join(folder, 'cdk.out'), upstream.url);
    await gateway.serve();
    return gateway;
  }

  async stop(): Promise<void> {
    await this.served?.stop();
    await this.upstream.stop();
    await this.table.stop();
    await this.engine.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Deploys functions with other properties, and gives what deploys them as they were.
   *
   * @param variable of the environment by which the functions are known
   */
  async deployChanged(
    variable: string,
    change: (properties: FunctionProperties) => FunctionProperties,
  ): Promise<() => Promise<void>> {
    const [file = ''] = readdirSync(join(this.folder, 'cdk.out')).filter((name) =>
      name.endsWith('.template.json'),
    );
    const path = join(this.folder, 'cdk.out', file);
    const before = readFileSync(path, 'utf8');
    const template = JSON.parse(before) as { Resources: Record<string, { Properties?: FunctionProperties }> };
    for (const [id, resource] of Object.entries(template.Resources)) {
      const { Properties: properties } = resource;
      if (properties?.Environment?.Variables[variable] === undefined) continue;
      template.Resources[id] = { ...resource, Properties: change(properties) };
    }
    writeFileSync(path, JSON.stringify(template));
    await this.deploy();
    return async () => {
      writeFileSync(path, before);
      await this.deploy();
    };
  }

  /** Lists an origin, as an administrator would. */
  async list(pattern: string): Promise<void> {
    const { status } = await this.administer('POST', '/allowlist', { pattern });
    if (status !== 201 && status !== 409) throw new Error(`${pattern} was not listed: ${String(status)}`);
  }

  administer(method: string, path: string, body?: unknown, version?: number): Promise<PlainResponse> {
    return send({
      method,
      url: `${this.running.ready.admin ?? ''}/cors/v1${path}`,
      headers: [
        ...(body === undefined ? [] : [JSON_TYPE]),
        ...(version === undefined ? [] : [['If-Match', `"${String(version)}"`] as const]),
      ],
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The status of a request, and whether the page that sent it can read the answer. */
  async seen(path: string, origin?: string, body?: string): Promise<string> {
    const answer = await send({
      method: body === undefined ? 'GET' : 'POST',
      url: `${this.running.ready.gateway}${path}`,
      headers: [
        ...(origin === undefined ? [] : [['Origin', origin] as const]),
        ...(body === undefined ? [] : [['Content-Type', 'application/x-www-form-urlencoded'] as const]),
      ],
      ...(body === undefined ? {} : { body }),
    });
    const isReadable = answer.header('Access-Control-Allow-Origin') === origin && origin !== undefined;
    return isReadable ? `${String(answer.status)}, readable` : String(answer.status);
  }

  /** The metrics that functions counted while something was done. */
  async counted(act: () => Promise<void>): Promise<readonly string[]> {
    const from = this.running.lines.length;
    await act();
    const names = this.running.lines.slice(from).flatMap((line) => {
      const text = line.slice(Math.max(0, line.indexOf('{')));
      return [...text.matchAll(/"Name":"([A-Za-z]+)"/g)].map(([, name = '']) => name);
    });
    return [...new Set(names)].sort();
  }

  private get running(): ServeProcess {
    if (this.served === undefined) throw new Error('the gateway is not served');
    return this.served;
  }

  private async deploy(): Promise<void> {
    await this.served?.stop();
    await this.serve();
  }

  private async serve(): Promise<void> {
    const assembly = join(this.folder, 'cdk.out');
    this.served = await startServe([
      assembly,
      '--dynamodb',
      this.table.endpoint,
      '--caller',
      'ada',
      '--logs',
    ]);
  }
}
