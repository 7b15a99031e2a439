import { join } from 'node:path';
import { AuthorizationType, LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { CorsAdminApi } from '../lib';

/**
 * Adds the console to the admin API of this machine. The construct has none for callers who sign their requests, because a
 * page has no credentials; here nobody needs any.
 */
export function addLocalConsole(adminApi: CorsAdminApi): void {
  const page = new LambdaFunction(adminApi, 'LocalConsole', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(join(__dirname, '..', 'assets', 'admin-console')),
  });
  for (const path of ['/console', '/console/{proxy+}']) {
    const resource = adminApi.api.root.resourceForPath(path);
    for (const method of ['GET', 'HEAD']) {
      resource.addMethod(method, new LambdaIntegration(page), { authorizationType: AuthorizationType.NONE });
    }
  }
}
