import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { MockIntegration, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Ec2Action, Ec2InstanceAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  CorsAdminApi,
  CorsAllowlist,
  CorsGateway,
  CorsMonitoring,
  VerdictLog,
  type CorsGatewayProps,
  type CorsMonitoringAlarms,
  type CorsMonitoringProps,
} from '../../lib';
import { CHANGES_QUERY, ERRORS_QUERY, refusalsQuery } from '../../lib/contract';
import { REFUSALS } from '../../lib/core';
import { ALARM_NAMES } from '../../lib/constructs/private/monitoring/alarm-rules';
import { complaints as complaintsOf } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { idsOf, onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

interface AlarmProperties {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string }[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period: number;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown[];
  readonly OKActions?: unknown[];
  readonly Metrics?: unknown;
}

const GATEWAY_ALARMS = [
  'storeUnavailable',
  'evaluatorErrors',
  'evaluatorThrottles',
  'evaluatorSlow',
  'lookupSlow',
  'gatewayFaults',
  'tableSystemErrors',
  'tableThrottles',
  'adminFaults',
  'clientSecretSeen',
];
const OF_CHANGE_EVENTS = ['changeEventsLate', 'changeEventsLost'];
const BY_TRAFFIC = ALARM_NAMES.filter((name) => ![...GATEWAY_ALARMS, ...OF_CHANGE_EVENTS].includes(name));

/** A threshold for each alarm that has none. */
const THRESHOLDS: CorsMonitoringAlarms = Object.fromEntries(
  BY_TRAFFIC.map((name) => [name, { threshold: 100 }]),
);

function alarmsIn(built: Built): Record<string, AlarmProperties> {
  const all = Object.entries(built.resources<AlarmProperties>('AWS::CloudWatch::Alarm'));
  return Object.fromEntries(
    all.map(([id, { Properties }]) => {
      const [, name = ''] = /(?:Monitoring|(?=ChangeEventsLost))(\w+)[0-9A-F]{8}$/.exec(id) ?? [];
      return [`${name[0]?.toLowerCase() ?? ''}${name.slice(1)}`, Properties];
    }),
  );
}

function watchedGateway(
  props: Omit<CorsMonitoringProps, 'gateway'> = {},
  gatewayProps: CorsGatewayProps = {},
): Built {
  return stackOf((stack) => {
    const gateway = new CorsGateway(stack, 'Cors', gatewayProps);
    new CorsMonitoring(stack, 'Monitoring', { gateway, ...props });
  });
}

/** An alarm in a line: when it goes off, and by which metric. */
function inWords(alarm: AlarmProperties): string {
  const statistic = alarm.ExtendedStatistic ?? alarm.Statistic ?? '';
  const sign =
    { GreaterThanThreshold: '>', GreaterThanOrEqualToThreshold: '>=' }[alarm.ComparisonOperator] ?? '?';
  const names = (alarm.Dimensions ?? []).map(({ Name }) => Name).join(', ');
  return (
    `${alarm.Namespace} ${alarm.MetricName} (${names}) ${statistic} ${sign} ${alarm.Threshold}, ` +
    `${alarm.DatapointsToAlarm} of ${alarm.EvaluationPeriods} of ${alarm.Period} s`
  );
}

describe('the alarms of a gateway', () => {
  const alarms = alarmsIn(watchedGateway({ alarms: THRESHOLDS }, { changeEvents: {} }));

  test('are on where they are always right, and off where they need a threshold', () => {
    expect(Object.keys(alarmsIn(watchedGateway())).sort()).toEqual([...GATEWAY_ALARMS].sort());
    expect(Object.keys(alarms).sort()).toEqual([...ALARM_NAMES].sort());
  });

  test('are these', () => {
    const words = Object.fromEntries(Object.entries(alarms).map(([name, alarm]) => [name, inWords(alarm)]));
    expect(words).toEqual({
      storeUnavailable: 'CorsAllowlist StoreUnavailable (service) Sum >= 1, 2 of 5 of 60 s',
      evaluatorErrors: 'CorsAllowlist EvaluatorError (service) Sum >= 1, 2 of 5 of 60 s',
      evaluatorThrottles: 'AWS/Lambda Throttles (FunctionName) Sum >= 1, 2 of 3 of 60 s',
      evaluatorSlow: 'AWS/Lambda Duration (FunctionName) p99 >= 3000, 3 of 5 of 60 s',
      lookupSlow: 'CorsAllowlist LookupLatency (service) p99 >= 200, 3 of 5 of 60 s',
      gatewayFaults: 'AWS/ApiGateway 5XXError (ApiName, Stage) Average > 0.05, 3 of 3 of 60 s',
      tableSystemErrors: 'AWS/DynamoDB SystemErrors (Operation, TableName) Sum >= 1, 2 of 5 of 60 s',
      tableThrottles: 'AWS/DynamoDB ReadThrottleEvents (TableName) Sum >= 1, 2 of 5 of 60 s',
      adminFaults: 'AWS/ApiGateway 5XXError (ApiName, Stage) Sum >= 1, 1 of 5 of 60 s',
      clientSecretSeen: 'CorsAllowlist ClientSecretSeen (service) Sum >= 1, 1 of 1 of 60 s',
      refusedSurge: 'CorsAllowlist Refused (service) Sum >= 100, 1 of 1 of 300 s',
      wouldRefuse: 'CorsAllowlist WouldRefuse (service) Sum >= 100, 1 of 1 of 300 s',
      oauthSwitchedOff: 'CorsAllowlist Refused (reason, service) Sum >= 100, 1 of 1 of 300 s',
      backendErrors: 'CorsAllowlist BackendError (service) Sum >= 100, 1 of 1 of 300 s',
      changeEventsLate: 'AWS/Lambda IteratorAge (FunctionName) Maximum >= 300000, 3 of 5 of 60 s',
      changeEventsLost: 'AWS/SQS ApproximateNumberOfMessagesVisible (QueueName) Maximum >= 1, 1 of 1 of 60 s',
      adminThrottled: expect.stringMatching(
        /^CorsAllowlist AdminThrottled-\w+ \(\) Sum >= 100, 1 of 1 of 300 s$/,
      ) as string,
    });
  });

  test.each(ALARM_NAMES)(
    '%s has a plain metric, is quiet without data, and says what it means and where to read on',
    (name) => {
      const alarm = alarms[name]!;
      expect(alarm.Metrics).toBeUndefined();
      expect(alarm.TreatMissingData).toBe('notBreaching');
      expect(alarm.AlarmDescription).toMatch(
        new RegExp(
          `^[A-Z][^.]+\\. See https://github\\.com/\\S+/docs/runbook\\.md#alarm-${name.toLowerCase()}$`,
        ),
      );
      expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
    },
  );

  test('tell nobody without a topic, and the topic where there is one', () => {
    expect(alarms['storeUnavailable']?.AlarmActions).toBeUndefined();
    const built = stackOf((stack) => {
      const alarmTopic = new Topic(stack, 'Topic');
      new CorsMonitoring(stack, 'Monitoring', { gateway: new CorsGateway(stack, 'Cors'), alarmTopic });
    });
    const [topic] = idsOf(built, 'AWS::SNS::Topic');
    for (const alarm of Object.values(alarmsIn(built))) {
      expect(alarm.AlarmActions).toEqual([{ Ref: topic }]);
      expect(alarm.OKActions).toBeUndefined();
    }
  });

  test('take further actions', () => {
    const action = new Ec2Action(Ec2InstanceAction.STOP) as IAlarmAction;
    const built = stackOf((stack) => {
      const monitoring = new CorsMonitoring(stack, 'Monitoring', { gateway: new CorsGateway(stack, 'Cors') });
      monitoring.addAlarmAction(action);
      monitoring.addOkAction(action);
    });
    for (const { AlarmActions, OKActions } of Object.values(alarmsIn(built))) {
      expect([AlarmActions?.length, OKActions?.length]).toEqual([1, 1]);
    }
  });

  test('link to a runbook of the team', () => {
    const built = watchedGateway({ runbookUrl: 'https://wiki.example.com/cors' });
    expect(alarmsIn(built)['lookupSlow']?.AlarmDescription).toMatch(
      / See https:\/\/wiki\.example\.com\/cors#alarm-lookupslow$/,
    );
  });
});

describe('a change of an alarm', () => {
  test.each<[string, CorsMonitoringAlarms, string, string | undefined]>([
    ['turns it off', { lookupSlow: { enabled: false } }, 'lookupSlow', undefined],
    ['is a threshold', { storeUnavailable: { threshold: 0 } }, 'storeUnavailable', '>= 0, 2 of 5'],
    [
      'is a number of periods',
      { storeUnavailable: { evaluationPeriods: 10 } },
      'storeUnavailable',
      '>= 1, 2 of 10',
    ],
    ['is a share', { gatewayFaults: { threshold: 0.5 } }, 'gatewayFaults', '> 0.5, 3 of 3'],
    ['is a share of nothing', { gatewayFaults: { threshold: 0 } }, 'gatewayFaults', '> 0, 3 of 3'],
    ['is one period', { storeUnavailable: { evaluationPeriods: 1 } }, 'storeUnavailable', '>= 1, 1 of 1'],
    ['is a number of datapoints', { lookupSlow: { datapointsToAlarm: 1 } }, 'lookupSlow', '>= 200, 1 of 5'],
    [
      'is more datapoints than periods by default',
      { evaluatorThrottles: { datapointsToAlarm: 10 } },
      'evaluatorThrottles',
      '>= 1, 10 of 10',
    ],
    ['turns one on by its threshold', { refusedSurge: { threshold: 7 } }, 'refusedSurge', '>= 7, 1 of 1'],
    [
      'keeps one off in spite of its threshold',
      { refusedSurge: { enabled: false, threshold: 7 } },
      'refusedSurge',
      undefined,
    ],
    ['that is empty changes nothing', { lookupSlow: {} }, 'lookupSlow', '>= 200, 3 of 5'],
  ])('%s', (_, alarms, name, expected) => {
    const alarm = alarmsIn(watchedGateway({ alarms }))[name];
    expect(alarm && inWords(alarm)).toEqual(expected && expect.stringContaining(expected));
  });

  test('leaves the log of an admin API alone, unless its throttled calls are asked for', () => {
    expect(idsOf(watchedGateway(), 'AWS::Logs::MetricFilter')).toEqual([]);
    const built = watchedGateway({ alarms: { adminThrottled: { threshold: 5 } } });
    expect(onlyResource<object>(built, 'AWS::Logs::MetricFilter').Properties).toMatchObject({
      FilterPattern: '{ $.status = "429" }',
    });
  });
});

describe('an alarm', () => {
  const build = (alarms: CorsMonitoringAlarms = {}): CorsMonitoring => {
    const stack = new Stack(scratchApp(), 'Example');
    return new CorsMonitoring(stack, 'Monitoring', { gateway: new CorsGateway(stack, 'Cors'), alarms });
  };

  test('is reached by its name', () => {
    const monitoring = build();
    expect(monitoring.alarm('storeUnavailable')).toBe(monitoring.alarms['storeUnavailable']);
  });

  test.each(['refusedSurge', 'storeUnavailabel', 'constructor', ''])(
    '%p is an error that says what to do',
    (name) => {
      expect(complaintsOf(() => build().alarm(name))).toEqual([`name is ${JSON.stringify(name)}`]);
    },
  );
});

describe('what is watched', () => {
  const allowlistAlarms = (
    build: (stack: Stack, allowlist: CorsAllowlist) => Partial<CorsMonitoringProps>,
  ): string[] =>
    Object.keys(
      alarmsIn(
        stackOf((stack) => {
          const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
          new CorsMonitoring(stack, 'Monitoring', { allowlist, ...build(stack, allowlist) });
        }),
      ),
    );

  test('an allowlist alone has no alarm for an API or an admin API', () => {
    const missing = ['gatewayFaults', 'adminFaults'];
    expect(allowlistAlarms(() => ({})).sort()).toEqual(
      GATEWAY_ALARMS.filter((name) => !missing.includes(name)).sort(),
    );
  });

  test('an API and an admin API can be named', () => {
    const names = allowlistAlarms((stack, allowlist) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addMethod('GET', new MockIntegration());
      return { api: api as IRestApi, adminApi: new CorsAdminApi(stack, 'Admin', { allowlist }) };
    });
    expect(names.sort()).toEqual([...GATEWAY_ALARMS].sort());
  });

  test('a gateway without an admin API can be given another one', () => {
    const built = stackOf((stack) => {
      const gateway = new CorsGateway(stack, 'Cors', { adminApi: false });
      const adminApi = new CorsAdminApi(stack, 'Admin', { allowlist: gateway.allowlist });
      new CorsMonitoring(stack, 'Monitoring', { gateway, adminApi });
    });
    expect(alarmsIn(built)).toHaveProperty('adminFaults');
  });

  test('a table of another account has its metrics there', () => {
    const tableArn = 'arn:aws:dynamodb:eu-central-1:999999999999:table/list';
    const built = stackOf(
      (stack) => {
        const allowlist = new CorsAllowlist(stack, 'Allowlist', {
          ...WITH_TABLE,
          existingTable: { tableArn },
        });
        new CorsMonitoring(stack, 'Monitoring', { allowlist });
      },
      {},
      { env: { account: '123456789012', region: 'eu-central-1' } },
    );
    const names = Object.keys(alarmsIn(built));
    expect(names).toContain('storeUnavailable');
    expect(names.filter((name) => name.startsWith('table'))).toEqual([]);
  });

  test('can be in another stack of the same place', () => {
    const app = scratchApp();
    const env = { account: '123456789012', region: 'eu-central-1' };
    const gateway = new CorsGateway(new Stack(app, 'Home', { env }), 'Cors');
    const alarms = new Stack(app, 'Alarms', { env });
    new CorsMonitoring(alarms, 'Monitoring', { gateway, alarmTopic: new Topic(alarms, 'Topic') });
    Template.fromStack(alarms).resourceCountIs('AWS::CloudWatch::Alarm', GATEWAY_ALARMS.length);
  });
});

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly query?: string;
    readonly markdown?: string;
    readonly metrics?: unknown[][];
  };
}

/** The widgets of the dashboard, with `?` where CloudFormation puts a name. */
function widgetsOf(built: Built): readonly Widget[] {
  const { Properties } = onlyResource<{ DashboardBody: { 'Fn::Join': [string, unknown[]] } }>(
    built,
    'AWS::CloudWatch::Dashboard',
  );
  const parts = Properties.DashboardBody['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
}

describe('the dashboard', () => {
  const widgets = widgetsOf(watchedGateway());
  const titled = (title: string): Widget | undefined =>
    widgets.find(({ properties }) => properties.title === title);

  test('shows every alarm and every reason', () => {
    expect(titled('Alarms')?.type).toBe('alarm');
    const reasons = titled('Refused, by reason')?.properties.metrics?.map((metric) => metric[3]);
    expect(reasons).toEqual([...REFUSALS]);
  });

  test.each([
    ['Changes of the list', CHANGES_QUERY, 2],
    ['Top refused origins', refusalsQuery(), 1],
    ['Errors', ERRORS_QUERY, 4],
  ])('asks the logs: %s', (title, query, logGroups) => {
    const asked = titled(title)?.properties.query ?? '';
    expect(asked.split("SOURCE '?' | ")).toEqual([...Array.from({ length: logGroups }, () => ''), query]);
  });

  test('says beside the refused origins that an origin proves nothing', () => {
    const texts = widgets.filter(({ type }) => type === 'text').map(({ properties }) => properties.markdown);
    expect(texts).toEqual([expect.stringContaining('proves nothing about who sent it')]);
  });

  test('asks the logs of functions with withCors too', () => {
    const built = stackOf((stack) => {
      const furtherLogGroups = [LogGroup.fromLogGroupName(stack, 'Orders', 'orders')];
      new CorsMonitoring(stack, 'Monitoring', { gateway: new CorsGateway(stack, 'Cors'), furtherLogGroups });
    });
    const query = widgetsOf(built).find(({ properties }) => properties.title === 'Top refused origins')
      ?.properties.query;
    expect(query).toBe(`SOURCE '?' | SOURCE 'orders' | ${refusalsQuery()}`);
  });

  test.each<[string, CorsGatewayProps, Partial<CorsMonitoringProps>, number]>([
    ['refusals are logged', {}, {}, 0],
    ['nothing is logged', { verdictLog: VerdictLog.NONE }, {}, 1],
    [
      'nothing is logged, and there is no dashboard',
      { verdictLog: VerdictLog.NONE },
      { dashboard: false },
      0,
    ],
  ])('warns of an empty list where %s', (_, gatewayProps, props, count) => {
    const stack = new Stack(scratchApp(), 'Example');
    const gateway = new CorsGateway(stack, 'Cors', gatewayProps);
    new CorsMonitoring(stack, 'Monitoring', { gateway, ...props });
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('verdictLog'));
    expect(found).toHaveLength(count);
  });

  test('warns of nothing where further log groups may have verdicts', () => {
    const stack = new Stack(scratchApp(), 'Example');
    const gateway = new CorsGateway(stack, 'Cors', { verdictLog: VerdictLog.NONE });
    const furtherLogGroups = [LogGroup.fromLogGroupName(stack, 'Orders', 'orders')];
    new CorsMonitoring(stack, 'Monitoring', { gateway, furtherLogGroups });
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('verdictLog'));
  });

  test('can be left out', () => {
    expect(idsOf(watchedGateway({ dashboard: false }), 'AWS::CloudWatch::Dashboard')).toEqual([]);
  });

  test('has no widget for alarms where there are none', () => {
    const off = Object.fromEntries(ALARM_NAMES.map((name) => [name, { enabled: false }]));
    const built = watchedGateway({ alarms: off });
    expect(idsOf(built, 'AWS::CloudWatch::Alarm')).toEqual([]);
    expect(widgetsOf(built).map(({ type }) => type)).not.toContain('alarm');
  });

  test('has no widget for an API, an admin API or a table that is not watched', () => {
    const built = stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      new CorsMonitoring(stack, 'Monitoring', { allowlist });
    });
    const titles = widgetsOf(built).map(({ properties }) => properties.title);
    expect(titles).not.toContain('API');
    expect(titles).not.toContain('Changes of the list');
    expect(titles).toContain('Errors');
  });
});

describe('mistakes are errors', () => {
  const complaints = (build: (stack: Stack) => unknown): string[] =>
    complaintsOf(() => stackOf((stack) => void build(stack)));
  const of = (props: (stack: Stack, gateway: CorsGateway) => unknown): string[] =>
    complaints((stack) => {
      const gateway = new CorsGateway(stack, 'Cors');
      new CorsMonitoring(stack, 'Monitoring', props(stack, gateway) as CorsMonitoringProps);
    });
  const changed = (alarms: unknown): string[] => of((_, gateway) => ({ gateway, alarms }));

  test.each<[string, (stack: Stack, gateway: CorsGateway) => unknown, string[]]>([
    ['nothing to watch', () => ({}), ['gateway is missing']],
    ['no props', () => undefined, ['gateway is missing']],
    ['props that are none', () => 'gateway', ['props is "gateway"']],
    [
      'a gateway and its allowlist',
      (_, gateway) => ({ gateway, allowlist: gateway.allowlist }),
      ['allowlist is "Example/Cors/Allowlist"'],
    ],
    [
      'an API beside a gateway',
      (stack, gateway) => ({ gateway, api: new RestApi(stack, 'Api') }),
      ['api is "Example/Api"'],
    ],
    [
      'an admin API beside that of a gateway',
      (stack, gateway) => ({
        gateway,
        adminApi: new CorsAdminApi(stack, 'Admin', { allowlist: gateway.allowlist }),
      }),
      ['adminApi is "Example/Admin"'],
    ],
    [
      'an imported allowlist',
      (stack) => ({
        allowlist: CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Imported', {
          ...WITH_TABLE,
          tableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/list',
        }),
      }),
      ['allowlist is "Example/Imported"'],
    ],
    [
      'an API without a stage',
      (stack, { allowlist }) => ({ allowlist, api: RestApi.fromRestApiId(stack, 'Api', 'abc') }),
      ['api is "Example/Api"'],
    ],
    [
      'props of other types',
      () => ({
        gateway: 'a',
        allowlist: [],
        adminApi: 1,
        alarmTopic: 'arn',
        dashboard: 'no',
        runbookUrl: 5,
        api: {},
      }),
      [
        'gateway is "a"',
        'allowlist is []',
        'adminApi is 1',
        'alarmTopic is "arn"',
        'dashboard is "no"',
        'runbookUrl is 5',
        'api is {}',
      ],
    ],
    [
      'a runbook that is no page',
      (_, gateway) => ({ gateway, runbookUrl: 'http://wiki.example.com' }),
      ['runbookUrl is "http://wiki.example.com"'],
    ],
    [
      'a runbook with a fragment',
      (_, gateway) => ({ gateway, runbookUrl: 'https://wiki.example.com/#cors' }),
      ['runbookUrl is "https://wiki.example.com/#cors"'],
    ],
  ])('%s', (_, props, expected) => {
    expect(of(props)).toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['no object', 'all', ['alarms is "all"']],
    ['an unknown name', { storeUnavailabel: {} }, ['alarms.storeUnavailabel is "given"']],
    ['an unknown option', { lookupSlow: { treshold: 1 } }, ['alarms.lookupSlow.treshold is "given"']],
    ['an alarm that is no object', { lookupSlow: false }, ['alarms.lookupSlow is false']],
    [
      'options of other types',
      { lookupSlow: { enabled: 'yes', threshold: '1', evaluationPeriods: '5', datapointsToAlarm: null } },
      [
        'alarms.lookupSlow.enabled is "yes"',
        'alarms.lookupSlow.threshold is "1"',
        'alarms.lookupSlow.evaluationPeriods is "5"',
        'alarms.lookupSlow.datapointsToAlarm is null',
      ],
    ],
    ['no threshold', { refusedSurge: { enabled: true } }, ['alarms.refusedSurge.threshold is missing']],
    ['no threshold, without a word', { refusedSurge: {} }, ['alarms.refusedSurge.threshold is missing']],
    ['a threshold below 0', { refusedSurge: { threshold: -1 } }, ['alarms.refusedSurge.threshold is -1']],
    [
      'an infinite threshold',
      { lookupSlow: { threshold: Infinity } },
      ['alarms.lookupSlow.threshold is Infinity'],
    ],
    [
      'a threshold that is no number',
      { lookupSlow: { threshold: NaN } },
      ['alarms.lookupSlow.threshold is "NaN"'],
    ],
    [
      'periods that are no number',
      { lookupSlow: { evaluationPeriods: NaN } },
      ['alarms.lookupSlow.evaluationPeriods is "NaN"'],
    ],
    ['a share in per cent', { gatewayFaults: { threshold: 5 } }, ['alarms.gatewayFaults.threshold is 5']],
    [
      'a share that nothing exceeds',
      { gatewayFaults: { threshold: 1 } },
      ['alarms.gatewayFaults.threshold is 1'],
    ],
    ['no period', { lookupSlow: { evaluationPeriods: 0 } }, ['alarms.lookupSlow.evaluationPeriods is 0']],
    [
      'half a period',
      { lookupSlow: { evaluationPeriods: 1.5 } },
      ['alarms.lookupSlow.evaluationPeriods is 1.5'],
    ],
    [
      'more periods than a day',
      { lookupSlow: { evaluationPeriods: 1441 }, refusedSurge: { threshold: 1, evaluationPeriods: 289 } },
      ['alarms.lookupSlow.evaluationPeriods is 1441', 'alarms.refusedSurge.evaluationPeriods is 289'],
    ],
    [
      'more datapoints than periods',
      { lookupSlow: { evaluationPeriods: 2, datapointsToAlarm: 3 } },
      ['alarms.lookupSlow.datapointsToAlarm is 3'],
    ],
  ])('an alarm with %s', (_, alarms, expected) => {
    expect(changed(alarms)).toEqual(expected);
  });

  test('an alarm that has nothing to watch', () => {
    const found = complaints((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      const alarms = { gatewayFaults: {}, adminFaults: { threshold: 3 }, adminThrottled: { enabled: false } };
      new CorsMonitoring(stack, 'Monitoring', { allowlist, alarms });
    });
    expect(found).toEqual(['alarms.gatewayFaults is "given"', 'alarms.adminFaults is "given"']);
  });

  test.each<[string, { region: string; account: string } | undefined]>([
    ['another region', { region: 'eu-west-1', account: '123456789012' }],
    ['another account', { region: 'eu-central-1', account: '999999999999' }],
    ['nobody knows which region', undefined],
  ])('a gateway of %s', (_, env) => {
    const app = scratchApp();
    const home = new Stack(app, 'Home', { env: { region: 'eu-central-1', account: '123456789012' } });
    const gateway = new CorsGateway(home, 'Cors');
    const alarms = new Stack(app, 'Alarms', env === undefined ? {} : { env });
    expect(complaintsOf(() => new CorsMonitoring(alarms, 'Monitoring', { gateway }))).toEqual([
      'gateway is "Home/Cors"',
    ]);
  });

  test('a topic of another region', () => {
    const app = scratchApp();
    const stack = new Stack(app, 'Home', { env: { region: 'eu-central-1', account: '123456789012' } });
    const alarmTopic = Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:123456789012:alarms');
    const gateway = new CorsGateway(stack, 'Cors');
    expect(complaintsOf(() => new CorsMonitoring(stack, 'Monitoring', { gateway, alarmTopic }))).toEqual([
      'alarmTopic is "Home/Topic"',
    ]);
  });
});

test('a period of an alarm is what its rule says', () => {
  const all = alarmsIn(watchedGateway({ alarms: THRESHOLDS }, { changeEvents: {} }));
  for (const name of ALARM_NAMES) {
    expect(all[name]?.Period).toBe(Duration.minutes(BY_TRAFFIC.includes(name) ? 5 : 1).toSeconds());
  }
});
