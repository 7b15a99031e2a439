import type { AttributeMap } from '../store/attribute-values';

/**
 * A record of the table's stream, as far as it is read here.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
export interface StreamRecord {
  readonly eventName?: string;
  /** ARN of the stream. */
  readonly eventSourceARN?: string;
  /** There where DynamoDB itself removed an item. */
  readonly userIdentity?: { readonly principalId?: string; readonly type?: string } | undefined;
  readonly dynamodb?:
    | {
        /** Seconds since 1970. */
        readonly ApproximateCreationDateTime?: number | undefined;
        readonly Keys?: AttributeMap | undefined;
        readonly OldImage?: AttributeMap | undefined;
        readonly NewImage?: AttributeMap | undefined;
        readonly SequenceNumber?: string | undefined;
      }
    | undefined;
}

/** An invocation by a stream. */
export interface StreamEvent {
  readonly Records: readonly StreamRecord[];
}

/** The records that were not processed: the stream goes on with the first of them. */
export interface StreamAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The principal of a removal by the time to live. */
const TIME_TO_LIVE = 'dynamodb.amazonaws.com';

/** Whether DynamoDB itself removed the item. */
export function isTimeToLive({ userIdentity }: StreamRecord): boolean {
  return userIdentity?.principalId === TIME_TO_LIVE;
}

/** When the change was written, in milliseconds since 1970. */
export function instantOf({ dynamodb }: StreamRecord): number {
  return (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
}

/** ARN of the table of a stream. */
export function tableOf({ eventSourceARN = '' }: StreamRecord): string {
  return eventSourceARN.replace(/\/stream\/.*$/, '');
}
