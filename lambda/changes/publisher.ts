import type { ChangeEvent } from '../../lib/contract';
import { failureName } from '../store/failure';
import { changeOf } from './change-of';
import { MAX_EVENTS_A_CALL, type PutEvents } from './event-bus';
import { tableOf, type StreamAnswer, type StreamEvent } from './stream-record';

/** A change that is to be published. */
interface Pending {
  readonly change: ChangeEvent;
  readonly table: string;
  readonly sequenceNumber: string;
}

/** Where failures are told. */
export interface PublisherLog {
  failed(eventId: string, code: string): void;
}

/**
 * Makes the function of the stream. It publishes changes in the order of the stream and stops at the first that the bus does not take:
 * the stream then hands in that one and all after it again. So each event is published at least once, and no event of an item before
 * the one of the change before it.
 */
export function createPublisher(
  put: PutEvents,
  log: PublisherLog,
): (event: StreamEvent) => Promise<StreamAnswer> {
  return async ({ Records }) => {
    const pending = Records.flatMap((record): Pending[] => {
      const change = changeOf(record);
      const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
      return change === undefined ? [] : [{ change, table: tableOf(record), sequenceNumber }];
    });
    for (const call of callsOf(pending)) {
      const failed = await firstFailed(put, call, log);
      if (failed !== undefined) return { batchItemFailures: [{ itemIdentifier: failed.sequenceNumber }] };
    }
    return { batchItemFailures: [] };
  };
}

async function firstFailed(
  put: PutEvents,
  call: readonly Pending[],
  log: PublisherLog,
): Promise<Pending | undefined> {
  const untaken = await put(call).catch((error: unknown) => ({ index: 0, code: failureName(error) }));
  const failed = untaken === undefined ? undefined : call[untaken.index];
  if (untaken !== undefined && failed !== undefined) log.failed(failed.change.eventId, untaken.code);
  return failed;
}

/**
 * Splits changes into calls. Two changes of one item are never in one call: a bus that takes the second and not the first would
 * turn their order around.
 */
function callsOf(pending: readonly Pending[]): readonly (readonly Pending[])[] {
  const calls: Pending[][] = [];
  let items = new Set<string>();
  for (const one of pending) {
    const item = one.change.pattern ?? '';
    const last = calls.at(-1);
    if (last === undefined || last.length === MAX_EVENTS_A_CALL || items.has(item)) {
      calls.push([one]);
      items = new Set([item]);
    } else {
      last.push(one);
      items.add(item);
    }
  }
  return calls;
}
