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

    const reviewers = this.topic('Security', security);
    const mail = (text: string): SnsTopic =>
      new SnsTopic(reviewers, { message: RuleTargetInput.fromText(text) });
    const source = ['cors-allowlist'];
    const resources = [gateway.allowlist.table.tableArn];
    const who = EventField.fromPath('$.detail.by');
    const what = EventField.fromPath('$.detail.action');
    const pattern = EventField.fromPath('$.detail.pattern');
    // Each change after which an entry lets origins in: an update can be the one that activates it.
    new Rule(this, 'Changes', {
      eventPattern: {
        source,
        resources,
        detail: { action: ['create', 'update', 'restore'], after: { status: ['active'] } },
      },
      targets: [mail(`CORS allowlist: ${who}, ${what} ${pattern}`)],
    });

    // The event of a settings change has no pattern.
    const isOn = EventField.fromPath('$.detail.after.enableCorsForOAuthEndpoints');
    new Rule(this, 'SettingsChanges', {
      eventPattern: {
        source,
        resources,
        detail: { target: ['settings'], action: ['create', 'update'] },
      },
      targets: [mail(`CORS allowlist: ${who} set enableCorsForOAuthEndpoints to ${isOn}`)],
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
