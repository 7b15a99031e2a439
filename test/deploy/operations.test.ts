import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeEvent } from '../../lib/contract';
import { ALARM_NAMES } from '../../lib/constructs/private/monitoring/alarm-rules';
import { createEntry } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { schemaFaults } from '../lambda/changes/support/event-schema';
import {
  alarmsOf,
  BAD_SECONDS,
  cloudWatch,
  putBad,
  putGood,
  type DeployedAlarm,
} from './support/alarm-states';
import { callService } from './support/aws-request';
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, targetOf } from './support/deployed-target';

const MINUTES = 60_000;

/** An event as EventBridge hands it to a target. */
interface HeardEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: ChangeEvent;
}

describe.each(['default', 'own'])(
  'a gateway that is watched and publishes its changes on the %s bus',
  (bus) => {
    const choice: ExampleChoice = {
      stackName: ownStackName(`Operations${bus}`),
      app: 'test/deploy/support/operations-app.ts',
      context: { bus },
    };
    let outputs: Readonly<Record<string, string>> = {};
    let target: Target;

    beforeAll(async () => {
      ({ outputs } = await deployExample(choice));
      target = targetOf(outputs);
    }, 15 * MINUTES);

    afterAll(() => destroyExample(choice), 15 * MINUTES);

    const isFirst = bus === 'default';
    if (isFirst) {
      it('has a dashboard that CloudWatch can read', async () => {
        const { DashboardBody } = (await cloudWatch('GetDashboard', {
          DashboardName: outputs['DashboardName'],
        })) as {
          DashboardBody: string;
        };
        const { widgets } = JSON.parse(DashboardBody) as { widgets: { properties: { title?: string } }[] };
        const titles = widgets.map(({ properties }) => properties.title);
        for (const title of ['Alarms', 'Refused, by reason', 'Changes of the list', 'Errors']) {
          expect(titles).toContain(title);
        }
      });

      it(
        'has alarms that go off by their metrics, and are over when that is past',
        async () => {
          const names = new Map(ALARM_NAMES.map((name) => [outputs[`Alarm${name}`] ?? '', name]));
          const all = await alarmsOf([...names.keys()]);
          expect(all.map(({ AlarmName }) => names.get(AlarmName)).sort()).toEqual([...ALARM_NAMES].sort());
          for (const { AlarmActions } of all) expect(AlarmActions).toEqual([outputs['TopicArn']]);
          // In an account only AWS itself writes the metrics of its services.
          const tried = all.filter(
            ({ Namespace }) => DEPLOY_TARGET === 'emulator' || !Namespace.startsWith('AWS/'),
          );
          expect(Object.values(await stateOf(tried))).not.toContain('ALARM');
          for (const round of roundsOf(tried)) {
            const every = (state: string): object =>
              Object.fromEntries(round.map(({ AlarmName }) => [AlarmName, state]));
            await putBad(round);
            await until(async () => {
              expect(await stateOf(round)).toEqual(every('ALARM'));
            });
            await pause((BAD_SECONDS + 1) * 1000);
            await until(async () => {
              await putGood(round);
              expect(await stateOf(round)).toEqual(every('OK'));
            });
          }
        },
        15 * MINUTES,
      );
    }

    it(
      'tells every change once, in order, as the published schema says',
      async () => {
        const pattern = 'https://changing.example';
        const { id } = await createEntry(target, { pattern, name: 'First' });
        const path = `/allowlist/${id}`;
        const change = async (
          method: string,
          version: number,
          body?: object,
          further = '',
        ): Promise<void> => {
          const answer = await target.admin({
            method,
            path: `${path}${further}`,
            headers: [
              ['If-Match', `"${version}"`],
              ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
            ],
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          expect(answer.status).toBe(200);
        };
        await change('PATCH', 1, { name: 'First' });
        await change('PATCH', 1, { name: 'Second' });
        await change('DELETE', 2);
        await change('POST', 3, undefined, '/restore');
        const heard = await eventsUntil(({ detail }) => detail.pattern === pattern && detail.version === 4);
        const own = heard.filter(({ detail }) => detail.pattern === pattern);
        const first = own
          .map(({ detail }) => detail.eventId)
          .filter((one, at, every) => every.indexOf(one) === at);
        expect(first).toEqual([1, 2, 3, 4].map((version) => `${id}#${version}`));
        expect(new Set(own.map((event) => event['detail-type']))).toEqual(
          new Set(
            ['Created', 'Updated', 'Deleted', 'Restored'].map((done) => `CORS Allowlist Entry ${done}`),
          ),
        );
        for (const { source, resources, detail } of heard) {
          expect(source).toBe('cors-allowlist');
          expect(resources[0]).toMatch(new RegExp(`:table/${outputs['TableName'] ?? ''}$`));
          expect(schemaFaults(detail)).toEqual([]);
        }
      },
      5 * MINUTES,
    );

    async function stateOf(alarms: readonly DeployedAlarm[]): Promise<Readonly<Record<string, string>>> {
      const now = await alarmsOf(alarms.map(({ AlarmName }) => AlarmName));
      return Object.fromEntries(now.map(({ AlarmName, StateValue }) => [AlarmName, StateValue]));
    }

    /** The events that the rule has brought to the queue, once a certain one is among them. */
    async function eventsUntil(isLast: (event: HeardEvent) => boolean): Promise<readonly HeardEvent[]> {
      const heard: HeardEvent[] = [];
      await until(async () => {
        const input = { QueueUrl: outputs['QueueUrl'], MaxNumberOfMessages: 10, VisibilityTimeout: 3600 };
        const answer = await callService('sqs', 'AmazonSQS.ReceiveMessage', input, '1.0');
        const { Messages = [] } = answer.json() as { Messages?: { Body: string }[] };
        heard.push(...Messages.map(({ Body }) => JSON.parse(Body) as HeardEvent));
        expect(heard.some(isLast)).toBe(true);
      });
      return heard;
    }
  },
);

/**
 * Alarms of one metric are tried one after the other, because the emulator does not tell the dimensions of a metric apart. The one that
 * looks back farthest comes first.
 */
function roundsOf(alarms: readonly DeployedAlarm[]): readonly (readonly DeployedAlarm[])[] {
  const rounds: DeployedAlarm[][] = [];
  const seconds = (alarm: DeployedAlarm): number => alarm.Period * alarm.EvaluationPeriods;
  for (const alarm of alarms.toSorted((a, b) => seconds(b) - seconds(a))) {
    const free = rounds.find((round) =>
      round.every(
        ({ Namespace, MetricName }) => Namespace !== alarm.Namespace || MetricName !== alarm.MetricName,
      ),
    );
    if (free === undefined) rounds.push([alarm]);
    else free.push(alarm);
  }
  return rounds;
}

/** Tries until it succeeds; in an account alarms are looked at once a minute. */
async function until(attempt: () => Promise<void>): Promise<void> {
  const ends = Date.now() + (DEPLOY_TARGET === 'aws' ? 8 : 1) * MINUTES;
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
