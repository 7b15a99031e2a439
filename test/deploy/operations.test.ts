import { setTimeout as pause } from 'node:timers/promises';
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
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, targetOf } from './support/deployed-target';
import { heardUntil, until } from './support/heard-events';

const MINUTES = 60_000;

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
        const heard = await heardUntil(
          outputs['QueueUrl'],
          ({ detail }) => detail.pattern === pattern && detail.version === 4,
        );
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
