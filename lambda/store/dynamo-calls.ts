import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';

/** The calls of the DynamoDB API that the store makes. A call that fails rejects with the SDK's error. */
export interface DynamoCalls {
  /** `signal` ends the call, also while the body of an answer trickles in. */
  batchGet(input: BatchGetItemCommandInput, signal: AbortSignal): Promise<BatchGetItemCommandOutput>;
  get(input: GetItemCommandInput): Promise<GetItemCommandOutput>;
  put(input: PutItemCommandInput): Promise<PutItemCommandOutput>;
  query(input: QueryCommandInput): Promise<QueryCommandOutput>;
}

/** How patient a client is. */
export interface ClientLimits {
  /** Attempts of one call, the first among them. */
  readonly maxAttempts: number;
  /** Milliseconds for a connection to be made. */
  readonly connectMillis: number;
  /** Milliseconds until an attempt's answer begins. */
  readonly attemptMillis: number;
  /** Milliseconds for a call in all, every attempt and the whole body of the answer. */
  readonly callMillis: number;
}

/** Brings the SDK into the process, when the first call happens; later calls give the same calls. */
export type ClientLoader = () => Promise<DynamoCalls>;
