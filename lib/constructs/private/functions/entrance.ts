import {
  Alias,
  type Function as LambdaFunction,
  type IFunction,
  type IVersion,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ConstructMark } from '../synth/construct-mark';

const ALIAS_NAME = 'live';

const entrance = new ConstructMark<IFunction>('entrance');

/**
 * Keeps instances of a function started. They belong to a version, and the alias is what leads to the newest one. A change of the
 * function makes a new version, and the former one is deleted once the alias has left it.
 */
export function provision(scope: Construct, handler: LambdaFunction, instances: number): void {
  const alias = new Alias(scope, 'Live', {
    aliasName: ALIAS_NAME,
    version: handler.currentVersion as IVersion,
    provisionedConcurrentExecutions: instances,
  });
  entrance.set(handler, alias as IFunction);
}

/** The function as API Gateway calls it: its alias where instances are kept started, otherwise the function itself. */
export function entranceOf(handler: IFunction): IFunction {
  return entrance.get(handler) ?? handler;
}
