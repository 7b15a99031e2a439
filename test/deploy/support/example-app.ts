import { App, RemovalPolicy } from 'aws-cdk-lib';
import { exampleProps } from '../../../bin/example-context';
import { ExampleStack } from '../../../bin/example-stack';
import { CorsHost, HostKind } from '../../../lib';

/**
 * The example app under another name, so that a run never touches a stack that somebody uses. Context besides that of
 * bin/app.ts: `stackName`, `host` (one more host) and `removeTable=yes` (nothing stays behind).
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const contextOf = (name: string): unknown => app.node.tryGetContext(name) as unknown;
const stackName = contextOf('stackName');
if (typeof stackName !== 'string') throw new Error('context stackName is missing');
const host = contextOf('host');
new ExampleStack(app, stackName, {
  ...exampleProps(contextOf),
  ...(typeof host === 'string' ? { hosts: [CorsHost.existing(host, HostKind.EXPERIENCE_CLOUD_SITE)] } : {}),
  ...(contextOf('removeTable') === 'yes' ? { removalPolicy: RemovalPolicy.DESTROY } : {}),
});
