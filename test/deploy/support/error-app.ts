import { App } from 'aws-cdk-lib';
import { errorStack } from './error-stack';

/** The app of error-stack.ts. Context: `stackName`, and `key`. */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const textOf = (name: string): string => {
  const value = app.node.tryGetContext(name) as unknown;
  if (typeof value !== 'string') throw new Error(`context ${name} is missing`);
  return value;
};
errorStack(app, textOf('stackName'), textOf('key'));
