import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeEvent } from '../../../lib/contract';
import { callService } from './aws-request';
import { DEPLOY_TARGET } from './deploy-target';

const MINUTES = 60_000;

/** An event as EventBridge hands it to a target. */
export interface HeardEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: ChangeEvent;
}

/** The events that a rule has brought to a queue, once a certain one is among them. */
export async function heardUntil(
  queueUrl: string | undefined,
  isLast: (event: HeardEvent) => boolean,
): Promise<readonly HeardEvent[]> {
  const heard: HeardEvent[] = [];
  await until(async () => {
    heard.push(...(await received(queueUrl)).map((body) => JSON.parse(body) as HeardEvent));
    expect(heard.some(isLast)).toBe(true);
  });
  return heard;
}

/** Bodies of messages of a queue, each of which it gives once. */
export async function received(QueueUrl: string | undefined): Promise<readonly string[]> {
  const input = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 };
  const answer = await callService('sqs', 'AmazonSQS.ReceiveMessage', input, '1.0');
  const { Messages = [] } = answer.json() as { Messages?: { Body: string }[] };
  return Messages.map(({ Body }) => Body);
}

/** Tries until it succeeds; in an account alarms are looked at once a minute. */
export async function until(attempt: () => Promise<void>, minutes = 1): Promise<void> {
  const ends = Date.now() + (DEPLOY_TARGET === 'aws' ? 8 : minutes) * MINUTES;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > ends) throw error;
      await pause(DEPLOY_TARGET === 'aws' ? 5000 : 250);
    }
  }
}
