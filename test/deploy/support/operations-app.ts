import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, Rule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CorsBackend, CorsGateway, CorsMonitoring, type CorsMonitoringAlarms } from '../../../lib';
import { ALARM_NAMES, ALARM_RULES } from '../../../lib/constructs/private/monitoring/alarm-rules';

/**
 * A gateway that is watched, with every alarm, and that publishes its changes: a rule brings them to a queue. Context: `stackName`;
 * `bus`, `own` for a bus of its own instead of the default one.
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const stack = new Stack(app, String(app.node.tryGetContext('stackName')));
const eventBus =
  app.node.tryGetContext('bus') === 'own' ? (new EventBus(stack, 'Bus') as IEventBus) : undefined;
const gateway = new CorsGateway(stack, 'Cors', {
  defaultBackend: CorsBackend.echo(),
  removalPolicy: RemovalPolicy.DESTROY,
  initialOrigins: [{ pattern: 'https://initial.example', name: 'From the start' }],
  changeEvents: eventBus === undefined ? {} : { eventBus },
});
const heard = new Queue(stack, 'Heard', { removalPolicy: RemovalPolicy.DESTROY });
const rule = new Rule(stack, 'Changes', {
  // The default bus is the account's, so that other stacks of a run publish there too.
  eventPattern: { source: ['cors-allowlist'], resources: [gateway.allowlist.table.tableArn] },
  ...(eventBus === undefined ? {} : { eventBus }),
});
rule.addTarget(new SqsQueue(heard));

const withoutDefault = ALARM_NAMES.filter((name) => ALARM_RULES[name].threshold === undefined);
const alarms: CorsMonitoringAlarms = Object.fromEntries(
  withoutDefault.map((name) => [name, { threshold: 10 }]),
);
const alarmTopic = new Topic(stack, 'OnCall');
const monitoring = new CorsMonitoring(stack, 'Monitoring', { gateway, alarmTopic, alarms });
for (const [name, alarm] of Object.entries(monitoring.alarms)) {
  new CfnOutput(stack, `Alarm${name}`, { value: alarm.alarmName });
}
new CfnOutput(stack, 'DashboardName', { value: monitoring.dashboard?.dashboardName ?? '' });
const { changeEventsFunction, changeEventsDeadLetterQueue } = gateway.allowlist;
new CfnOutput(stack, 'PublisherName', { value: changeEventsFunction?.functionName ?? '' });
new CfnOutput(stack, 'LostQueueUrl', { value: changeEventsDeadLetterQueue?.queueUrl ?? '' });
new CfnOutput(stack, 'LostQueueName', { value: changeEventsDeadLetterQueue?.queueName ?? '' });
new CfnOutput(stack, 'QueueUrl', { value: heard.queueUrl });
new CfnOutput(stack, 'TopicArn', { value: alarmTopic.topicArn });
new CfnOutput(stack, 'GatewayUrl', { value: gateway.url });
new CfnOutput(stack, 'AdminUrl', { value: gateway.adminApi?.url ?? '' });
new CfnOutput(stack, 'TableName', { value: gateway.allowlist.table.tableName });
