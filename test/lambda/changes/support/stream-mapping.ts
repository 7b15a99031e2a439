import {
  instantOf,
  type StreamAnswer,
  type StreamEvent,
  type StreamRecord,
} from '../../../../lambda/changes/stream-record';

/** The properties of an `AWS::Lambda::EventSourceMapping` that decide which records a function gets, and how often. */
export interface MappingProperties {
  readonly BatchSize: number;
  readonly MaximumRecordAgeInSeconds: number;
  readonly FunctionResponseTypes: readonly string[];
  readonly FilterCriteria: { readonly Filters: readonly { readonly Pattern: string }[] };
}

/** The answer of a function; undefined where it ended without one. */
export type StreamFunction = (event: StreamEvent) => Promise<StreamAnswer | undefined>;

const STREAM = 'arn:aws:dynamodb:eu-central-1:123456789012:table/list/stream/2030-01-01T00:00:00.000';

/**
 * Hands the records of a stream to a function as Lambda does: in order, in batches; from the first failure on again; and records that
 * are too old when they fail go where failures go.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export class StreamMapping {
  /** Sequence numbers of the records that were given up. */
  readonly deadLetters: string[] = [];
  /** Sequence numbers of each batch that the function got. */
  readonly batches: string[][] = [];
  private readonly waiting: StreamRecord[] = [];

  constructor(
    private readonly properties: MappingProperties,
    private readonly run: StreamFunction,
    private readonly records: () => Promise<readonly StreamRecord[]>,
  ) {
    if (!properties.FunctionResponseTypes.includes('ReportBatchItemFailures')) {
      throw new Error('the mapping takes no batchItemFailures');
    }
  }

  /** Invokes the function until no record waits, or this often. Gives the number of records that wait still. */
  async drain(invocations: number, now = Date.now()): Promise<number> {
    const fresh = (await this.records()).map((record) => ({ ...record, eventSourceARN: STREAM }));
    this.waiting.push(...fresh.filter((record) => this.isWanted(record)));
    for (let left = invocations; left > 0 && this.waiting.length > 0; left--) await this.invoke(now);
    return this.waiting.length;
  }

  private async invoke(now: number): Promise<void> {
    const Records = this.waiting.slice(0, this.properties.BatchSize);
    this.batches.push(Records.map(sequenceNumber));
    const answer = await this.run({ Records });
    const failed = answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    const first =
      failed === undefined ? 0 : Records.findIndex((record) => failed.includes(sequenceNumber(record)));
    this.waiting.splice(0, first === -1 ? Records.length : first);
    if (first === -1) return;
    const isPast = (record: StreamRecord): boolean => now - instantOf(record) > this.maxAgeMillis;
    const old = this.waiting.findIndex((record) => !isPast(record));
    const givenUp = this.waiting.splice(0, old === -1 ? this.waiting.length : old);
    this.deadLetters.push(...givenUp.map(sequenceNumber));
  }

  private get maxAgeMillis(): number {
    return this.properties.MaximumRecordAgeInSeconds * 1000;
  }

  private isWanted(record: StreamRecord): boolean {
    const patterns = this.properties.FilterCriteria.Filters.map(
      ({ Pattern }) => JSON.parse(Pattern) as unknown,
    );
    return patterns.some((pattern) => isMatch(pattern, record));
  }
}

/** Whether a value has the form of an event pattern, as far as the publisher uses them: exact texts, and `prefix`. */
function isMatch(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule) => isAllowed(rule, value));
  return Object.entries(pattern as object).every(([name, inner]) =>
    isMatch(inner, (value as Record<string, unknown> | undefined)?.[name]),
  );
}

function isAllowed(rule: unknown, value: unknown): boolean {
  if (typeof rule === 'string') return rule === value;
  return typeof value === 'string' && value.startsWith((rule as { prefix: string }).prefix);
}

function sequenceNumber(record: StreamRecord): string {
  return record.dynamodb?.SequenceNumber ?? '';
}
