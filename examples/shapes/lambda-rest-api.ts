import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, Enforcement, PathMatch } from '../../lib';
import { ownHandler } from './own-handler';

/** A `LambdaRestApi`: one function behind every path. */
export function lambdaRestApi(app: Construct, enforcement = Enforcement.ENFORCE): Stack {
  const stack = new Stack(app, 'Proxy');
  const handler = ownHandler(stack);
  const api = new LambdaRestApi(stack, 'Api', { handler });
  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]),
    enforcement,
  });
  allowlist.protect(api);
  allowlist.grantMiddleware(handler);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: api });
  return stack;
}

/** The same while every page may call it, as with `Cors.ALL_ORIGINS`: the first step of the migration. */
export function observedRestApi(app: Construct): Stack {
  return lambdaRestApi(app, Enforcement.OBSERVE);
}
