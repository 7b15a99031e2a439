import type { FunctionDefinition } from './function-definition';
import { REQUEST_PAYLOAD_LIMIT, type Invocation } from './invocation';
import { Sandbox } from './sandbox';

/** Sandboxes of one function that may exist at once. */
const SANDBOX_LIMIT = 4;

/** Events of one function that may wait for a sandbox; the next one is throttled, as Lambda would. */
export const QUEUE_LIMIT = 1000;

/** The result of an invocation, with the lines that the function wrote while it ran. */
export interface InvocationReport {
  readonly invocation: Invocation;
  readonly lines: readonly string[];
}

interface Slot {
  sandbox: Sandbox | undefined;
  lines: string[];
}

/** Runs one function: as many events at once as there are sandboxes, the others in order of arrival. */
export class FunctionPool {
  private readonly idle: Slot[] = [];
  private readonly slots = new Set<Slot>();
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
    slot.lines = [];
    try {
      if (slot.sandbox?.usable !== true) slot.sandbox = this.startSandbox(slot);
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
    await Promise.all([...this.slots].map(async (slot) => slot.sandbox?.stop()));
  }

  private startSandbox(slot: Slot): Sandbox {
    return new Sandbox(this.definition, this.environment(), (line) => {
      slot.lines.push(line);
      this.onLine(line);
    });
  }

  private acquire(): Promise<Slot | undefined> {
    if (this.closed) return Promise.resolve(undefined);
    // The sandbox used last is the one that is warm.
    const free = this.idle.pop() ?? this.newSlot();
    if (free !== undefined) return Promise.resolve(free);
    if (this.waiting.length >= QUEUE_LIMIT) return Promise.resolve(undefined);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private newSlot(): Slot | undefined {
    if (this.slots.size >= SANDBOX_LIMIT) return undefined;
    const slot: Slot = { sandbox: undefined, lines: [] };
    this.slots.add(slot);
    return slot;
  }

  private release(slot: Slot): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(slot);
    else next(slot);
  }
}

function rejected(reason: 'throttled' | 'request_too_large'): InvocationReport {
  return { invocation: { kind: 'rejected', reason }, lines: [] };
}
