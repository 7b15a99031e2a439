import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  CorsAllowlist,
  CorsGateway,
  CorsMonitoring,
  type CorsAllowlistProps,
  type CorsMonitoringProps,
} from '../../lib';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { idsOf, onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const TABLE = 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist';
const STREAM = `${TABLE}/stream/2030-01-01T00:00:00.000`;
const HERE = { env: { account: '123456789012', region: 'eu-central-1' } };

function publishing(props: CorsAllowlistProps = { changeEvents: {} }): Built {
  return stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props }), {}, HERE);
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: { readonly Action: unknown; readonly Resource: unknown }[] };
}

/** The statements of the role of the publisher, without logs and traces. */
function rightsOf(built: Built): string[] {
  const policies = Object.entries(built.resources<Policy>('AWS::IAM::Policy'));
  const own =
    policies.find(([id]) => id.includes('Publisher'))?.[1].Properties.PolicyDocument.Statement ?? [];
  return own
    .map(({ Action, Resource }) => `${[Action].flat().join(', ')} on ${JSON.stringify(Resource)}`)
    .filter((line) => !/^(logs|xray):/.test(line));
}

describe('an allowlist that publishes its changes', () => {
  const built = publishing();

  test('has a table with a stream of both images', () => {
    expect(onlyResource<object>(built, 'AWS::DynamoDB::GlobalTable').Properties).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('has a function that reads the stream from its beginning, and says from where to go on', () => {
    const [table] = idsOf(built, 'AWS::DynamoDB::GlobalTable');
    const [queue] = idsOf(built, 'AWS::SQS::Queue');
    expect(onlyResource<object>(built, 'AWS::Lambda::EventSourceMapping').Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [table, 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 22 * 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
      FilterCriteria: {
        Filters: [{ Pattern: '{"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"E#"},"SETTINGS"]}}}}' }],
      },
    });
  });

  test('lets the function read the stream, publish, and put away what it could not publish', () => {
    const [table] = idsOf(built, 'AWS::DynamoDB::GlobalTable');
    const [queue] = idsOf(built, 'AWS::SQS::Queue');
    const stream = JSON.stringify({ 'Fn::GetAtt': [table, 'StreamArn'] });
    expect([...rightsOf(built)].sort()).toEqual([
      `dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on ${stream}`,
      `dynamodb:ListStreams on ${stream}`,
      expect.stringMatching(/^events:PutEvents on .*:events:eu-central-1:123456789012:event-bus\/default/),
      expect.stringMatching(`^sqs:SendMessage[^*]* on \\{"Fn::GetAtt":\\["${queue ?? ''}","Arn"\\]\\}$`),
    ]);
  });

  test('has a queue that is encrypted, kept for two weeks, and watched', () => {
    expect(onlyResource<object>(built, 'AWS::SQS::Queue').Properties).toMatchObject({
      MessageRetentionPeriod: 14 * 24 * 3600,
      SqsManagedSseEnabled: true,
    });
    expect(onlyResource<object>(built, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  test('says so by its members', () => {
    const allowlist = new CorsAllowlist(new Stack(scratchApp(), 'Example'), 'Allowlist', {
      ...WITH_TABLE,
      changeEvents: {},
    });
    const { changeEventsFunction, changeEventsDeadLetterQueue, changeEventsAlarm } = allowlist;
    for (const part of [changeEventsFunction, changeEventsDeadLetterQueue, changeEventsAlarm])
      expect(part).toBeDefined();
  });

  test('publishes on a bus of its own', () => {
    const own = stackOf((stack) => {
      const eventBus = new EventBus(stack, 'Bus') as IEventBus;
      new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, changeEvents: { eventBus } });
    });
    const [bus] = idsOf(own, 'AWS::Events::EventBus');
    expect(rightsOf(own)[0]).toBe(`events:PutEvents on ${JSON.stringify({ 'Fn::GetAtt': [bus, 'Arn'] })}`);
  });

  test('may decrypt the stream of a table under a key of the customer, and not encrypt', () => {
    const encrypted = stackOf(
      (stack) => {
        const encryption = TableEncryptionV2.customerManagedKey(new Key(stack, 'Key'));
        new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, encryption, changeEvents: {} });
      },
      {},
      HERE,
    );
    const keys = rightsOf(encrypted).filter((line) => line.startsWith('kms:'));
    expect(keys).toEqual([
      expect.stringMatching(/^kms:(Decrypt|DescribeKey)(, kms:(Decrypt|DescribeKey))? on /),
    ]);
  });

  test('takes the choices of the team for its function, but no instances', () => {
    const evaluator = { memorySize: 1024, reservedConcurrentExecutions: 7, environment: { OWN: 'yes' } };
    const functions = publishing({ changeEvents: {}, evaluator }).resources<object>('AWS::Lambda::Function');
    const [, publisher] = Object.entries(functions).find(([id]) => id.includes('Publisher')) ?? [];
    expect(publisher?.Properties).toMatchObject({
      MemorySize: 1024,
      Environment: { Variables: { OWN: 'yes' } },
    });
    expect(publisher?.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('is a gateway as well', () => {
    const gateway = stackOf((stack) => new CorsGateway(stack, 'Cors', { changeEvents: {} }));
    expect(idsOf(gateway, 'AWS::Lambda::EventSourceMapping')).toHaveLength(1);
  });

  test('can read a table of another stack by its stream', () => {
    const existing = publishing({
      changeEvents: {},
      existingTable: { tableArn: TABLE, tableStreamArn: STREAM },
    });
    expect(onlyResource<object>(existing, 'AWS::Lambda::EventSourceMapping').Properties).toMatchObject({
      EventSourceArn: STREAM,
    });
    expect(rightsOf(existing)).toContain(
      `dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on ${JSON.stringify(STREAM)}`,
    );
  });

  test('has one stream, with replicas', () => {
    const replicated = publishing({ changeEvents: {}, replicas: [{ region: 'eu-west-1' }] });
    expect(idsOf(replicated, 'AWS::Lambda::EventSourceMapping')).toHaveLength(1);
  });
});

test('an allowlist without them has neither a stream nor anything that reads one', () => {
  const built = publishing({});
  expect(onlyResource<object>(built, 'AWS::DynamoDB::GlobalTable').Properties).not.toHaveProperty(
    'StreamSpecification',
  );
  for (const type of ['AWS::Lambda::EventSourceMapping', 'AWS::SQS::Queue', 'AWS::CloudWatch::Alarm']) {
    expect(idsOf(built, type)).toEqual([]);
  }
});

describe('mistakes are errors', () => {
  const elsewhere = TABLE.replace('123456789012', '210987654321');

  test.each<[string, unknown, string[]]>([
    ['no object', { changeEvents: true }, ['changeEvents is true']],
    ['a bus that is none', { changeEvents: { eventBus: 'default' } }, ['changeEvents.eventBus is "default"']],
    [
      'a table that exists, without its stream',
      { changeEvents: {}, existingTable: { tableArn: TABLE } },
      ['existingTable.tableStreamArn is missing'],
    ],
    [
      'the stream of another table',
      {
        changeEvents: {},
        existingTable: { tableArn: TABLE, tableStreamArn: STREAM.replace('allowlist', 'other') },
      },
      [`existingTable.tableStreamArn is ${JSON.stringify(STREAM.replace('allowlist', 'other'))}`],
    ],
    [
      'the stream of another account',
      { changeEvents: {}, existingTable: { tableArn: elsewhere, tableStreamArn: `${elsewhere}/stream/1` } },
      [`existingTable.tableStreamArn is ${JSON.stringify(`${elsewhere}/stream/1`)}`],
    ],
  ])('%s', (_, props, expected) => {
    expect(complaints(() => publishing(props as CorsAllowlistProps))).toEqual(expected);
  });

  test('a bus of another region', () => {
    const build = (stack: Stack): unknown => {
      const eventBus = EventBus.fromEventBusArn(
        stack,
        'Bus',
        'arn:aws:events:us-east-1:123456789012:event-bus/changes',
      );
      return new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, changeEvents: { eventBus } });
    };
    expect(complaints(() => stackOf(build, {}, HERE))).toEqual(['changeEvents.eventBus is "Example/Bus"']);
  });
});

describe('its alarm', () => {
  const watched = (props: Partial<CorsMonitoringProps>): Built =>
    stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, changeEvents: {} });
      const monitoring = new CorsMonitoring(stack, 'Monitoring', { allowlist, ...props });
      expect(Object.keys(monitoring.alarms)).toEqual(
        expect.arrayContaining(['changeEventsLate', 'changeEventsLost']),
      );
    });
  test.each<[string, Partial<CorsMonitoringProps>, object]>([
    ['is that of the monitoring', {}, { Threshold: 1 }],
    [
      'is that one where it is changed',
      { alarms: { changeEventsLost: { threshold: 5, evaluationPeriods: 3 } } },
      { Threshold: 5, EvaluationPeriods: 3, DatapointsToAlarm: 1 },
    ],
    [
      'is that one where it links to another runbook',
      { runbookUrl: 'https://wiki.example.com' },
      { AlarmDescription: expect.stringMatching(/ See https:\/\/wiki\.example\.com#/) as string },
    ],
  ])('%s', (_, props, expected) => {
    const built = watched(props);
    const [id, ...others] = idsOf(built, 'AWS::CloudWatch::Alarm').filter((one) => one.includes('Lost'));
    expect(others).toEqual([]);
    expect(id).toMatch(/^AllowlistChangeEventsLost/);
    expect(built.resources<object>('AWS::CloudWatch::Alarm')[id ?? '']?.Properties).toMatchObject(expected);
  });

  test.each(['Home', 'Other'])('is gone where the monitoring in stack %s turns it off', (name) => {
    const app = scratchApp();
    const home = new Stack(app, 'Home', HERE);
    const place = name === 'Home' ? home : new Stack(app, name, HERE);
    const allowlist = new CorsAllowlist(home, 'Allowlist', { ...WITH_TABLE, changeEvents: {} });
    const alarms = { changeEventsLost: { enabled: false } };
    const monitoring = new CorsMonitoring(place, 'Monitoring', { allowlist, alarms });
    expect(monitoring.alarms).not.toHaveProperty('changeEventsLost');
    for (const stack of [home, Stack.of(monitoring)]) {
      const lost = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm', {
        Properties: { MetricName: 'ApproximateNumberOfMessagesVisible' },
      });
      expect(lost).toEqual({});
    }
  });

  test('of another stack is changed as the one beside the monitoring', () => {
    const app = scratchApp();
    const home = new Stack(app, 'Home', HERE);
    const allowlist = new CorsAllowlist(home, 'Allowlist', { ...WITH_TABLE, changeEvents: {} });
    const other = new Stack(app, 'Other', HERE);
    new CorsMonitoring(other, 'Monitoring', { allowlist, alarms: { changeEventsLost: { threshold: 7 } } });
    for (const stack of [other, home]) {
      Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Threshold: 7,
      });
    }
  });

  test('is another one in another stack, which depends on nothing that depends on it', () => {
    const app = scratchApp();
    const home = new Stack(app, 'Home', HERE);
    const allowlist = new CorsAllowlist(home, 'Allowlist', { ...WITH_TABLE, changeEvents: {} });
    const other = new Stack(app, 'Other', HERE);
    new CorsMonitoring(other, 'Monitoring', { allowlist });
    const template = Template.fromStack(other);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'IteratorAge',
      Statistic: 'Maximum',
    });
  });

  test('needs events', () => {
    const build = (stack: Stack): unknown => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      return new CorsMonitoring(stack, 'Monitoring', { allowlist, alarms: { changeEventsLate: {} } });
    };
    expect(complaints(() => stackOf(build))).toEqual(['alarms.changeEventsLate is "given"']);
  });
});
