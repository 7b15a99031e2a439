import { CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import {
  CfnDeployment,
  CfnResource as CfnApiResource,
  CfnRestApi,
  MockIntegration,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { CorsAllowlist } from '../../../lib';
import { scratchApp } from '../support/scratch-app';
import { built, l1, methodsIn, twin, type Parts } from '../support/protected-api';
import { WITH_TABLE } from '../support/with-table';

const JUDGED = ['GET CUSTOM', 'OPTIONS NONE'];

describe('methods that are no methods of the construct are protected', () => {
  test.each<[string, (parts: Parts) => void, string[]]>([
    ['written by themselves', ({ stack, api }) => l1(stack, api), ['OPTIONS NONE', 'POST CUSTOM']],
    [
      'beside a method of the construct, whose preflight is theirs too',
      ({ stack, api }) => l1(stack, api, 'L1', api.root.getResource('orders')!.resourceId),
      ['POST CUSTOM'],
    ],
    [
      'several at one resource',
      ({ stack, api }) => {
        l1(stack, api, 'One');
        l1(stack, api, 'Two').httpMethod = 'PUT';
      },
      ['OPTIONS NONE', 'POST CUSTOM', 'PUT CUSTOM'],
    ],
    [
      'without a class',
      ({ stack, api }) =>
        new CfnResource(stack, 'Bare', {
          type: 'AWS::ApiGateway::Method',
          properties: {
            RestApiId: api.restApiId,
            ResourceId: api.root.resourceId,
            HttpMethod: 'PUT',
            Integration: { Type: 'MOCK' },
          },
        }),
      ['OPTIONS NONE', 'PUT CUSTOM'],
    ],
    [
      'that an override opens before',
      ({ stack, api }) => l1(stack, api).addPropertyOverride('AuthorizationType', 'NONE'),
      ['OPTIONS NONE', 'POST CUSTOM'],
    ],
  ])('%s', (_, before, added) => {
    expect(methodsIn(built({ before }))).toEqual([...JUDGED, ...added].sort());
  });

  test('of an API that is written by itself, by an import of its id', () => {
    const stack = new Stack(scratchApp(), 'Example');
    const { ref: restApiId, attrRootResourceId: rootResourceId } = new CfnRestApi(stack, 'Api', {
      name: 'one',
    });
    const api = RestApi.fromRestApiAttributes(stack, 'Import', { restApiId, rootResourceId });
    l1(stack, api);
    new CfnDeployment(stack, 'Deployment', { restApiId, stageName: 'prod' });
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
    expect(methodsIn(stack)).toEqual(['OPTIONS NONE', 'POST CUSTOM']);
    const types = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse'));
    expect(types).toHaveLength(5);
  });

  test('in a nested stack, which gets the authorizer as a parameter', () => {
    let nested: Stack | undefined;
    const stack = built({
      before: ({ stack: parent, api, orders }) => {
        nested = new NestedStack(parent, 'Nested');
        twin(nested, api).root.addResource('nested').addMethod('GET', orders);
        l1(nested, api);
      },
    });
    expect(methodsIn(stack)).toEqual(JUDGED);
    expect(methodsIn(nested!)).toEqual(['GET CUSTOM', 'OPTIONS NONE', 'OPTIONS NONE', 'POST CUSTOM']);
    const deployment = Object.values(
      Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'),
    )[0]!;
    const [child] = Object.keys(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack'));
    expect(deployment['DependsOn']).toContain(child);
  });

  test('in a part of an API, and no others', () => {
    const stack = new Stack(scratchApp(), 'Example');
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration());
    const orders = api.root.addResource('orders');
    const resource = new CfnApiResource(stack, 'Below', {
      restApiId: api.restApiId,
      parentId: orders.resourceId,
      pathPart: '{id}',
    });
    l1(stack, api, 'InPart', resource.ref);
    l1(stack, api, 'Beside');
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(orders);
    expect(methodsIn(stack)).toEqual(['GET NONE', 'OPTIONS NONE', 'POST CUSTOM', 'POST NONE']);
  });
});

test('the preflight of a resource that a condition makes is made under the same condition', () => {
  const stack = built({
    before: ({ stack: made, api, orders }) => {
      const condition = new CfnCondition(made, 'Some', { expression: Fn.conditionEquals('a', 'b') });
      const own = api.root.addResource('own');
      own.addMethod('GET', orders);
      const bare = new CfnApiResource(made, 'BareResource', {
        restApiId: api.restApiId,
        parentId: api.root.resourceId,
        pathPart: 'bare',
      });
      const method = l1(made, api, 'BareMethod', bare.ref);
      for (const one of [bare, method, own.node.defaultChild, own.node.findChild('GET').node.defaultChild]) {
        (one as CfnResource).cfnOptions.condition = condition;
      }
    },
  });
  const preflights = Template.fromStack(stack).findResources('AWS::ApiGateway::Method', {
    Properties: { HttpMethod: 'OPTIONS' },
  });
  const conditionOf = (id: RegExp): unknown =>
    Object.entries(preflights).find(([one]) => id.test(one))?.[1]['Condition'];
  expect(Object.keys(preflights)).toHaveLength(3);
  expect([/^Apiown/, /^BareMethod/, /^Apiorders/].map(conditionOf)).toEqual(['Some', 'Some', undefined]);
});
