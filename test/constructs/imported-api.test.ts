import type { Stack } from 'aws-cdk-lib';
import { type App } from 'aws-cdk-lib';
import { Deployment, LambdaIntegration, Resource, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CorsAllowlist, type CorsProtectOptions } from '../../lib';
import { backendFunction } from './support/backend-function';
import { idsOf, onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

interface Parts {
  readonly stack: Stack;
  readonly api: IRestApi;
  readonly orders: Resource;
  readonly allowlist: CorsAllowlist;
}

/** An API of another stack, to which this one adds `GET /orders`. */
function extended(use: (parts: Parts) => void): Built {
  return stackOf((stack) => {
    const api = RestApi.fromRestApiAttributes(stack, 'Api', { restApiId: 'abc123', rootResourceId: 'root1' });
    const orders = api.root.addResource('orders');
    orders.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    use({ stack, api, orders, allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE) });
  });
}

const protectedOrders = (options: CorsProtectOptions = {}): Built =>
  extended(({ stack, api, orders, allowlist }) => {
    new Deployment(stack, 'Deployment', { api, stageName: 'prod' });
    allowlist.protect(orders, options);
  });

describe('a resource that is added to an imported API', () => {
  const built = protectedOrders();

  test('has the authorizer, a preflight and the permission, all of the imported API', () => {
    const authorizer = onlyResource<{ RestApiId: string }>(built, 'AWS::ApiGateway::Authorizer');
    expect(authorizer.Properties).toMatchObject({ RestApiId: 'abc123', Type: 'REQUEST' });
    const methods = Object.values(built.resources('AWS::ApiGateway::Method')).map(({ Properties }) => [
      Properties.HttpMethod,
      Properties.RestApiId,
      Properties.AuthorizationType,
      Properties.AuthorizerId,
    ]);
    const [id] = idsOf(built, 'AWS::ApiGateway::Authorizer');
    expect(methods).toEqual([
      ['GET', 'abc123', 'CUSTOM', { Ref: id }],
      ['OPTIONS', 'abc123', 'NONE', undefined],
    ]);
    built.template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('Evaluator'), 'Arn'] },
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':abc123/\\*$')])] },
    });
  });

  test('waits with the deployment that is made here, which is a new one when the methods change', () => {
    const type = 'AWS::ApiGateway::Deployment';
    const { DependsOn } = onlyResource(built, type);
    expect(DependsOn).toEqual(
      expect.arrayContaining([
        ...idsOf(built, 'AWS::ApiGateway::Authorizer'),
        ...idsOf(built, 'AWS::ApiGateway::Method'),
      ]),
    );
    const more = extended(({ stack, api, orders, allowlist }) => {
      new Deployment(stack, 'Deployment', { api, stageName: 'prod' });
      orders.addMethod('POST', new LambdaIntegration(backendFunction(stack, 'Post')));
      allowlist.protect(orders);
    });
    expect(idsOf(protectedOrders(), type)).toEqual(idsOf(built, type));
    expect(idsOf(more, type)).not.toEqual(idsOf(built, type));
  });

  test('leaves the gateway responses to the owner, unless they are wanted', () => {
    expect(idsOf(built, 'AWS::ApiGateway::GatewayResponse')).toEqual([]);
    const wanted = protectedOrders({ gatewayResponses: true });
    const responses = Object.values(wanted.resources('AWS::ApiGateway::GatewayResponse'));
    expect(responses.map(({ Properties }) => Properties.RestApiId)).toEqual(Array(5).fill('abc123'));
  });

  test('without a deployment here, somebody has to make one, and is told so', () => {
    const warnings = (stack: Stack): string[] =>
      Annotations.fromStack(stack)
        .findWarning('/Example/Allowlist/Warnings', Match.stringLikeRegexp('deployed anew'))
        .map(({ entry }) => entry.data as string);
    expect(warnings(built.stack)).toEqual([]);
    const { stack } = extended(({ orders, allowlist }) => {
      allowlist.protect(orders);
    });
    expect(warnings(stack)).toEqual([
      expect.stringMatching(/^Example\/Api is protected once it is deployed anew, /),
    ]);
  });
});

test('a resource that is imported by itself takes methods, and they are protected', () => {
  const built = stackOf((stack) => {
    const restApi = RestApi.fromRestApiId(stack, 'Api', 'abc123');
    const orders = Resource.fromResourceAttributes(stack, 'Orders', {
      restApi,
      resourceId: 'res1',
      path: '/orders',
    });
    orders.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(orders);
  });
  expect(idsOf(built, 'AWS::ApiGateway::Method')).toHaveLength(2);
});

test('methods of this stack can have the authorizer by themselves', () => {
  const built = extended(({ stack, api, orders, allowlist }) => {
    const authorizer = allowlist.authorizerFor(api);
    orders.addMethod('POST', new LambdaIntegration(backendFunction(stack, 'Post')), { authorizer });
  });
  built.template.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    AuthorizerId: { Ref: idsOf(built, 'AWS::ApiGateway::Authorizer')[0] },
  });
});

describe('at synth', () => {
  test.each<[string, (parts: Parts) => unknown, RegExp]>([
    [
      'an imported API',
      ({ api }) => api,
      /target is "Example\/Api": .+ belong to the stack that owns it \(fix: call protect\(\) in that stack; here, /,
    ],
    [
      'its root',
      ({ api }) => api.root,
      /target is "Example\/Api\/Default": .+ belong to the stack that owns it/,
    ],
    [
      'an API that is imported without its root',
      ({ stack }) => RestApi.fromRestApiId(stack, 'Bare', 'abc123'),
      /target is "Example\/Bare": .+ import it with RestApi\.fromRestApiAttributes\(\) and its rootResourceId\)/,
    ],
    [
      'a resource without methods of this stack',
      ({ api }) => api.root.addResource('empty'),
      /target is "Example\/Api\/Default\/empty": .+ no methods/,
    ],
  ])('%s is refused', (_, target, message) => {
    expect(() =>
      extended((parts) => {
        parts.allowlist.protect(target(parts) as App);
      }),
    ).toThrow(message);
  });
});
