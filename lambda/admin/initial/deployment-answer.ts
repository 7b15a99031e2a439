import { setTimeout as pause } from 'node:timers/promises';
import { failureName } from '../../store/failure';
import { firstCharacters } from '../../../lib/contract';
import type { AnswerAddress } from './deployment-request';

/** The answer to CloudFormation. */
export type DeploymentOutcome =
  | { readonly status: 'SUCCESS' }
  /** `reason` is a sentence, which the events of the stack show. */
  | { readonly status: 'FAILED'; readonly reason: string };

const MAX_ATTEMPTS = 5;
const ATTEMPT_MILLIS = 5000;
const PAUSE_MILLIS = 500;
/** An answer has at most 4,096 bytes; what is repeated in it takes up to 2,000 of them. */
const MAX_REASON_LENGTH = 500;

/** The answer never came through; Lambda then calls the function again. */
class AnswerLostError extends Error {
  override readonly name = 'AnswerLostError';
}

/**
 * Puts the answer where CloudFormation waits for it, several times if need be.
 *
 * @throws AnswerLostError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function sendAnswer(address: AnswerAddress, outcome: DeploymentOutcome): Promise<void> {
  const body = Buffer.from(JSON.stringify(answerOf(address, outcome)));
  for (let attempt = 1; ; attempt++) {
    const problem = await put(address.url, body);
    if (problem === undefined) return;
    // Neither the URL nor what the other side wrote: both may hold the signature.
    if (attempt === MAX_ATTEMPTS) throw new AnswerLostError(`CloudFormation took no answer: ${problem}`);
    await pause(PAUSE_MILLIS * attempt);
  }
}

/** Undefined, or what went wrong in a word. */
async function put(url: string, body: Buffer): Promise<string | undefined> {
  try {
    // A body of bytes gets no media type of its own, and the signature is for a request without one.
    const signal = AbortSignal.timeout(ATTEMPT_MILLIS);
    const response = await fetch(url, { method: 'PUT', body, redirect: 'error', signal });
    await response.body?.cancel();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return failureName(error);
  }
}

function answerOf(address: AnswerAddress, outcome: DeploymentOutcome): object {
  const { stackId, requestId, logicalResourceId, physicalResourceId } = address;
  return {
    Status: outcome.status,
    ...(outcome.status === 'FAILED' ? { Reason: firstCharacters(outcome.reason, MAX_REASON_LENGTH) } : {}),
    PhysicalResourceId: physicalResourceId,
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: logicalResourceId,
  };
}
