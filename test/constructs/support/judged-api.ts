import type { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { CorsAllowlist, type CorsProtectOptions } from '../../../lib';
import { backendFunction } from './backend-function';
import { stackOf, type Built } from './stack-of';
import { WITH_TABLE } from './with-table';

/** An API of a user, and the allowlist that will judge there. */
export interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  /** The handler of `GET /orders`. */
  readonly handler: LambdaFunction;
}

/** A Lambda proxy integration. */
export const to = (handler: IFunction): LambdaIntegration => new LambdaIntegration(handler);

/** An API with `GET /orders`, before it is protected. */
export function parts(stack: Stack): Parts {
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const handler = backendFunction(stack, 'Orders');
  api.root.addResource('orders').addMethod('GET', to(handler));
  return { stack, api, handler, allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE) };
}

/** The same, protected. */
export function protectedBy(
  options: CorsProtectOptions,
  before: (parts: Parts) => void = () => undefined,
): Built {
  return stackOf((stack) => {
    const made = parts(stack);
    before(made);
    made.allowlist.protect(made.api, options);
  });
}

/** Whether functions have the environment that withCors reads. */
export const isGiven = (built: Built, id: RegExp): boolean =>
  Object.entries(built.resources<{ Environment?: object }>('AWS::Lambda::Function'))
    .filter(([name]) => id.test(name))
    .every(([, { Properties }]) => JSON.stringify(Properties.Environment ?? {}).includes('CORS_POLICY'));
