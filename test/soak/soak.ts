import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEngine } from '../lambda/store/support/engine';
import { FaultProxy } from '../lambda/store/support/fault-proxy';
import { send } from '../support/http-client';
import { startServe, type ServeProcess } from '../support/serve-process';
import { Administrator, MANAGED } from './administrator';
import { Disturbance } from './disturbance';
import { brokenLaws, type Exchange } from './laws';
import { Random } from './random';
import { Upstream } from './upstream';

const LOOPS = 6;
const PAUSE_MILLIS = 60;
/** MiB of the gateway's process with all its functions. */
const MAX_RSS = 700;

/** The counts of a soak. */
export interface SoakResult {
  readonly requests: number;
  /** Requests by status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly allowed: number;
  /** Requests that were under way while the gateway was ended. */
  readonly cutByRestart: number;
  readonly unanswered: number;
  readonly changes: { readonly done: number; readonly unknown: number };
  readonly disturbances: Readonly<Record<string, number>>;
  readonly highestMiB: number;
  /** Each broken law with the request, the first twenty. */
  readonly broken: readonly string[];
  readonly brokenInAll: number;
}

/** Mixed load on the local gateway while things break, in an order that the seed decides. */
export async function soak(minutes: number, seed: number): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'cors-soak-'));
  const engine = await startEngine();
  const table = await FaultProxy.start(engine.endpoint);
  const upstream = await Upstream.start();
  const run = new Soak(folder, table, upstream, seed);
  try {
    return await run.run(minutes);
  } finally {
    await run.end();
    await upstream.stop();
    await table.stop();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Soak {
  private readonly random: Random;
  private readonly administrator: Administrator;
  private readonly disturbance: Disturbance;
  private readonly clock: string;
  private gateway: ServeProcess | undefined;
  private restarts = 0;
  private isOver = false;
  private readonly statuses = new Map<number, number>();
  private requests = 0;
  private allowed = 0;
  private cutByRestart = 0;
  private unanswered = 0;
  private highestMiB = 0;
  private brokenInAll = 0;
  private readonly broken: string[] = [];

  constructor(
    private readonly folder: string,
    private readonly table: FaultProxy,
    private readonly upstream: Upstream,
    seed: number,
  ) {
    this.random = new Random(seed);
    this.clock = join(folder, 'clock');
    this.administrator = new Administrator(new Random(seed + 1), now);
    this.disturbance = new Disturbance(new Random(seed + 2), {
      table,
      upstream,
      clock: this.clock,
      now,
      restart: (signal) => this.restart(signal),
    });
  }

  async run(minutes: number): Promise<SoakResult> {
    this.synthesize();
    this.gateway = await this.start();
    const end = now() + minutes * 60_000;
    const until = async (act: () => Promise<void>): Promise<void> => {
      while (now() < end) await act();
    };
    await Promise.all([
      until(() => this.disturbance.next()),
      until(() => this.administrate()),
      until(() => this.watch()),
      ...Array.from({ length: LOOPS }, () => until(() => this.ask())),
    ]);
    this.isOver = true;
    const { counts } = this.disturbance;
    return {
      requests: this.requests,
      statuses: Object.fromEntries([...this.statuses].sort(([a], [b]) => a - b)),
      allowed: this.allowed,
      cutByRestart: this.cutByRestart,
      unanswered: this.unanswered,
      changes: { done: this.administrator.done, unknown: this.administrator.unknown },
      disturbances: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      highestMiB: this.highestMiB,
      broken: this.broken,
      brokenInAll: this.brokenInAll,
    };
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.gateway?.stop('SIGKILL');
  }

  private synthesize(): void {
    const args = ['--import', 'tsx', resolve(__dirname, 'app.ts'), this.assembly, this.upstream.url];
    const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`the app was not synthesized:\n${made.stderr}`);
  }

  private get assembly(): string {
    return join(this.folder, 'cdk.out');
  }

  private start(): Promise<ServeProcess> {
    return startServe([this.assembly, '--dynamodb', this.table.endpoint, '--caller', 'soak'], {
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${resolve(__dirname, 'clock.cjs')}`,
        SOAK_CLOCK: this.clock,
      },
    });
  }

  /** Requests under way are cut off. Nothing new is sent before the gateway is there again. */
  private async restart(signal: NodeJS.Signals): Promise<void> {
    const { gateway } = this;
    this.gateway = undefined;
    this.restarts++;
    await gateway?.stop(signal);
    if (!this.isOver) this.gateway = await this.start();
  }

  private async administrate(): Promise<void> {
    const admin = this.gateway?.ready.admin;
    if (admin !== undefined) await this.administrator.change(admin);
    await delay(200);
  }

  private async watch(): Promise<void> {
    const pid = this.gateway?.process.pid;
    if (pid !== undefined) this.highestMiB = Math.max(this.highestMiB, residentMiB(pid));
    if (this.highestMiB > MAX_RSS) this.report(`the gateway holds ${String(this.highestMiB)} MiB`);
    // Long enough for every bound.
    for (const { listed } of MANAGED) listed.forget(now() - 120_000);
    await delay(2_000);
  }

  private async ask(): Promise<void> {
    const { random, restarts } = this;
    const url = this.gateway?.ready.gateway;
    if (url === undefined) {
      await delay(PAUSE_MILLIS);
      return;
    }
    const managed = random.between(0, 3) === 0 ? undefined : random.of(MANAGED);
    const stranger = random.of([
      undefined,
      'null',
      `https://stranger${String(random.between(0, 1e9))}.example`,
    ]);
    const origin = managed?.origin ?? stranger;
    const method = origin !== undefined && random.between(0, 2) === 0 ? 'OPTIONS' : 'GET';
    const path = random.of(['/echo', '/upstream', '/token'] as const);
    const sent = now();
    this.requests++;
    try {
      const response = await send({ method, url: `${url}${path}`, headers: headersOf(origin, method) });
      this.judge({ method, path, origin, sent, answered: now(), response }, managed?.listed);
    } catch (error) {
      if (restarts !== this.restarts) this.cutByRestart++;
      else {
        this.unanswered++;
        this.report(`${method} ${path} has no answer: ${String(error)}`);
      }
    }
    await delay(PAUSE_MILLIS);
  }

  private judge(exchange: Exchange, listed: (typeof MANAGED)[number]['listed'] | undefined): void {
    const { response } = exchange;
    this.statuses.set(response.status, (this.statuses.get(response.status) ?? 0) + 1);
    if (response.header('Access-Control-Allow-Origin') !== undefined) this.allowed++;
    const { tableBroken, upstreamBroken } = this.disturbance;
    const truth = { listed, oauth: this.administrator.oauth, tableBroken, upstreamBroken };
    for (const law of brokenLaws(exchange, truth)) {
      const { method, path, origin = 'no Origin' } = exchange;
      this.report(`${method} ${path} from ${origin}: ${law}`);
    }
  }

  private report(broken: string): void {
    this.brokenInAll++;
    if (this.broken.length < 20) this.broken.push(`${(now() / 1000).toFixed(1)} s: ${broken}`);
  }
}

function headersOf(origin: string | undefined, method: string): (readonly [string, string])[] {
  return [
    ...(origin === undefined ? [] : [['Origin', origin] as const]),
    ...(method === 'OPTIONS' ? [['Access-Control-Request-Method', 'GET'] as const] : []),
  ];
}

function now(): number {
  return performance.now();
}

function residentMiB(pid: number): number {
  try {
    const [, kib = '0'] = /VmRSS:\s+([0-9]+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1024);
  } catch {
    // It has ended.
    return 0;
  }
}
