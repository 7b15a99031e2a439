import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

const BACKEND = join(__dirname, '../protect-rest-api/backend');

/** A function that answers with the method and the path of what it was asked. */
export function ownHandler(scope: Construct): LambdaFunction {
  return nodeFunction(scope, 'Handler', backendCode(BACKEND));
}
