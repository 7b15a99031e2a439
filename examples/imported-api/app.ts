import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Deployment, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/** The known facts about an API of another stack. */
export interface ImportedApiProps extends StackProps {
  readonly restApiId: string;
  /** Resource of `/`; to add resources below another one, import that with `Resource.fromResourceAttributes()`. */
  readonly rootResourceId: string;
  /** Stage that the other stack has made. */
  readonly stageName: string;
}

/**
 * A REST API of another stack, to which this one adds `/orders`, and protects it. The methods of the other stack stay as
 * they are: those are protected there.
 */
export class ImportedApi extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { restApiId, rootResourceId, stageName, ...props }: ImportedApiProps,
  ) {
    super(scope, id, props);
    const handler = nodeFunction(this, 'Orders', backendCode(join(__dirname, 'backend')));
    const api = RestApi.fromRestApiAttributes(this, 'Api', { restApiId, rootResourceId });
    const orders = api.root.addResource('orders');
    orders.addMethod('GET', new LambdaIntegration(handler));
    // Puts what is added here into force. Without it, the other stack has to be deployed after this one. It is retained,
    // because API Gateway deletes none that a stage uses.
    new Deployment(this, 'Deployment', { api, stageName, retainDeployments: true });

    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]),
    });
    allowlist.protect(orders);
    allowlist.grantMiddleware(handler);
    new CorsAdminApi(this, 'Admin', { allowlist, cloudWatchRole: false });
  }
}

if (require.main === module) {
  const app = new App();
  const given = (name: string): string => String(app.node.getContext(name));
  new ImportedApi(app, 'ImportedApi', {
    restApiId: given('restApiId'),
    rootResourceId: given('rootResourceId'),
    stageName: given('stageName'),
  });
}
