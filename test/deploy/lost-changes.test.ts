import { createEntry } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { alarmsOf } from './support/alarm-states';
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, targetOf } from './support/deployed-target';
import { DeployedPublisher } from './support/deployed-publisher';
import { heardUntil, received, until } from './support/heard-events';

const MINUTES = 60_000;

/** A message of the queue of lost changes. */
interface LostBatch {
  readonly DDBStreamBatchInfo: {
    readonly batchSize: number;
    readonly startSequenceNumber: string;
    readonly streamArn: string;
  };
}

describe('a publisher that cannot publish', () => {
  const choice: ExampleChoice = {
    stackName: ownStackName('Lost'),
    app: 'test/deploy/support/operations-app.ts',
  };
  let outputs: Readonly<Record<string, string>> = {};
  let target: Target;
  let publisher: DeployedPublisher;

  beforeAll(async () => {
    ({ outputs } = await deployExample(choice));
    target = targetOf(outputs);
    publisher = new DeployedPublisher(outputs['PublisherName'] ?? '');
  }, 15 * MINUTES);

  afterAll(() => destroyExample(choice), 15 * MINUTES);

  const heard = (pattern: string) =>
    heardUntil(outputs['QueueUrl'], ({ detail }) => detail.pattern === pattern);

  // The emulator takes no batchItemFailures of a stream: what the function could not publish would be lost there.
  if (DEPLOY_TARGET === 'aws') {
    it(
      'a bus that does not take a change: it is told once the bus does, before the change after it',
      async () => {
        const mend = await publisher.useBus('gone');
        await createEntry(target, { pattern: 'https://first.example' });
        await createEntry(target, { pattern: 'https://second.example' });
        await mend();
        const patterns = (await heard('https://second.example')).map(({ detail }) => detail.pattern);
        expect(patterns).toContain('https://first.example');
      },
      10 * MINUTES,
    );
  }

  it(
    'a change that is too old is in the queue of the alarm, and what changes later is told',
    async () => {
      await publisher.giveUpEarly();
      const mend = await publisher.useBus(undefined);
      await createEntry(target, { pattern: 'https://lost.example' });
      const lost: LostBatch[] = [];
      await until(async () => {
        lost.push(...(await received(outputs['LostQueueUrl'])).map((body) => JSON.parse(body) as LostBatch));
        expect(lost).toHaveLength(1);
      }, 3);
      const [batch] = lost;
      expect(batch?.DDBStreamBatchInfo).toMatchObject({
        batchSize: 1,
        startSequenceNumber: expect.stringMatching(/^[0-9]+$/) as string,
        streamArn: expect.stringContaining(`:table/${outputs['TableName'] ?? ''}/stream/`) as string,
      });
      // The alarm counts what waits in this queue.
      expect(await alarmsOf([outputs['AlarmchangeEventsLost'] ?? ''])).toMatchObject([
        {
          Namespace: 'AWS/SQS',
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: [{ Name: 'QueueName', Value: outputs['LostQueueName'] }],
        },
      ]);
      await mend();
      await createEntry(target, { pattern: 'https://later.example' });
      const told = (await heard('https://later.example')).map(({ detail }) => detail.pattern);
      expect(told).not.toContain('https://lost.example');
    },
    10 * MINUTES,
  );
});
