import { App, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/**
 * A REST API whose methods have an authorizer of their own, here a Lambda authorizer; Amazon Cognito and IAM are no
 * different. A method has only one, so the function behind it judges with `withCors`.
 */
export class OwnAuthorizer extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const handler = nodeFunction(this, 'Me', backendCode(join(__dirname, 'backend')));
    const authorizer = new TokenAuthorizer(this, 'Tokens', {
      handler: nodeFunction(this, 'TokensFunction', Code.fromAsset(join(__dirname, 'authorizer'))),
      resultsCacheTtl: Duration.seconds(0),
    });
    const api = new RestApi(this, 'Api', { cloudWatchRole: false });
    api.root.addResource('me').addMethod('GET', new LambdaIntegration(handler), { authorizer });

    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/me', { match: PathMatch.PREFIX })]),
    });
    allowlist.grantMiddleware(handler);
    // Preflights carry no token, so they must not reach that authorizer; these are answered by the allowlist.
    allowlist.protect(api, { keepAuthorizers: true });
    new CorsAdminApi(this, 'Admin', { allowlist, gatewayApi: api, cloudWatchRole: false });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}

if (require.main === module) new OwnAuthorizer(new App(), 'OwnAuthorizer');
