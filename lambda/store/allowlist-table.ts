import { type ItemKey, PARTITION_KEY, SORT_KEY } from '../../lib/contract';
import { type AttributeMap, toAttributes } from './attribute-values';
import type { ClientLoader, DynamoCalls } from './dynamo-calls';
import { failureName } from './failure';
import { StoreUnavailableError } from './store-unavailable';
import type { WriteCondition } from './write-condition';

/** Where the allowlist is, and how the SDK comes in. */
export interface TableOptions {
  readonly tableName: string;
  readonly loadClient: ClientLoader;
}

/** The result of a write: it happened, or its condition did not hold for the item that is there. */
export type PutResult =
  { readonly written: true } | { readonly written: false; readonly current: AttributeMap | undefined };

/** A range of sort keys in one partition. */
export interface KeyRange {
  readonly pk: string;
  /** Both ends belong to the range. */
  readonly low: string;
  readonly high: string;
}

/** Items of a range and the sort key after which the rest begins, if there is a rest. */
export interface RangePage {
  readonly items: readonly AttributeMap[];
  readonly lastKey: string | undefined;
}

/** Bytes of a sort key; DynamoDB refuses a longer one as a mistake of the caller. */
const MAX_SORT_KEY_BYTES = 1024;

/** Tells a write from every other, so that one whose answer was lost can be known again. */
const WRITE_ID = 'writeId';

/**
 * Single items of the table, read with strong consistency and written under a condition.
 *
 * @throws StoreUnavailableError from every method, when DynamoDB gives no answer or one that is not its part here
 */
export class AllowlistTable {
  constructor(private readonly options: TableOptions) {}

  async get(key: ItemKey): Promise<AttributeMap | undefined> {
    if (key.sk === '' || Buffer.byteLength(key.sk) > MAX_SORT_KEY_BYTES) return undefined;
    const Key = toAttributes(key);
    const input = { TableName: this.options.tableName, Key, ConsistentRead: true };
    const output = await this.call((calls) => calls.get(input));
    return output.Item;
  }

  /**
   * Writes the item in place of the one that is there, if the condition holds for that one.
   *
   * The client repeats a write whose answer was lost, and the condition then fails because of the first try. So the item
   * is read again (which engines without `ReturnValuesOnConditionCheckFailure` need anyway), and its write id tells.
   */
  async put(item: ItemKey, condition: WriteCondition): Promise<PutResult> {
    const writeId = crypto.randomUUID();
    const Item = toAttributes({ ...item, [WRITE_ID]: writeId });
    const input = { TableName: this.options.tableName, Item, ...condition };
    const isWritten = await this.call((calls) =>
      calls.put(input).then(
        () => true,
        (error: unknown) => {
          if (failureName(error) === 'ConditionalCheckFailedException') return false;
          throw error;
        },
      ),
    );
    if (isWritten) return { written: true };
    const current = await this.get({ pk: item.pk, sk: item.sk });
    return current?.[WRITE_ID]?.S === writeId ? { written: true } : { written: false, current };
  }

  /** Up to `limit` items of a range in the order of their sort keys; `attributes` are all that is read of them. */
  async query(
    { pk, low, high }: KeyRange,
    after: string | undefined,
    limit: number,
    attributes: readonly string[],
  ): Promise<RangePage> {
    const names = attributes.map((name, index) => [`#a${index}`, name] as const);
    const output = await this.call((calls) =>
      calls.query({
        TableName: this.options.tableName,
        ConsistentRead: true,
        KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :low AND :high',
        ProjectionExpression: names.map(([placeholder]) => placeholder).join(', '),
        ExpressionAttributeNames: { '#pk': PARTITION_KEY, '#sk': SORT_KEY, ...Object.fromEntries(names) },
        ExpressionAttributeValues: toAttributes({ ':pk': pk, ':low': low, ':high': high }),
        ...(after === undefined ? {} : { ExclusiveStartKey: toAttributes({ pk, sk: after }) }),
        Limit: limit,
      }),
    );
    return { items: output.Items ?? [], lastKey: output.LastEvaluatedKey?.[SORT_KEY]?.S };
  }

  private async call<T>(operation: (calls: DynamoCalls) => Promise<T>): Promise<T> {
    try {
      return await operation(await this.options.loadClient());
    } catch (cause) {
      throw new StoreUnavailableError(`the allowlist table gave no answer: ${failureName(cause)}`, { cause });
    }
  }
}
