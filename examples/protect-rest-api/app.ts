import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/** A REST API that is there already, and an allowlist that judges what pages of other origins ask of it. */
export class ProtectRestApi extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // The API as it was before.
    const handler = nodeFunction(this, 'Orders', backendCode(join(__dirname, 'backend')));
    const api = new RestApi(this, 'Api', { cloudWatchRole: false });
    const orders = api.root.addResource('orders');
    orders.addMethod('GET', new LambdaIntegration(handler));
    orders.addResource('{id}').addMethod('ANY', new LambdaIntegration(handler));

    // The new line. Call it when all methods are there; for a part of the API, pass the resource instead of the API.
    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]),
    });
    allowlist.protect(api);
    allowlist.grantMiddleware(handler);
    new CorsAdminApi(this, 'Admin', { allowlist, gatewayApi: api, cloudWatchRole: false });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}

if (require.main === module) new ProtectRestApi(new App(), 'ProtectRestApi');
