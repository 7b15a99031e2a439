import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { FilterCriteria, StartingPosition, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  ENTRY_PARTITION_PREFIX,
  EVENT_BUS,
  PARTITION_KEY,
  SETTINGS_KEY,
  TABLE_NAME,
} from '../../../contract';
import type { CorsChangeEvents } from '../../cors-change-events';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { withoutConcurrency } from '../functions/concurrency';
import { HandlerFunction } from '../functions/handler-function';
import { acknowledge } from '../synth/acknowledge';
import { alarmDescription } from '../synth/runbook';

/** One call of EventBridge for each change in the worst case, with its repetitions. */
const TIMEOUT = Duration.minutes(2);
const MEMORY_SIZE = 256;
/** As many as one call of EventBridge takes. */
const BATCH_SIZE = 10;
/** A stream keeps a record for 24 hours. What is given up earlier can still be read there. */
const MAX_RECORD_AGE = Duration.hours(22);
const QUEUE_RETENTION = Duration.days(14);

/** Name of the alarm of changes that could not be published. */
const LOST = 'changeEventsLost';
export const LOST_SENTENCE = 'Changes of the list could not be published, and were given up.';

/** The parts that events of changes are made of. */
export interface ChangePublisherProps {
  readonly options: CorsChangeEvents;
  /** A table with a stream of new and old images. */
  readonly table: ITableV2;
  readonly tableName: string;
  readonly logRetention?: RetentionDays | undefined;
  /** The choices for the evaluator. */
  readonly functions?: CorsFunctionOptions | undefined;
}

/**
 * Publishes changes of the table on an event bus: a function on the stream of the table, a queue for changes that it could not
 * publish, and an alarm of that queue.
 */
export class ChangePublisher extends Construct {
  public readonly handler: LambdaFunction;
  public readonly deadLetterQueue: Queue;
  public readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ChangePublisherProps) {
    super(scope, id);
    const bus = props.options.eventBus ?? EventBus.fromEventBusName(this, 'Bus', 'default');
    this.handler = new HandlerFunction(this, 'Publisher', {
      bundle: 'change-events',
      description: 'Publishes changes of a CORS allowlist as events',
      timeout: TIMEOUT,
      memorySize: MEMORY_SIZE,
      environment: { [TABLE_NAME]: props.tableName, [EVENT_BUS]: bus.eventBusArn },
      logRetention: props.logRetention,
      options: withoutConcurrency(props.functions),
    }).handler;
    bus.grantPutEventsTo(this.handler);
    this.deadLetterQueue = this.makeQueue();
    this.readStream(props.table);
    this.alarm = new Alarm(this, 'Lost', {
      metric: lostChanges(this.deadLetterQueue),
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: alarmDescription(LOST_SENTENCE, LOST),
    });
  }

  private makeQueue(): Queue {
    const queue = new Queue(this, 'LostChanges', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: QUEUE_RETENTION,
    });
    const reason = 'It is itself the queue for what could not be delivered.';
    acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
    return queue;
  }

  private readStream(table: ITableV2): void {
    const partitions = { S: [{ prefix: ENTRY_PARTITION_PREFIX }, SETTINGS_KEY.pk] };
    this.handler.addEventSource(
      new DynamoEventSource(table, {
        // From the first record on: what changes while the stack is deployed is published as well.
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: BATCH_SIZE,
        reportBatchItemFailures: true,
        maxRecordAge: MAX_RECORD_AGE,
        onFailure: new SqsDlq(this.deadLetterQueue),
        filters: [FilterCriteria.filter({ dynamodb: { Keys: { [PARTITION_KEY]: partitions } } })],
      }),
    );
  }
}

/** Changes that wait in the queue for somebody who looks at them. */
export function lostChanges(queue: IQueue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
  });
}
