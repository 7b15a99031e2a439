import { randomUUID } from 'node:crypto';
import type { EventLoopUtilization } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { handlerLocation, type FunctionDefinition } from './function-definition';
import { RESPONSE_PAYLOAD_LIMIT, type Invocation } from './invocation';
import { traceId } from '../http/identifiers';
import { threadFile } from '../thread-file';

/** Lambda gives the module ten seconds to load, apart from the function's own time-out. */
const INIT_TIMEOUT_MS = 10_000;

/** V8 would let the short-lived objects of each thread grow to 48 MB before it looks at them. */
const YOUNG_GENERATION_MB = 8;

/** The first Node.js runtime that takes no callback handlers. */
const FIRST_WITHOUT_CALLBACKS = 24;

const WORKER_FILE = threadFile('functions/function-worker.cjs', 'function.js');

type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'returned'; readonly json: string }
  | {
      readonly kind: 'failed';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack?: string;
    };

/** One execution environment: a worker thread with its own globals and environment, for one event at a time. */
export class Sandbox {
  private readonly worker: Worker;
  /** Settles when the handler's module has loaded, or could not be. It never rejects. */
  readonly loaded: Promise<Invocation>;
  private settle: (invocation: Invocation) => void = () => undefined;
  private output = '';
  private ended = false;
  private failure: Invocation | undefined;

  /** @param onLine gets every complete line that the handler writes, always before the answer it belongs to */
  constructor(
    private readonly definition: FunctionDefinition,
    environment: Readonly<Record<string, string>>,
    private readonly onLine: (line: string) => void,
  ) {
    this.worker = new Worker(WORKER_FILE, {
      env: environment,
      argv: [],
      // A Lambda runtime does not have the flags and loaders of this process.
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: definition.memoryMb,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
      workerData: {
        location: handlerLocation(definition),
        functionName: definition.name,
        functionArn: definition.arn,
        memoryMb: definition.memoryMb,
        takesCallbacks: majorVersion(definition) < FIRST_WITHOUT_CALLBACKS,
      },
    });
    this.loaded = this.outcome(INIT_TIMEOUT_MS);
    // Output that does not pass through the stream objects of the thread, such as warnings of the runtime.
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.write(chunk.toString('utf8'));
      });
    }
    this.worker.on('message', (message: WorkerMessage) => {
      this.receive(message);
    });
    // The exit follows, behind every answer that was on its way on the port of the results.
    this.worker.on('error', (error: unknown) => {
      this.failure =
        error instanceof Error ? failed(error.name, error.message) : failed('Error', String(error));
    });
    this.worker.on('exit', (code) => {
      this.end(this.failure ?? failed('Runtime.ExitError', `the runtime exited with status ${code}`));
    });
  }

  /** How long the thread was busy and idle so far; of a later value and an earlier one, the share between them. */
  utilization(since?: EventLoopUtilization): EventLoopUtilization {
    return this.worker.performance.eventLoopUtilization(since);
  }

  /** False once the thread is gone or broken, also when that happened between two events. */
  get usable(): boolean {
    return !this.ended;
  }

  /** Runs one event, which is JSON. Must not be called again before it has settled. */
  async run(event: string): Promise<Invocation> {
    const load = await this.loaded;
    if (load.kind !== 'returned') {
      await this.stop();
      return load;
    }
    // Stopped or broken since it was taken: nothing would settle the event.
    if (this.ended) return failed('Runtime.ExitError', 'the sandbox has ended');
    const requestId = randomUUID();
    const timeoutMs = this.definition.timeoutSeconds * 1000;
    const settled = this.outcome(timeoutMs);
    this.worker.postMessage({ event, requestId, traceId: traceId(), deadline: Date.now() + timeoutMs });
    const invocation = await settled;
    this.flush();
    return invocation;
  }

  async stop(): Promise<void> {
    this.end(failed('Runtime.ExitError', 'the sandbox was stopped'));
    await this.worker.terminate();
  }

  /** The next message that ends a phase. Past the time limit the thread is ended, even in a busy loop. */
  private outcome(timeoutMs: number): Promise<Invocation> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = (timeoutMs / 1000).toFixed(2);
        this.end(failed('Sandbox.Timedout', `Task timed out after ${seconds} seconds`));
        void this.worker.terminate();
      }, timeoutMs);
      this.settle = (invocation) => {
        clearTimeout(timer);
        resolve(invocation);
      };
    });
  }

  private receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        this.settle(returned(''));
        return;
      case 'output':
        this.write(message.text);
        return;
      case 'returned':
        this.settle(returned(message.json));
        return;
      case 'failed':
        this.write(`${message.stack ?? `${message.errorType}: ${message.errorMessage}`}\n`);
        this.settle(failed(message.errorType, message.errorMessage));
        return;
    }
  }

  private end(invocation: Invocation): void {
    if (this.ended) return;
    this.ended = true;
    this.flush();
    this.settle(invocation);
  }

  private write(text: string): void {
    const lines = (this.output + text).split('\n');
    this.output = lines.pop() ?? '';
    for (const line of lines) this.onLine(line);
  }

  private flush(): void {
    if (this.output !== '') this.onLine(this.output);
    this.output = '';
  }
}

function majorVersion({ runtime }: FunctionDefinition): number {
  return Number.parseInt(runtime.replace('nodejs', ''), 10);
}

function returned(json: string): Invocation {
  const size = Buffer.byteLength(json);
  if (size <= RESPONSE_PAYLOAD_LIMIT) return { kind: 'returned', json };
  return failed(
    'Function.ResponseSizeTooLarge',
    `Response payload size (${size} bytes) exceeded maximum allowed payload size (${RESPONSE_PAYLOAD_LIMIT} bytes).`,
  );
}

function failed(errorType: string, errorMessage: string): Invocation {
  return { kind: 'failed', errorType, errorMessage };
}
