import { Stack } from 'aws-cdk-lib';
import {
  CfnAuthorizer,
  LambdaIntegration,
  MockIntegration,
  ResponseType,
  Stage as ApiStage,
  type CfnMethod,
  type CfnStage,
} from 'aws-cdk-lib/aws-apigateway';
import { CorsBackend, CorsGateway, JudgedBy } from '../../../lib';
import { backendFunction } from '../support/backend-function';
import { faultsOf, l1 } from '../support/protected-api';
import { scratchApp } from '../support/scratch-app';

interface Parts {
  readonly stack: Stack;
  readonly gateway: CorsGateway;
}

/** The faults that the check names of a gateway with a function, an HTTP backend and a function that judges by itself. */
function faults(change: (parts: Parts) => void): string[] {
  const stack = new Stack(scratchApp(), 'Example');
  const gateway = new CorsGateway(stack, 'Cors', {
    adminApi: false,
    retainDeployments: true,
    backends: {
      '/services/data': CorsBackend.lambdaFunction(backendFunction(stack, 'Data')),
      '/services/apexrest': CorsBackend.http('https://api.example'),
      '/services/oauth2': CorsBackend.lambdaFunction(backendFunction(stack, 'Search'), {
        judgedBy: JudgedBy.MIDDLEWARE,
      }),
    },
  });
  change({ stack, gateway });
  return faultsOf(stack);
}

function secondStage({ stack, gateway: { api } }: Parts, cachingEnabled: boolean): CfnStage {
  const deployment = api.latestDeployment!;
  const stage = new ApiStage(stack, 'Second', { deployment, stageName: 'two', cachingEnabled });
  return stage.node.defaultChild as CfnStage;
}

test.each<[string, (parts: Parts) => void]>([
  ['nothing', () => undefined],
  ['a second stage', (parts) => secondStage(parts, false)],
  [
    'a second stage with a canary',
    (parts) => {
      secondStage(parts, false).canarySetting = { percentTraffic: 10 };
    },
  ],
  [
    'a usage plan with a key',
    ({ gateway: { api } }) => {
      const plan = api.addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }] });
      plan.addApiKey(api.addApiKey('Key'));
    },
  ],
  [
    'a route that the allowlist is asked to protect',
    ({ stack, gateway: { api, allowlist } }) => {
      const late = api.root.addResource('late');
      late.addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Late')));
      allowlist.protect(late);
    },
  ],
])('%s is no fault', (_, change) => {
  expect(faults(change)).toEqual([]);
});

test.each<[string, (parts: Parts) => void, (string | RegExp)[]]>([
  [
    'a cache on a second stage',
    (parts) => {
      secondStage(parts, true);
    },
    [/^cachingEnabled of ANY /],
  ],
  [
    'a canary that uses the cache of its stage',
    (parts) => {
      const stage = secondStage(parts, true);
      stage.canarySetting = { percentTraffic: 10, useStageCache: true };
    },
    [/^cachingEnabled of ANY /],
  ],
  [
    'a route that is added to the API',
    ({ stack, gateway: { api } }) => {
      api.root.addResource('late').addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Late')));
    },
    ['GET /late is "Example/Cors/Api/Default/late/GET"'],
  ],
  [
    'a method that is written by itself',
    ({ stack, gateway: { api } }) => l1(stack, api),
    ['POST / is "Example/L1"'],
  ],
  [
    'preflights of another one',
    ({ gateway: { api } }) => {
      api.root.addResource('late').addMethod('OPTIONS', new MockIntegration());
    },
    ['OPTIONS /late is "Example/Cors/Api/Default/late/OPTIONS"'],
  ],
  [
    'an HTTP backend whose responder is replaced',
    ({ gateway: { api } }) => {
      const any = api.root.node.findChild('ANY').node.defaultChild as CfnMethod;
      any.addPropertyOverride('Integration.Uri', 'arn:aws:lambda:other');
    },
    [/^AuthorizationType of ANY \/ is "NONE"/],
  ],
  [
    'an authorizer that keeps results',
    ({ gateway: { api } }) => {
      const authorizer = api.node.children.find((child) => child instanceof CfnAuthorizer)!;
      authorizer.authorizerResultTtlInSeconds = 300;
    },
    ['AuthorizerResultTtlInSeconds of the authorizer is 300'],
  ],
  [
    'a gateway response that any origin may read',
    ({ gateway: { api } }) => {
      const responseHeaders = { 'Access-Control-Allow-Origin': "'*'" };
      api.addGatewayResponse('Open', { type: ResponseType.of('TEAPOT'), responseHeaders });
    },
    [/gateway response TEAPOT/],
  ],
])('%s is a fault', (_, change, expected) => {
  const found = faults(change);
  expect(found.length).toBeGreaterThanOrEqual(expected.length);
  for (const [index, one] of expected.entries()) {
    if (typeof one === 'string') expect(found).toEqual([one]);
    else expect(found[index]).toMatch(one);
  }
});
