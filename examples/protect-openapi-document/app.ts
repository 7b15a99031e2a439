import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/** A REST API from an OpenAPI document, which is protected before it goes in. */
export class ProtectOpenApiDocument extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const handler = nodeFunction(this, 'Orders', backendCode(join(__dirname, 'backend')));
    const uri = `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;
    // The document names its function by a placeholder, because an ARN is known only at deployment.
    const text = readFileSync(join(__dirname, 'orders.json'), 'utf8').replaceAll('${OrdersUri}', uri);

    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]),
    });
    const api = new SpecRestApi(this, 'Api', {
      apiDefinition: allowlist.protectedDefinition(JSON.parse(text)),
      cloudWatchRole: false,
    });
    handler.addPermission('Api', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: api.arnForExecuteApi(),
    });
    allowlist.grantMiddleware(handler);
    new CorsAdminApi(this, 'Admin', { allowlist, gatewayApi: api, cloudWatchRole: false });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}

if (require.main === module) new ProtectOpenApiDocument(new App(), 'ProtectOpenApiDocument');
