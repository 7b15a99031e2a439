import { Worker } from 'node:worker_threads';
import type { HeaderList } from '../http/headers';
import type { ServiceRequest } from '../http/service-filter';
import { threadFile } from '../thread-file';

/** The engine's answer. */
export interface EngineAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string;
}

/** Answers a request as a DynamoDB API. Rejects when the engine cannot answer any more. */
export type Engine = (request: ServiceRequest) => Promise<EngineAnswer>;

const YOUNG_GENERATION_MB = 16;

const WORKER_FILE = threadFile('dynamodb/engine-worker.cjs', 'engine.js');

interface Pending {
  readonly resolve: (answer: EngineAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The embedded engine in its thread. */
export class EmbeddedEngine {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private failure: Error | undefined;
  private lastId = 0;

  /** @param directory where the journal of the tables is; in memory without one */
  constructor(directory: string | undefined) {
    this.worker = new Worker(WORKER_FILE, {
      argv: [],
      execArgv: [],
      workerData: { directory },
      // V8 would let short-lived objects grow to 48 MB before it looks at them.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.worker.on('message', ({ id, ...answer }: EngineAnswer & { readonly id: number }) => {
      this.pending.get(id)?.resolve(answer);
      this.pending.delete(id);
    });
    this.worker.on('error', (error: unknown) => {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    });
    this.worker.on('exit', () => {
      this.fail(new Error('the DynamoDB engine has ended'));
    });
  }

  call(request: ServiceRequest): Promise<EngineAnswer> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...request });
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  /** The first failure is kept: later ones only follow from it. */
  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.pending.values()) reject(this.failure);
    this.pending.clear();
  }
}
