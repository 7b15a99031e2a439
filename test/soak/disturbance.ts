import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultProxy } from '../lambda/store/support/fault-proxy';
import type { Random } from './random';
import { Timeline } from './timeline';
import { UPSTREAM_FAULTS, type Upstream } from './upstream';

const TABLE_FAULTS: readonly Fault[] = [
  'error',
  'throttling',
  'denied',
  'hang',
  'reset',
  'truncated',
  'trickle',
  'garbage',
  'empty',
  'unprocessed',
  'lost-answer',
];

/** Breaks things one after the other, and knows how often each was broken. */
export class Disturbance {
  readonly tableBroken = new Timeline(false);
  readonly upstreamBroken = new Timeline(false);
  readonly counts = new Map<string, number>();
  /** Milliseconds by which the clock of the gateway is ahead. */
  private ahead = 0;

  constructor(
    private readonly random: Random,
    private readonly parts: {
      readonly table: FaultProxy;
      readonly upstream: Upstream;
      readonly clock: string;
      /** Ends the gateway with this signal, and starts it again. */
      readonly restart: (signal: NodeJS.Signals) => Promise<void>;
      readonly now: () => number;
    },
  ) {
    writeFileSync(parts.clock, '0');
  }

  /** One disturbance, and the quiet after it. */
  async next(): Promise<void> {
    const { random } = this;
    const kind = random.of(['table', 'table', 'table', 'upstream', 'clock', 'clock', 'restart']);
    if (kind === 'table') await this.breakTable(random.of(TABLE_FAULTS), random.between(200, 14_000));
    else if (kind === 'upstream') await this.breakUpstream(random.between(200, 4_000));
    else if (kind === 'clock') this.turnClock(random);
    else await this.restart(random.of(['SIGINT', 'SIGKILL'] as const));
    await delay(random.between(100, 9_000));
  }

  private async breakTable(fault: Fault, millis: number): Promise<void> {
    const { table, now } = this.parts;
    this.count(`table ${fault}`);
    this.tableBroken.begins(now(), true);
    // Only a batch has parts that can be missing.
    if (fault === 'unprocessed' || fault === 'empty') table.spoil(fault, Infinity, 'BatchGetItem');
    else table.spoil(fault);
    await delay(millis);
    table.heal();
    this.tableBroken.is(now(), false);
  }

  private async breakUpstream(millis: number): Promise<void> {
    const { upstream, now } = this.parts;
    const fault = this.random.of(UPSTREAM_FAULTS);
    this.count(`upstream ${fault}`);
    this.upstreamBroken.begins(now(), true);
    upstream.fault = fault;
    await delay(millis);
    upstream.fault = undefined;
    this.upstreamBroken.is(now(), false);
  }

  /** By less than a second, some seconds, or hours; forward or back. */
  private turnClock(random: Random): void {
    const by = random.of([700, 3_000, 9_000, 7_200_000]) * random.of([1, -1]);
    this.count(by > 0 ? 'clock forward' : 'clock back');
    this.ahead += by;
    writeFileSync(this.parts.clock, String(this.ahead));
  }

  private async restart(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    this.count(`restart ${signal}`);
    await this.parts.restart(signal);
  }

  private count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}
