import { App } from 'aws-cdk-lib';
import { ExampleStack } from './example-stack';
import { exampleProps } from './example-context';

// The floor version of aws-cdk-lib warns of what its own table does.
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
new ExampleStack(
  app,
  'CorsExample',
  exampleProps((name) => app.node.tryGetContext(name) as unknown),
);
