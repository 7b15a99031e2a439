import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { backendCode } from '../backend-code';
import { nodeFunction } from '../node-function';

/** The policy is not part of the table: each stack that judges says which paths it is for. */
const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX })]);

/** Who else may read the allowlist. */
export interface SharedAllowlistProps extends StackProps {
  /** Accounts with stacks that judge by it. */
  readonly readers?: readonly string[];
  /** Regions with stacks that judge by it, besides the stack's own; they need a stack whose region is known. */
  readonly regions?: readonly string[];
}

/** One allowlist for several stacks, edited here. */
export class SharedAllowlist extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { readers = [], regions = [], ...props }: SharedAllowlistProps = {},
  ) {
    super(scope, id, props);
    const allowlist = new CorsAllowlist(this, 'Allowlist', {
      endpoints,
      replicas: regions.map((region) => ({ region })),
    });
    for (const account of readers) allowlist.grantRead(new AccountPrincipal(account));
    new CorsAdminApi(this, 'Admin', { allowlist, cloudWatchRole: false });

    new CfnOutput(this, 'TableArn', { value: allowlist.table.tableArn });
  }
}

/** Whose allowlist judges. */
export interface AllowlistReaderProps extends StackProps {
  /** ARN of the table, or of its replica in the region of this stack. */
  readonly tableArn: string;
}

/** An API whose requests that allowlist judges, in whichever account and region: with an evaluator of its own. */
export class AllowlistReader extends Stack {
  constructor(scope: Construct, id: string, { tableArn, ...props }: AllowlistReaderProps) {
    super(scope, id, props);
    const handler = nodeFunction(this, 'Orders', backendCode(join(__dirname, 'backend')));
    const api = new RestApi(this, 'Api', { cloudWatchRole: false });
    api.root.addResource('orders').addMethod('GET', new LambdaIntegration(handler));

    const allowlist = new CorsAllowlist(this, 'Allowlist', { endpoints, existingTable: { tableArn } });
    allowlist.protect(api);
    allowlist.grantMiddleware(handler);
    // Where `withCors` alone judges, no evaluator is needed:
    // CorsAllowlist.fromCorsAllowlistAttributes(this, 'Allowlist', { tableArn, endpoints }).grantMiddleware(handler);

    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}

if (require.main === module) {
  const app = new App();
  new SharedAllowlist(app, 'SharedAllowlist', {
    env: { account: '111111111111', region: 'eu-central-1' },
    readers: ['222222222222'],
    regions: ['eu-west-1'],
  });
  // The output TableArn, for eu-west-1 with that region in it.
  const tableArn = 'arn:aws:dynamodb:eu-west-1:111111111111:table/allowlist';
  new AllowlistReader(app, 'OtherRegion', {
    env: { account: '111111111111', region: 'eu-west-1' },
    tableArn,
  });
  new AllowlistReader(app, 'OtherAccount', {
    env: { account: '222222222222', region: 'eu-west-1' },
    tableArn,
  });
}
