import type { AttributeMap } from '../../../../lambda/store/attribute-values';
import type { ClientLoader } from '../../../../lambda/store/dynamo-calls';
import type { StreamRecord } from '../../../../lambda/changes/stream-record';
import { PARTITION_KEY, SORT_KEY, type ItemKey } from '../../../../lib/contract';
import { startEngine, type Engine } from '../../store/support/engine';
import { patientClient, createTable, keyAttributes, type TestTable } from '../../store/support/table';

/** Whether the engine has streams; the embedded one has none. */
const HAS_STREAMS = process.env['STORE_ENGINE_URL'] !== undefined;

/**
 * A table and its stream. On DynamoDB Local the stream is the engine's own. On the embedded engine, which has none, the images are read
 * before and after each write.
 */
export class TableStream {
  private readonly written: StreamRecord[] = [];
  /** Records of the engine's stream that were read before. */
  private read = 0;

  private constructor(
    private readonly engine: Engine,
    readonly table: TestTable,
  ) {}

  static async start(): Promise<TableStream> {
    const engine = await startEngine();
    return new TableStream(engine, await createTable(engine.endpoint, HAS_STREAMS));
  }

  async stop(): Promise<void> {
    await this.table.drop();
    await this.engine.stop();
  }

  /** The client of a store whose writes are in the stream. */
  get loadClient(): ClientLoader {
    return async () => {
      const calls = await patientClient(this.engine.endpoint)();
      return {
        ...calls,
        put: async (input) => {
          const key = keyOf(input.Item ?? {});
          const before = await this.table.getRaw(key);
          const answer = await calls.put(input);
          this.record(key, before, input.Item);
          return answer;
        },
      };
    };
  }

  /** Writes an item unchanged. */
  async putRaw(item: AttributeMap): Promise<void> {
    const key = keyOf(item);
    const before = await this.table.getRaw(key);
    await this.table.putRaw(item);
    this.record(key, before, item);
  }

  async removeRaw(key: ItemKey): Promise<void> {
    const before = await this.table.getRaw(key);
    await this.table.removeRaw(key);
    this.record(key, before, undefined);
  }

  /** The records since the last call. */
  async records(): Promise<readonly StreamRecord[]> {
    if (!HAS_STREAMS) return this.written.splice(0);
    const all = await this.engineRecords();
    const fresh = all.slice(this.read);
    this.read = all.length;
    return fresh;
  }

  private record(key: ItemKey, OldImage: AttributeMap | undefined, NewImage: AttributeMap | undefined): void {
    const eventName = NewImage === undefined ? 'REMOVE' : OldImage === undefined ? 'INSERT' : 'MODIFY';
    // A stream has no record of a write that changes nothing.
    if (JSON.stringify(OldImage) === JSON.stringify(NewImage)) return;
    this.written.push({
      eventName,
      dynamodb: {
        ApproximateCreationDateTime: Date.now() / 1000,
        Keys: keyAttributes(key),
        OldImage,
        NewImage,
        SequenceNumber: String(this.written.length + 1),
      },
    });
  }

  private async engineRecords(): Promise<readonly StreamRecord[]> {
    const { Table } = (await this.ask('DynamoDB_20120810.DescribeTable', { TableName: this.table.name })) as {
      Table: { LatestStreamArn: string };
    };
    const StreamArn = Table.LatestStreamArn;
    const { StreamDescription } = (await this.askStreams('DescribeStream', { StreamArn })) as {
      StreamDescription: { Shards: { ShardId: string }[] };
    };
    const found: StreamRecord[] = [];
    for (const { ShardId } of StreamDescription.Shards) {
      const first = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
      let { ShardIterator } = (await this.askStreams('GetShardIterator', first)) as {
        ShardIterator?: string;
      };
      for (let empty = 0; ShardIterator !== undefined && empty < 2;) {
        const page = (await this.askStreams('GetRecords', { ShardIterator })) as {
          Records: StreamRecord[];
          NextShardIterator?: string;
        };
        empty = page.Records.length === 0 ? empty + 1 : 0;
        found.push(...page.Records);
        ShardIterator = page.NextShardIterator;
      }
    }
    return found;
  }

  private askStreams(action: string, input: object): Promise<unknown> {
    return this.ask(`DynamoDBStreams_20120810.${action}`, input);
  }

  /** DynamoDB Local looks at the form of a signature alone. */
  private async ask(target: string, input: object): Promise<unknown> {
    const scope = 'Credential=test/20300101/eu-west-1/dynamodb/aws4_request';
    const answer = await fetch(this.engine.endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': target,
        'X-Amz-Date': '20300101T000000Z',
        Authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${target}: ${await answer.text()}`);
    return answer.json();
  }
}

function keyOf(item: AttributeMap): ItemKey {
  return { pk: item[PARTITION_KEY]?.S ?? '', sk: item[SORT_KEY]?.S ?? '' };
}
