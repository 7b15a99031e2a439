import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { detailType, EVENT_SOURCE, type ChangeEvent } from '../../lib/contract';

/** An event, and the table that it is about. */
export interface BusEvent {
  readonly change: ChangeEvent;
  /** ARN of the table. */
  readonly table: string;
}

/** Events that one call takes. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const MAX_EVENTS_A_CALL = 10;

/** The event that the bus did not take. */
export interface Untaken {
  /** Position in the call. */
  readonly index: number;
  readonly code: string;
}

/** Puts events on a bus, and gives the first one that it did not take. A call that fails rejects. */
export type PutEvents = (events: readonly BusEvent[]) => Promise<Untaken | undefined>;

/** A bus of EventBridge, by its ARN. */
export function eventBus(arn: string): PutEvents {
  const client = new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  return async (events) => {
    const Entries = events.map(({ change, table }) => ({
      EventBusName: arn,
      Source: EVENT_SOURCE,
      DetailType: detailType(change),
      Detail: JSON.stringify(change),
      Resources: [table],
      Time: new Date(change.at),
    }));
    const answer = await client.send(new PutEventsCommand({ Entries }));
    const results = answer.Entries ?? [];
    const index = events.findIndex((_, at) => results[at]?.EventId === undefined);
    return index === -1 ? undefined : { index, code: results[index]?.ErrorCode ?? 'NoAnswer' };
  };
}
