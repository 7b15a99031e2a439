import { LambdaIntegration, CfnDeployment, CfnStage, Stage as ApiStage } from 'aws-cdk-lib/aws-apigateway';
import { backendFunction } from '../support/backend-function';
import { faults, type Use } from '../support/protected-api';

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
