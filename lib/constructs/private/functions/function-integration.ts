import { Stack } from 'aws-cdk-lib';
import { AwsIntegration, type IntegrationConfig, type Method } from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { valuePlace } from '../deployed/deployed-api';
import { deployAfter } from '../deployed/deployment-order';
import { asScope } from '../synth/as-scope';
import { entranceOf } from './entrance';

/**
 * A Lambda proxy integration that needs one permission for an API, not one for each method: a function's policy holds
 * 20 kB, which the permissions of some fifty methods fill.
 */
export class FunctionIntegration extends AwsIntegration {
  constructor(private readonly handler: IFunction) {
    super({
      proxy: true,
      service: 'lambda',
      path: `2015-03-31/functions/${entranceOf(handler).functionArn}/invocations`,
    });
  }

  public override bind(method: Method): IntegrationConfig {
    allowInvocation(this.handler, method.api, method.api.restApiId);
    return super.bind(method);
  }
}

/**
 * How API Gateway calls a function.
 *
 * @param scope in the stack of the API
 */
export function invocationUri(scope: IConstruct, handler: IFunction): string {
  const { partition, region } = Stack.of(scope);
  const { functionArn } = entranceOf(handler);
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/**
 * Lets an API invoke a function, from its methods and its authorizers alike; once, however often it is asked for. Deployments of
 * the API wait for it: with a new function, or a new alias of it, they would answer with errors until it is there.
 */
export function allowInvocation(handler: IFunction, api: IConstruct, restApiId: string): void {
  const stack = Stack.of(api);
  const id = `Invoke-${pathFrom(stack, handler)}`;
  if (api.node.tryFindChild(id) !== undefined) return;
  // In the scope of the API, so that a function in another stack does not come to depend on the API's.
  entranceOf(handler).addPermission(id, {
    scope: asScope(api),
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: stack.formatArn({ service: 'execute-api', resource: restApiId, resourceName: '*' }),
  });
  const permission = api.node.tryFindChild(id);
  if (permission !== undefined) deployAfter(permission, valuePlace(api, restApiId));
}

/** The path of a construct, without the stack where that is the same, so that a copy of the stack has the same ids. */
export function pathFrom(stack: Stack, construct: IConstruct): string {
  const scopes = construct.node.scopes;
  return scopes
    .slice(scopes.indexOf(stack) + 1)
    .map(({ node }) => node.id)
    .join('-');
}
