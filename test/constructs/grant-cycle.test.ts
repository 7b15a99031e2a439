import { CfnOutput, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CorsAllowlist, CorsEndpoints, type ICorsAllowlist } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';

const ENV = { region: 'eu-west-1', account: '123456789012' };
const TABLE_ARN = 'arn:aws:dynamodb:eu-west-1:123456789012:table/name';

interface Parts {
  readonly home: Stack;
  readonly functions: Stack;
  readonly middle: Stack;
  readonly api: RestApi;
  readonly handler: LambdaFunction;
  readonly allowlist: CorsAllowlist;
}

function build(): Parts & { readonly synth: () => void } {
  const app = scratchApp();
  const [home, functions, middle] = ['Home', 'Functions', 'Middle'].map(
    (id) => new Stack(app, id, { env: ENV }),
  );
  const api = new RestApi(home!, 'Api', { cloudWatchRole: false });
  api.root.addResource('own').addMethod('GET', new LambdaIntegration(backendFunction(home!, 'Own')));
  const handler = backendFunction(functions!, 'Handler');
  const allowlist = new CorsAllowlist(home!, 'Allowlist', {
    endpoints: CorsEndpoints.fromRoutes(api as never),
    tableName: 'name',
  });
  const synth = () => {
    app.synth();
  };
  return { home: home!, functions: functions!, middle: middle!, api, handler, allowlist, synth };
}

/** Ways in which the stack of the table needs the stack of the function. */
const NEEDS: readonly (readonly [string, (parts: Parts) => void])[] = [
  [
    'a dependency',
    ({ home, functions }) => {
      home.addDependency(functions);
    },
  ],
  [
    'dependencies by way of another stack',
    ({ home, functions, middle }) => {
      home.addDependency(middle);
      middle.addDependency(functions);
    },
  ],
  [
    'a method',
    ({ api, handler }) => api.root.addResource('orders').addMethod('GET', new LambdaIntegration(handler)),
  ],
  [
    'a value',
    ({ home, handler }) => {
      new CfnOutput(home, 'Handler', { value: handler.functionArn });
    },
  ],
];

describe('a function of a stack that the stack of the allowlist needs', () => {
  test.each(NEEDS)('by %s is refused where it is granted', (_, need) => {
    const parts = build();
    need(parts);
    expect(complaints(() => parts.allowlist.grantMiddleware(parts.handler))).toEqual([
      'handler is "Functions/Handler"',
    ]);
  });

  test.each(NEEDS)('by %s is given it by an imported allowlist', (_, need) => {
    const parts = build();
    need(parts);
    const imported: ICorsAllowlist = CorsAllowlist.fromCorsAllowlistAttributes(parts.functions, 'Allowlist', {
      tableArn: TABLE_ARN,
      endpoints: CorsEndpoints.salesforce(),
    });
    imported.grantMiddleware(parts.handler);
    expect(parts.synth).not.toThrow();
  });
});

test('a function of a stack that nothing needs is given it', () => {
  const parts = build();
  parts.functions.addDependency(parts.home);
  parts.allowlist.grantMiddleware(parts.handler);
  expect(parts.synth).not.toThrow();
});
