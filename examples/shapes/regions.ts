import { Stack, type App } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CorsAllowlist, CorsEndpoint, CorsEndpoints } from '../../lib';
import { ownHandler } from './own-handler';

const account = '111111111111';
const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/orders')]);

/** Two regions with one list: a replica, and a table that is named. Gives the stack of the second region. */
export function regions(app: App): Stack {
  const home = new Stack(app, 'Home', { env: { account, region: 'eu-central-1' } });
  new CorsAllowlist(home, 'Allowlist', {
    endpoints,
    tableName: 'cors-allowlist',
    replicas: [{ region: 'eu-west-1' }],
  });
  const { stack, api } = ordersIn(app, 'eu-west-1');
  const tableArn = `arn:aws:dynamodb:eu-west-1:${account}:table/cors-allowlist`;
  new CorsAllowlist(stack, 'Allowlist', { endpoints, existingTable: { tableArn } }).protect(api);
  return stack;
}

/** A mistake: the construct of one region protects the API of another one. Synth names the ways that work. */
export function regionsByConstruct(app: App): Stack {
  const home = new Stack(app, 'Home', { env: { account, region: 'eu-central-1' } });
  const allowlist = new CorsAllowlist(home, 'Allowlist', { endpoints });
  const { stack, api } = ordersIn(app, 'eu-west-1');
  allowlist.protect(api);
  return stack;
}

function ordersIn(app: App, region: string): { readonly stack: Stack; readonly api: RestApi } {
  const stack = new Stack(app, 'Other', { env: { account, region } });
  const api = new RestApi(stack, 'Api');
  api.root.addResource('orders').addMethod('GET', new LambdaIntegration(ownHandler(stack)));
  return { stack, api };
}
