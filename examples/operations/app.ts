import { App, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { CorsBackend, CorsGateway, CorsMonitoring } from '../../lib';

/** Who hears of what. */
export interface WatchedGatewayProps extends StackProps {
  /** Address of those who are called when something is wrong. */
  readonly onCall?: string;
  /** Address of those who review which origins are let in. */
  readonly security?: string;
  /** @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** A gateway that tells people what they must know: alarms for those on call, changes of the list for the security team. */
export class WatchedGateway extends Stack {
  constructor(
    scope: Construct,
    id: string,
    {
      onCall = 'on-call@example.com',
      security = 'security@example.com',
      removalPolicy = RemovalPolicy.RETAIN,
      ...props
    }: WatchedGatewayProps = {},
  ) {
    super(scope, id, props);
    const gateway = new CorsGateway(this, 'Cors', {
      defaultBackend: CorsBackend.echo(),
      removalPolicy,
      changeEvents: {},
    });

    const alarmTopic = this.topic('OnCall', onCall);
    new CorsMonitoring(this, 'Monitoring', {
      gateway,
      alarmTopic,
      // The number follows from the traffic, so this alarm is on only with a threshold.
      alarms: { refusedSurge: { threshold: 500 } },
    });

    const who = EventField.fromPath('$.detail.by');
    const what = EventField.fromPath('$.detail.action');
    const pattern = EventField.fromPath('$.detail.pattern');
    new Rule(this, 'Changes', {
      eventPattern: { source: ['cors-allowlist'], resources: [gateway.allowlist.table.tableArn] },
      targets: [
        new SnsTopic(this.topic('Security', security), {
          message: RuleTargetInput.fromText(`CORS allowlist: ${who}, ${what} ${pattern}`),
        }),
      ],
    });
  }

  private topic(id: string, address: string): Topic {
    const topic = new Topic(this, id, { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(address));
    return topic;
  }
}

if (require.main === module) {
  new WatchedGateway(new App(), 'WatchedGateway');
}
