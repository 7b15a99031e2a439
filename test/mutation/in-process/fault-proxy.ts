import type { Call, Fault } from '../../lambda/store/support/fault-proxy';
import { ADMIN_LIMITS } from '../../../lambda/store/client-loader';
import { call, failure, listen, unlisten, type Input, type Output } from './network';

export type { Call, Fault } from '../../lambda/store/support/fault-proxy';

/** Stands in front of an engine, counts what comes through, and spoils it when told to. */
export class FaultProxy {
  readonly calls: Call[] = [];
  readonly endpoint: string;
  private fault: Fault | undefined;
  private remaining = 0;
  private operation: string | undefined;
  private underWay = 0;

  private constructor(private readonly target: string) {
    this.endpoint = listen((operation, input) => this.serve(operation, input));
  }

  static start(target: string): Promise<FaultProxy> {
    return Promise.resolve(new FaultProxy(target));
  }

  spoil(fault: Fault, times = Infinity, operation?: string): void {
    this.fault = fault;
    this.remaining = times;
    this.operation = operation;
  }

  heal(): void {
    this.remaining = 0;
  }

  count(operation: string): number {
    return this.calls.filter((one) => one.operation === operation).length;
  }

  stop(): Promise<void> {
    unlisten(this.endpoint);
    return Promise.resolve();
  }

  private async serve(operation: string, input: Input): Promise<Output> {
    this.calls.push({ operation, input, beside: this.underWay });
    const isSpoilt = this.remaining > 0 && (this.operation ?? operation) === operation;
    if (isSpoilt) this.remaining--;
    this.underWay++;
    try {
      // An answer takes a turn of the event loop at least, as it does over a socket.
      await new Promise(setImmediate);
      return await this.answer(isSpoilt ? this.fault : undefined, operation, input);
    } finally {
      this.underWay--;
    }
  }

  private async answer(fault: Fault | undefined, operation: string, input: Input): Promise<Output> {
    switch (fault) {
      case undefined:
        return this.forward(operation, input);
      case 'error':
        throw failure('InternalServerError', 500);
      case 'throttling':
        throw failure('ProvisionedThroughputExceededException', 400);
      case 'denied':
        throw failure('AccessDeniedException', 400);
      case 'garbage':
        throw failure('SyntaxError', 200);
      case 'reset':
      case 'truncated':
        throw failure('Error', undefined);
      case 'lost-answer':
        // A refusal is lost, too.
        await this.forward(operation, input).catch(() => undefined);
        throw failure('Error', undefined);
      case 'empty':
        return {};
      case 'hang':
      case 'trickle':
        return new Promise(() => undefined);
      case 'unprocessed':
        return this.forwardHalf(input);
    }
  }

  private forward(operation: string, input: Input): Promise<Output> {
    return call(this.target, operation, input, { ...ADMIN_LIMITS, maxAttempts: 1 });
  }

  private async forwardHalf(input: Input): Promise<Output> {
    const [[table, asked] = ['', { Keys: [] }]] = Object.entries(
      input['RequestItems'] as Record<string, { Keys: object[] }>,
    );
    const isKept = (index: number): boolean => index % 2 === 0 && index < asked.Keys.length - 1;
    const kept = asked.Keys.filter((_, index) => isKept(index));
    const UnprocessedKeys = { [table]: { ...asked, Keys: asked.Keys.filter((_, index) => !isKept(index)) } };
    if (kept.length === 0) return { Responses: { [table]: [] }, UnprocessedKeys };
    const output = await this.forward('BatchGetItem', {
      RequestItems: { [table]: { ...asked, Keys: kept } },
    });
    return { ...output, UnprocessedKeys };
  }
}
