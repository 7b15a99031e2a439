import { ShapeError } from '../../shared/configuration/shape';
import { failureName } from '../../store/failure';
import { StoreUnavailableError } from '../../store/store-unavailable';
import type { InvocationContext } from '../http/admin-handler';
import { sendAnswer, type DeploymentOutcome } from './deployment-answer';
import { readAddress, readRequest, type AnswerAddress } from './deployment-request';
import type { InitialLog } from './initial-log';
import { InitialWrites, type InitialStores } from './initial-writes';
import { RetryUntil } from './retry-until';
import { readEntries, wantedEntries, wantsSettings } from './wanted-entries';

/** The parts of the function. */
export interface InitialHandlerParts {
  readonly stores: InitialStores;
  readonly log: InitialLog;
  /** The text of the file that holds the entries. */
  readonly readFile: () => string;
  /** Milliseconds for which a table that takes nothing is asked again. */
  readonly retryMillis: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** A handler of the events of a custom resource. */
export type InitialHandler = (event: unknown, context: InvocationContext) => Promise<void>;

/** Milliseconds that are kept for the answer. */
const ANSWER_MILLIS = 40_000;

/**
 * Makes the handler that writes what the code of an allowlist names. It answers every event that can be answered, whatever
 * happens, because CloudFormation would else wait until it gives up.
 */
export function createInitialHandler(parts: InitialHandlerParts): InitialHandler {
  return async (event, context) => {
    const address = readAddress(event);
    const retryMillis = Math.min(parts.retryMillis, context.getRemainingTimeInMillis() - ANSWER_MILLIS);
    await sendAnswer(address, await outcomeOf(event, address, { ...parts, retryMillis }));
  };
}

async function outcomeOf(
  event: unknown,
  { stackId, requestId }: AnswerAddress,
  parts: InitialHandlerParts,
): Promise<DeploymentOutcome> {
  const { log, stores, retryMillis, clock, readFile } = parts;
  const writer = { by: `cloudformation:${stackId}`, at: clock(), requestId };
  const writes = new InitialWrites(stores, writer, new RetryUntil(retryMillis));
  let total = 0;
  try {
    const request = readRequest(event);
    // An entry that leaves the code stays in the table.
    if (request.type === 'Delete') return { status: 'SUCCESS' };
    const wanted = wantedEntries(request, readEntries(readFile()));
    total = wanted.length;
    await writes.createEntries(wanted);
    if (wantsSettings(request)) await writes.createSettings();
    log.done(requestId, writes.summary);
    return { status: 'SUCCESS' };
  } catch (error) {
    log.failure(requestId, error);
    const progress = { done: writes.done, total };
    return { status: 'FAILED', reason: reasonOf(error, progress, retryMillis) };
  }
}

function reasonOf(
  error: unknown,
  { done, total }: { readonly done: number; readonly total: number },
  millis: number,
): string {
  if (error instanceof StoreUnavailableError) {
    const cause = error.cause === undefined ? 'no answer' : failureName(error.cause);
    const seconds = Math.round(Math.max(0, millis) / 1000);
    const progress = total === 0 ? '' : ` Of ${total} new initial origins, ${done} are settled and stay so.`;
    return (
      `The table of the CORS allowlist could not be written (${cause}), though it was asked again for ${seconds} seconds.` +
      `${progress} Deploy again when it can be written.`
    );
  }
  if (error instanceof ShapeError) {
    return `The deployment and the function that writes initial origins do not fit together: ${error.message}. Deploy again.`;
  }
  return `The function that writes initial origins failed (${failureName(error)}); its log has the reason.`;
}
