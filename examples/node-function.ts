import { Duration } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime, type Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** A function of Node.js, as the examples have them. */
export function nodeFunction(scope: Construct, id: string, code: Code): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code,
    memorySize: 256,
    timeout: Duration.seconds(10),
  });
}
