import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/** A function with a URL of its own: `withCors` judges, and answers preflights. */
export class ProtectFunctionUrl extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const handler = nodeFunction(this, 'Orders', backendCode(join(__dirname, 'backend')));
    // Without `cors`: Lambda would answer preflights by that, and add its headers to those of the function.
    const url = handler.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });

    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]),
    });
    allowlist.grantMiddleware(handler);
    new CorsAdminApi(this, 'Admin', { allowlist, cloudWatchRole: false });

    new CfnOutput(this, 'ApiUrl', { value: url.url });
  }
}

if (require.main === module) new ProtectFunctionUrl(new App(), 'ProtectFunctionUrl');
