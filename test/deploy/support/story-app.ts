import { App, Aspects, CfnOutput, RemovalPolicy, Stack, type IAspect } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { storyStack } from '../../support/story';

/**
 * A stack of an example under another name, whose table goes with it. Context: `stackName`, `story` (folder and class, or
 * `owner` for an API that another stack is to import), `props` (JSON).
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

/** An API with a method of its own, and what others need to add to it. */
class Owner extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const api = new RestApi(this, 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration());
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'RestApiId', { value: api.restApiId });
    new CfnOutput(this, 'RootResourceId', { value: api.restApiRootResourceId });
  }
}

class TablesGo implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnGlobalTable)) return;
    node.applyRemovalPolicy(RemovalPolicy.DESTROY);
    node.addPropertyOverride('Replicas.0.DeletionProtectionEnabled', false);
  }
}

const app = new App();
const textOf = (name: string): string => {
  const value = app.node.tryGetContext(name) as unknown;
  if (typeof value !== 'string') throw new Error(`context ${name} is missing`);
  return value;
};
const story = textOf('story');
const props = JSON.parse(textOf('props')) as Record<string, unknown>;
const stack =
  story === 'owner'
    ? new Owner(app, textOf('stackName'))
    : new (storyStack(story))(app, textOf('stackName'), props);
Aspects.of(stack).add(new TablesGo());
