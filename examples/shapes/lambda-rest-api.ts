import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { ownHandler } from './own-handler';

const OWN = CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]);

/** A `LambdaRestApi`: one function behind every path. */
export function lambdaRestApi(app: Construct, endpoints = OWN): Stack {
  const stack = new Stack(app, 'Proxy');
  const handler = ownHandler(stack);
  const api = new LambdaRestApi(stack, 'Api', { handler });
  const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints });
  allowlist.protect(api);
  allowlist.grantMiddleware(handler);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: api });
  return stack;
}

/** The same where every page may call it, as with `Cors.ALL_ORIGINS`: the first step of the migration. */
export function openRestApi(app: Construct): Stack {
  const methods = ['GET', 'POST', 'PUT', 'DELETE'];
  const open = CorsEndpoint.publicAccess('/orders', { match: PathMatch.PREFIX, methods });
  return lambdaRestApi(app, CorsEndpoints.of([open]));
}
