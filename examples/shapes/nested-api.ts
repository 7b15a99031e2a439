import { NestedStack, Stack, type App } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CorsAdminApi, CorsAllowlist, CorsEndpoints } from '../../lib';
import { ownHandler } from './own-handler';

/** Methods in a stack of their own, as templates with many of them need it. */
class Orders extends NestedStack {
  public readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, { restApiId, restApiRootResourceId }: RestApi) {
    super(scope, id);
    this.handler = ownHandler(this);
    const api = RestApi.fromRestApiAttributes(this, 'Api', {
      restApiId,
      rootResourceId: restApiRootResourceId,
    });
    api.root.addResource('orders').addMethod('GET', new LambdaIntegration(this.handler));
  }
}

export function nestedApi(app: App): Stack {
  const stack = new Stack(app, 'Parent');
  const api = new RestApi(stack, 'Api');
  const orders = new Orders(stack, 'Orders', api);
  api.root.addResource('status').addMethod('GET', new LambdaIntegration(orders.handler));
  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.fromRoutes(api),
  });
  allowlist.protect(api);
  allowlist.grantMiddleware(orders.handler);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: api });
  return stack;
}
