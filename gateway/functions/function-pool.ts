import { performance } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import type { FunctionDefinition } from './function-definition';
import { REQUEST_PAYLOAD_LIMIT, type Invocation } from './invocation';
import { Sandbox } from './sandbox';

/** Sandboxes of one function that may exist at once. Each is a thread with a heap of its own, of 15 MB and more. */
const SANDBOX_LIMIT = 64;

/** Sandboxes that may load at once: loading keeps a core busy, and a warm one is often free before a new one is ready. */
const LOADING_LIMIT = 4;

/**
 * Sandboxes that start without waiting: as many as the machine can run at once. Fast calls in any number are answered by
 * these, at a fraction of the memory.
 */
const EAGER_LIMIT = Math.min(4, Math.max(2, availableParallelism()));

/**
 * When no sandbox became free for this time though events wait, all of them are slow, and twice as many may start. It is
 * about as long as a cold start on Lambda.
 */
const STALL_MS = 250;

/** The same where this process computes and does not wait: more threads would only share what the machine can do. */
const BUSY_STALL_MS = 2_000;

/** The share of time from which a thread counts as one that computes. */
const BUSY_SHARE = 0.5;

/** Sandboxes that are kept while nothing runs; the others end with their last event. */
const IDLE_LIMIT = 4;

/** How long a sandbox is kept that is not the last one of its function. */
const IDLE_MS = 30_000;

/** Events of one function that may wait for a sandbox; the next one is throttled, as Lambda would. */
export const QUEUE_LIMIT = 1000;

/** The result of an invocation, with the lines that the function wrote while it ran. */
export interface InvocationReport {
  readonly invocation: Invocation;
  readonly lines: readonly string[];
}

/** A sandbox, and the lines that it has written since its last event. */
interface Slot {
  readonly sandbox: Sandbox;
  lines: string[];
  idleSince: number;
}

/** Gives a sandbox to an event that waits for one. */
type Take = (slot: Slot | undefined) => void;

/** Runs one function: each event in a sandbox of its own, so that a slow one does not hold up the others. */
export class FunctionPool {
  private readonly idle: Slot[] = [];
  private readonly slots = new Set<Slot>();
  private loading = 0;
  private running = 0;
  private readonly waiting: Take[] = [];
  private closed = false;
  private allowed = EAGER_LIMIT;
  private stall: NodeJS.Timeout | undefined;
  private tidying: NodeJS.Timeout | undefined;

  /** @param environment is called when a sandbox starts, so that it may use ports that are only known by then */
  constructor(
    private readonly definition: FunctionDefinition,
    private readonly environment: () => Readonly<Record<string, string>>,
    private readonly onLine: (line: string) => void,
  ) {}

  /** Runs one event, which is JSON. Never throws: what goes wrong is the invocation's outcome. */
  async invoke(event: string): Promise<InvocationReport> {
    if (Buffer.byteLength(event) > REQUEST_PAYLOAD_LIMIT) return rejected('request_too_large');
    if (this.running >= (this.definition.reservedConcurrency ?? Infinity)) return rejected('throttled');
    this.running++;
    try {
      return await this.run(event);
    } finally {
      this.running--;
    }
  }

  private async run(event: string): Promise<InvocationReport> {
    const slot = await this.acquire();
    if (slot === undefined) return rejected('throttled');
    try {
      const invocation = await slot.sandbox.run(event);
      return { invocation, lines: slot.lines };
    } finally {
      this.release(slot);
    }
  }

  /** Ends every sandbox; what still runs or waits is answered as a failure. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.stall);
    clearTimeout(this.tidying);
    for (const take of this.waiting.splice(0)) take(undefined);
    await Promise.all([...this.slots].map(({ sandbox }) => sandbox.stop()));
  }

  /** The sandbox that was used last, because it is warm; else the next one that is released or loaded. */
  private acquire(): Promise<Slot | undefined> {
    if (this.closed) return Promise.resolve(undefined);
    for (let slot = this.idle.pop(); slot !== undefined; slot = this.idle.pop()) {
      if (slot.sandbox.usable) {
        // Lines that it wrote since belong to no event.
        slot.lines = [];
        return Promise.resolve(slot);
      }
      this.slots.delete(slot);
    }
    if (this.waiting.length >= QUEUE_LIMIT) return Promise.resolve(undefined);
    return new Promise((take) => {
      this.waiting.push(take);
      this.load();
    });
  }

  /** Starts sandboxes while more events wait than sandboxes load. */
  private load(): void {
    if (this.closed) return;
    while (this.loading < Math.min(this.waiting.length, LOADING_LIMIT) && this.slots.size < this.allowed) {
      const slot = this.start();
      this.loading += 1;
      // One that could not be loaded is handed out too: it answers the event with the reason.
      void slot.sandbox.loaded.then(() => {
        this.loading -= 1;
        this.handOut(slot);
        this.load();
      });
    }
    if (this.waiting.length > 0 && this.allowed < SANDBOX_LIMIT) this.stall ??= this.watchForStall();
  }

  /** Every hand-out ends the watch; what still waits begins a new one. */
  private watchForStall(since = performance.now()): NodeJS.Timeout {
    const busyShare = this.busyShareFromNow();
    return setTimeout(() => {
      const isPatient = performance.now() - since < BUSY_STALL_MS && busyShare() > BUSY_SHARE;
      if (isPatient || this.loading > 0) {
        this.stall = this.watchForStall(since);
        return;
      }
      this.stall = undefined;
      this.allowed = Math.min(SANDBOX_LIMIT, 2 * this.allowed);
      this.load();
    }, STALL_MS);
  }

  /** Tells later which share of the time the busiest was busy: this thread, or the sandboxes on average. */
  private busyShareFromNow(): () => number {
    const own = performance.eventLoopUtilization();
    const marks = [...this.slots].map(({ sandbox }) => ({ sandbox, mark: sandbox.utilization() }));
    return () => {
      const shares = marks.map(({ sandbox, mark }) => sandbox.utilization(mark).utilization);
      const average = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
      return Math.max(performance.eventLoopUtilization(own).utilization, average);
    };
  }

  private start(): Slot {
    const slot: Slot = {
      lines: [],
      idleSince: 0,
      sandbox: new Sandbox(this.definition, this.environment(), (line) => {
        slot.lines.push(line);
        this.onLine(line);
      }),
    };
    this.slots.add(slot);
    return slot;
  }

  private release(slot: Slot): void {
    slot.lines = [];
    if (slot.sandbox.usable) {
      this.handOut(slot);
    } else {
      this.slots.delete(slot);
      this.load();
    }
  }

  private handOut(slot: Slot): void {
    clearTimeout(this.stall);
    this.stall = undefined;
    const next = this.waiting.shift();
    if (next !== undefined) {
      next(slot);
      this.load();
    } else if (this.idle.length < IDLE_LIMIT && !this.closed) {
      slot.idleSince = performance.now();
      this.idle.push(slot);
      this.tidyLater();
    } else {
      this.drop(slot);
    }
  }

  /** Ends those that nobody has used for a while, the least recently used first. The last one stays warm. */
  private tidyLater(): void {
    if (this.idle.length <= 1) return;
    this.tidying ??= setTimeout(() => {
      this.tidying = undefined;
      const unused = this.idle.filter(({ idleSince }) => performance.now() - idleSince >= IDLE_MS);
      for (const slot of unused.slice(0, this.idle.length - 1)) {
        this.idle.splice(this.idle.indexOf(slot), 1);
        this.drop(slot);
      }
      this.tidyLater();
    }, IDLE_MS).unref();
  }

  private drop(slot: Slot): void {
    this.slots.delete(slot);
    this.allowed = EAGER_LIMIT;
    void slot.sandbox.stop();
  }
}

function rejected(reason: 'throttled' | 'request_too_large'): InvocationReport {
  return { invocation: { kind: 'rejected', reason }, lines: [] };
}
