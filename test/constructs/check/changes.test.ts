import { Aspects, CfnResource, Fn, NestedStack, type IAspect } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnAuthorizer,
  CfnMethod,
  MockIntegration,
  RestApi,
  type CfnRestApi,
  type CfnStage,
} from 'aws-cdk-lib/aws-apigateway';
import { built, faults, l1, methodsIn, twin, type Parts, type Use } from '../support/protected-api';

test('an API that stays as it was protected has no faults', () => {
  expect(faults({})).toEqual([]);
});

/** The authorizer that protect() made. */
function authorizerOf(api: RestApi): CfnAuthorizer {
  return api.node.children.find((child) => child instanceof CfnAuthorizer)!;
}

describe('methods that others have or add', () => {
  const other = 'COGNITO_USER_POOLS';
  const methodOf = ({ api }: Parts): CfnMethod =>
    api.root.getResource('orders')!.node.findChild('GET').node.defaultChild as CfnMethod;
  const refused = (use: Use): string[] => {
    try {
      built(use);
    } catch (error) {
      return (error as Error).message
        .split('\n')
        .slice(1)
        .map((line) => line.slice(4, line.indexOf(': ')));
    }
    return [];
  };

  test.each<[string, (parts: Parts) => void, string[]]>([
    [
      'an authorizer by override',
      (parts) => {
        methodOf(parts).addPropertyOverride('AuthorizationType', other);
      },
      ['GET /orders is "COGNITO_USER_POOLS"'],
    ],
    [
      'an authorizer of a method that is written by itself',
      ({ stack, api }) => {
        l1(stack, api).authorizationType = AuthorizationType.IAM;
      },
      ['POST / is "AWS_IAM"'],
    ],
    [
      'preflights that are written by themselves',
      ({ stack, api }) => {
        l1(stack, api).httpMethod = 'OPTIONS';
      },
      ['OPTIONS / is "Example/L1"'],
    ],
  ])('%s, before protect()', (_, before, expected) => {
    expect(refused({ before })).toEqual(expected);
  });

  test('authorizers that are kept are kept, by override too', () => {
    const before = (parts: Parts): void => {
      methodOf(parts).addPropertyOverride('AuthorizationType', other);
      methodOf(parts).addPropertyOverride('AuthorizerId', 'abc');
      l1(parts.stack, parts.api).authorizationType = 'AWS_IAM';
    };
    const stack = built({ before, options: { keepAuthorizers: true } });
    expect(methodsIn(stack)).toEqual([`GET ${other}`, 'OPTIONS NONE', 'OPTIONS NONE', 'POST AWS_IAM'].sort());
  });

  test('an authorization that only CloudFormation knows is not kept, because it could be none', () => {
    expect(
      faults({
        before: (parts) => {
          methodOf(parts).addPropertyOverride('AuthorizationType', { 'Fn::If': ['Prod', 'AWS_IAM', 'NONE'] });
        },
        options: { keepAuthorizers: true },
      }),
    ).toHaveLength(1);
  });

  const opening: IAspect = {
    visit: (node) => {
      if (node instanceof CfnMethod) node.authorizationType = 'NONE';
    },
  };

  test.each<[string, Use['after'] & object, string[]]>([
    ['a method', ({ stack, api }) => l1(stack, api), ['POST / is "Example/L1"']],
    [
      'a method of a nested stack',
      ({ stack, api, orders }) => {
        twin(new NestedStack(stack, 'Nested'), api).root.addResource('late').addMethod('PUT', orders);
      },
      ['PUT /late is "Example/Nested/Twin/Default/late/PUT"'],
    ],
    [
      'a method without a class, at a resource that is imported once more',
      ({ stack, api }) =>
        new CfnResource(stack, 'Bare', {
          type: 'AWS::ApiGateway::Method',
          properties: {
            RestApiId: api.restApiId,
            ResourceId: Fn.ref(
              stack.getLogicalId(api.root.getResource('orders')!.node.defaultChild as CfnResource),
            ),
            HttpMethod: 'PUT',
          },
        }),
      ['PUT /orders is "Example/Bare"'],
    ],
    [
      'an override that opens a method',
      (parts) => {
        methodOf(parts).addPropertyOverride('AuthorizationType', 'NONE');
      },
      ['AuthorizationType of GET /orders is "NONE"'],
    ],
    [
      'an override that names another authorizer',
      (parts) => {
        methodOf(parts).addPropertyOverride('AuthorizerId', 'abc123');
      },
      ['AuthorizationType of GET /orders is "CUSTOM"'],
    ],
    [
      'a condition of the template that may name another authorizer',
      (parts) => {
        const method = methodOf(parts);
        const ours = { Ref: parts.stack.getLogicalId(authorizerOf(parts.api)) };
        method.addPropertyOverride('AuthorizerId', { 'Fn::If': ['Prod', ours, 'abc123'] });
      },
      ['AuthorizationType of GET /orders is "CUSTOM"'],
    ],
    [
      'an authorizer that is taken away',
      ({ api }) => {
        api.node.tryRemoveChild('CorsAuthorizer');
      },
      ['AuthorizationType of GET /orders is "CUSTOM"'],
    ],
    [
      'an override of the integration that adds headers without a verdict',
      (parts) => {
        methodOf(parts).addPropertyOverride('Integration', {
          Type: 'MOCK',
          IntegrationResponses: [
            {
              StatusCode: '200',
              ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
            },
          ],
        });
      },
      ['Access-Control-Allow-Origin of the integration response 200 of GET /orders is "\'*\'"'],
    ],
    [
      'an aspect that opens methods, after all others',
      ({ stack }) => {
        Aspects.of(stack).add(opening, { priority: 5000 });
      },
      ['AuthorizationType of GET /orders is "NONE"'],
    ],
    [
      'preflights of another one',
      ({ api }) => {
        api.root.addCorsPreflight({ allowOrigins: ['*'] });
      },
      ['OPTIONS / is "Example/Api/Default/OPTIONS"'],
    ],
    [
      'preflights that are written by themselves',
      ({ stack, api }) => {
        l1(stack, api).httpMethod = 'options';
      },
      ['OPTIONS / is "Example/L1"'],
    ],
    [
      'an override that lets another one answer preflights',
      ({ api }) => {
        const options = api.root.getResource('orders')!.node.findChild('OPTIONS').node
          .defaultChild as CfnMethod;
        options.addPropertyOverride('Integration.Type', 'MOCK');
        options.addPropertyOverride('ApiKeyRequired', true);
        options.addPropertyOverride('AuthorizationType', 'AWS_IAM');
      },
      [
        'AuthorizationType of OPTIONS /orders is "AWS_IAM"',
        'ApiKeyRequired of OPTIONS /orders is true',
        'Integration of OPTIONS /orders is "MOCK"',
      ],
    ],
    [
      'preflights that are taken away',
      ({ api }) => {
        api.root.getResource('orders')!.node.tryRemoveChild('OPTIONS');
      },
      ['OPTIONS /orders is "missing"'],
    ],
    [
      'an authorizer that keeps results, by an identity source',
      ({ api }) => {
        const authorizer = authorizerOf(api);
        authorizer.addPropertyOverride('AuthorizerResultTtlInSeconds', 300);
        authorizer.identitySource = 'method.request.header.Origin';
      },
      [
        'AuthorizerResultTtlInSeconds of the authorizer is 300',
        'IdentitySource of the authorizer is "method.request.header.Origin"',
      ],
    ],
    [
      'an authorizer that asks another function for a token',
      ({ api }) => {
        const authorizer = authorizerOf(api);
        authorizer.type = 'TOKEN';
        authorizer.addPropertyOverride('AuthorizerUri', 'arn:aws:lambda:other');
      },
      ['Type of the authorizer is "TOKEN"', 'AuthorizerUri of the authorizer is "arn:aws:lambda:other"'],
    ],
    [
      'an authorizer without its time, which would be five minutes',
      ({ api }) => {
        authorizerOf(api).addPropertyDeletionOverride('AuthorizerResultTtlInSeconds');
      },
      ['AuthorizerResultTtlInSeconds of the authorizer is missing'],
    ],
    [
      'a body with methods of its own',
      ({ api }) => {
        (api.node.defaultChild as CfnRestApi).body = { openapi: '3.0.1', paths: {} };
      },
      ['Body of the API is "Example/Api/Resource"'],
    ],
    [
      'methods of another API',
      ({ api }) => {
        (api.node.defaultChild as CfnRestApi).cloneFrom = 'abc123';
      },
      ['CloneFrom of the API is "Example/Api/Resource"'],
    ],
  ])('%s, after protect()', (_, after, expected) => {
    expect(faults({ after })).toEqual(expected);
  });

  test.each<[string, Use['after'] & object]>([
    [
      'a part that is compressed',
      ({ api }) => {
        (api.node.defaultChild as CfnRestApi).minimumCompressionSize = 0;
      },
    ],
    [
      'a usage plan with a key',
      ({ api }) => {
        api
          .addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }] })
          .addApiKey(api.addApiKey('Key'));
      },
    ],
    [
      'another API',
      ({ stack }) => {
        const another = new RestApi(stack, 'Another', {
          defaultCorsPreflightOptions: { allowOrigins: ['*'] },
        });
        another.root.addMethod('GET', new MockIntegration());
      },
    ],
    [
      'a canary without a cache',
      ({ api }) => {
        const stage = api.deploymentStage.node.defaultChild as CfnStage;
        stage.canarySetting = { percentTraffic: 10, useStageCache: false };
      },
    ],
  ])('%s is no fault', (_, after) => {
    expect(faults({ after })).toEqual([]);
  });
});

test('a part of an API is covered in every branch of a condition of the template', () => {
  const found = faults({
    after: ({ stack, api }) => {
      const resourceId = Fn.conditionIf(
        'Prod',
        api.root.addResource('other').resourceId,
        api.root.getResource('orders')!.resourceId,
      );
      l1(stack, api, 'L1', resourceId.toString());
    },
  });
  expect(found).toEqual(['POST /other is "Example/L1"']);
});
