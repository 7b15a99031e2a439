import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/** An HTTP API, in front of which nothing can judge: `withCors` does, in the function. */
export class ProtectHttpApi extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const handler = nodeFunction(this, 'Orders', backendCode(join(__dirname, 'backend')));
    const api = new HttpApi(this, 'Api', {
      // The route `$default`, which takes OPTIONS too. Where routes are named, name OPTIONS for each path, without an
      // authorizer. And no corsPreflight: API Gateway would answer by that, and drop the headers of the function.
      defaultIntegration: new HttpLambdaIntegration('Orders', handler),
    });

    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]),
    });
    allowlist.grantMiddleware(handler);
    new CorsAdminApi(this, 'Admin', { allowlist, cloudWatchRole: false });

    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
  }
}

if (require.main === module) new ProtectHttpApi(new App(), 'ProtectHttpApi');
