import type { FunctionDefinition } from './function-definition';
import { REQUEST_PAYLOAD_LIMIT, type Invocation } from './invocation';
import { Sandbox } from './sandbox';

/** Sandboxes of one function that may exist at once. Each is a thread with a heap of its own. */
const SANDBOX_LIMIT = 64;

/** Sandboxes that may load at once: loading keeps a core busy, and a warm one is often free before a new one is ready. */
const LOADING_LIMIT = 4;

/** Sandboxes that are kept while nothing runs; the others end with their last event. */
const IDLE_LIMIT = 8;

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
}

/** Runs one function: each event in a sandbox of its own, so that a slow one does not hold up the others. */
export class FunctionPool {
  private readonly idle: Slot[] = [];
  private readonly slots = new Set<Slot>();
  private loading = 0;
  private readonly waiting: ((slot: Slot | undefined) => void)[] = [];
  private closed = false;

  /** @param environment is called when a sandbox starts, so that it may use ports that are only known by then */
  constructor(
    private readonly definition: FunctionDefinition,
    private readonly environment: () => Readonly<Record<string, string>>,
    private readonly onLine: (line: string) => void,
  ) {}

  /** Runs one event, which is JSON. Never throws: what goes wrong is the invocation's outcome. */
  async invoke(event: string): Promise<InvocationReport> {
    if (Buffer.byteLength(event) > REQUEST_PAYLOAD_LIMIT) return rejected('request_too_large');
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
    for (const next of this.waiting.splice(0)) next(undefined);
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
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.load();
    });
  }

  /** Starts sandboxes while more events wait than sandboxes load. */
  private load(): void {
    const wanted = Math.min(this.waiting.length, LOADING_LIMIT);
    while (this.loading < wanted && this.slots.size < SANDBOX_LIMIT) {
      const slot = this.start();
      this.loading += 1;
      // One that could not be loaded is handed out too: it answers the event with the reason.
      void slot.sandbox.loaded.then(() => {
        this.loading -= 1;
        this.handOut(slot);
        this.load();
      });
    }
  }

  private start(): Slot {
    const lines: string[] = [];
    const slot: Slot = {
      lines,
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
      if (!this.closed) this.load();
    }
  }

  private handOut(slot: Slot): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      next(slot);
    } else if (this.idle.length < IDLE_LIMIT) {
      this.idle.push(slot);
    } else {
      this.slots.delete(slot);
      void slot.sandbox.stop();
    }
  }
}

function rejected(reason: 'throttled' | 'request_too_large'): InvocationReport {
  return { invocation: { kind: 'rejected', reason }, lines: [] };
}
