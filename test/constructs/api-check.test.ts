import { Stack, type App, type Stage } from 'aws-cdk-lib';
import {
  CfnDeployment,
  CfnStage,
  LambdaIntegration,
  RestApi,
  Stage as ApiStage,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { CorsAllowlist, CorsEndpoints, type CorsProtectOptions } from '../../lib';
import { backendFunction } from './support/backend-function';
import { scratchApp } from './support/scratch-app';

const WITH_TABLE = { endpoints: CorsEndpoints.salesforce() };

interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  readonly orders: LambdaIntegration;
}

interface Use {
  readonly before?: (parts: Parts) => void;
  readonly after?: (parts: Parts) => void;
  readonly props?: RestApiProps;
  readonly options?: CorsProtectOptions;
}

/** A stack with `GET /orders`, protected; something happens before, or after that. */
function built({ before, after, props, options }: Use, scope: App | Stage = scratchApp()): Stack {
  const stack = new Stack(scope, 'Example');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false, ...props });
  const orders = new LambdaIntegration(backendFunction(stack, 'Orders'));
  api.root.addResource('orders').addMethod('GET', orders);
  const parts = { stack, api, orders, allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE) };
  before?.(parts);
  parts.allowlist.protect(api, options);
  after?.(parts);
  return stack;
}

/** The props that the check names, each with its value; the message of another error as it is. */
function faults(use: Use): string[] {
  return faultsOf(built(use));
}

function faultsOf(stack: Stack): string[] {
  try {
    Template.fromStack(stack);
    return [];
  } catch (error) {
    const [head, ...lines] = (error as Error).message.split('\n').map((line) => line.trim());
    if (!head!.startsWith('Validation failed')) throw error;
    for (const line of lines) expect(line).toMatch(/^\[\S+\] \S.* is .+: .+ \(fix: .+\)$/);
    return lines.map((line) => line.slice(line.indexOf('] ') + 2, line.indexOf(': ')));
  }
}

test('an API that stays as it was protected has no faults', () => {
  expect(faults({})).toEqual([]);
});

describe('caches of stages', () => {
  const cached = (path: string) => ({ resourcePath: path, httpMethod: 'GET', cachingEnabled: true });

  test.each<[string, Use, string[]]>([
    [
      'of the API itself',
      {
        before: ({ stack, api, orders }) => {
          api.root.addResource('uncached').addMethod('GET', orders);
          const byOrigin = new LambdaIntegration(backendFunction(stack, 'Keyed'), {
            cacheKeyParameters: ['method.request.header.Origin'],
          });
          api.root.addResource('keyed').addMethod('GET', byOrigin, {
            requestParameters: { 'method.request.header.Origin': false },
          });
        },
        props: {
          deployOptions: {
            cachingEnabled: true,
            methodOptions: { '/uncached/GET': { cachingEnabled: false } },
          },
        },
      },
      ['cachingEnabled of GET /orders is true'],
    ],
    [
      "of one's own",
      {
        after: ({ stack, api }) => {
          const deployment = api.latestDeployment!;
          new ApiStage(stack, 'Second', { deployment, stageName: 'two', cachingEnabled: true });
        },
      },
      ['cachingEnabled of GET /orders is true'],
    ],
    [
      'written by itself, with a cache for one path',
      {
        after: ({ stack, api: { restApiId } }) => {
          const methodSettings = [cached('/~1orders'), cached('/~1other')];
          new CfnStage(stack, 'Second', { restApiId, cacheClusterEnabled: true, methodSettings });
        },
      },
      ['cachingEnabled of GET /orders is true'],
    ],
    [
      'written by itself, with a cluster for other paths',
      {
        after: ({ stack, api: { restApiId } }) => {
          const methodSettings = [cached('/~1other')];
          new CfnStage(stack, 'Second', { restApiId, cacheClusterEnabled: true, methodSettings });
        },
      },
      [],
    ],
    [
      'switched on by an override, with settings that only CloudFormation knows',
      {
        after: ({ api }) => {
          const stage = api.deploymentStage.node.defaultChild as CfnStage;
          stage.addPropertyOverride('CacheClusterEnabled', true);
          stage.addPropertyOverride('MethodSettings', { 'Fn::If': ['Prod', [], []] });
        },
      },
      ['cachingEnabled of GET /orders is true'],
    ],
    [
      'that a deployment makes by itself',
      {
        after: ({ stack, api: { restApiId } }) => {
          new CfnDeployment(stack, 'Own', {
            restApiId,
            stageName: 'own',
            stageDescription: { cacheClusterEnabled: true, cachingEnabled: true },
          });
        },
      },
      ['cachingEnabled of GET /orders is true'],
    ],
  ])('%s', (_, use, expected) => {
    expect(faults(use)).toEqual(expected);
  });
});
