import {
  Aspects,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Fn,
  NestedStack,
  Stack,
  Stage,
  type App,
  type IAspect,
} from 'aws-cdk-lib';
import {
  CfnMethod,
  CfnResource as CfnApiResource,
  Deployment,
  MockIntegration,
  Resource,
  ResponseType,
  RestApi,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeployedApis, type DeployedApi } from '../../lib/constructs/private/deployed/deployed-api';
import { deployedScope } from '../../lib/constructs/private/deployed/deployed-resource';
import { scratchApp } from './support/scratch-app';

const folder = mkdtempSync(join(tmpdir(), 'deployed-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Parts {
  readonly app: App;
  readonly stack: Stack;
  readonly api: RestApi;
}

/** The API as a validation of the tree sees it, when the app is synthesized. */
function read(build: (parts: Parts) => void, time: 'early' | 'final' = 'final'): DeployedApi {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new MockIntegration());
  build({ app, stack, api });
  if (time === 'early') return new DeployedApis(app, time).of(api as IRestApi);
  let seen: DeployedApi | undefined;
  stack.node.addValidation({
    validate: () => {
      seen = new DeployedApis(deployedScope(stack), time).of(api as IRestApi);
      return [];
    },
  });
  app.synth();
  return seen!;
}

function namesOf({ methods }: DeployedApi): string[] {
  return methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`).sort();
}

function l1(scope: Stack, restApiId: string, resourceId: string, httpMethod = 'POST'): CfnMethod {
  return new CfnMethod(scope, 'L1', {
    restApiId,
    resourceId,
    httpMethod,
    authorizationType: 'NONE',
  });
}

function twin(scope: Stack, api: RestApi, id = 'Twin'): IRestApi {
  return RestApi.fromRestApiAttributes(scope, id, {
    restApiId: api.restApiId,
    rootResourceId: api.root.resourceId,
  });
}

describe.each(['early', 'final'] as const)('the methods of an API, %s', (time) => {
  test.each<[string, (parts: Parts) => void, string[]]>([
    ['made by the API', () => undefined, ['GET /']],
    [
      'written by themselves',
      ({ stack, api }) => l1(stack, api.restApiId, api.root.addResource('orders').resourceId),
      ['GET /', 'POST /orders'],
    ],
    [
      'at resources that are written by themselves, whose path follows from their parents',
      ({ stack, api: { restApiId, root } }) => {
        const parent = new CfnApiResource(stack, 'A', {
          restApiId,
          parentId: root.resourceId,
          pathPart: 'a',
        });
        const child = new CfnApiResource(stack, 'B', { restApiId, parentId: parent.ref, pathPart: '{b+}' });
        l1(stack, restApiId, child.ref, 'any');
      },
      ['ANY /a/{b+}', 'GET /'],
    ],
    [
      'by another way to name the id',
      ({ stack, api }) =>
        l1(stack, (api.node.defaultChild as unknown as { attrRestApiId: string }).attrRestApiId, 'unknown'),
      ['GET /', 'POST /${…}'],
    ],
    [
      'without a class of their own',
      ({ stack, api }) =>
        new CfnResource(stack, 'Bare', {
          type: 'AWS::ApiGateway::Method',
          properties: { RestApiId: api.restApiId, ResourceId: api.root.resourceId, HttpMethod: 'PUT' },
        }),
      ['GET /', 'PUT /'],
    ],
    [
      'with names of the template in place of references',
      ({ stack, api }) =>
        new CfnResource(stack, 'Bare', {
          type: 'AWS::ApiGateway::Method',
          properties: {
            RestApiId: { Ref: stack.resolve((api.node.defaultChild as CfnResource).logicalId) as string },
            ResourceId: {
              'Fn::GetAtt': [
                stack.resolve((api.node.defaultChild as CfnResource).logicalId) as string,
                'RootResourceId',
              ],
            },
            HttpMethod: 'PUT',
          },
        }),
      ['GET /', 'PUT /'],
    ],
    [
      'as an override says',
      ({ stack, api }) => {
        const method = l1(stack, 'another', 'root');
        method.addPropertyOverride('RestApiId', api.restApiId);
        method.addPropertyOverride('ResourceId', api.root.resourceId);
        method.addPropertyOverride('HttpMethod', 'DELETE');
      },
      ['DELETE /', 'GET /'],
    ],
    [
      'of a nested stack that imports it',
      ({ stack, api }) =>
        twin(new NestedStack(stack, 'Nested'), api)
          .root.addResource('nested')
          .addMethod('GET', new MockIntegration()),
      ['GET /', 'GET /nested'],
    ],
    [
      'of a nested stack in a nested stack',
      ({ stack, api }) =>
        twin(new NestedStack(new NestedStack(stack, 'Nested'), 'Inner'), api)
          .root.addResource('inner')
          .addMethod('GET', new MockIntegration()),
      ['GET /', 'GET /inner'],
    ],
    [
      'of a nested stack that gets the id as a parameter',
      ({ stack, api }) => {
        const parameters = { ApiId: api.restApiId, RootId: api.root.resourceId };
        const nested = new NestedStack(stack, 'Nested', { parameters });
        const [id, root] = ['ApiId', 'RootId'].map((name) => new CfnParameter(nested, name).valueAsString);
        l1(nested, id!, root!);
      },
      ['GET /', 'POST /'],
    ],
    [
      'of another stack that imports it',
      ({ app, api }) =>
        twin(new Stack(app, 'Other'), api).root.addResource('other').addMethod('GET', new MockIntegration()),
      ['GET /', 'GET /other'],
    ],
    [
      'of another stack, by the name of an export',
      ({ app, stack, api }) => {
        new CfnOutput(stack, 'Id', { value: api.restApiId, exportName: 'api-id' });
        l1(new Stack(app, 'Other'), Fn.importValue('api-id'), 'some-resource');
      },
      ['GET /', 'POST /${…}'],
    ],
    [
      'where a condition of the template decides',
      ({ stack, api }) =>
        l1(
          stack,
          Fn.conditionIf('Prod', api.restApiId, 'another').toString(),
          api.root.addResource('orders').resourceId,
        ),
      ['GET /', 'POST /orders'],
    ],
    [
      'of an included template',
      ({ stack, api }) => {
        const templateFile = join(folder, 'included.json');
        const Properties = {
          RestApiId: { Ref: 'ApiId' },
          ResourceId: { Ref: 'Included' },
          HttpMethod: 'PATCH',
          AuthorizationType: 'NONE',
        };
        const resource = { RestApiId: { Ref: 'ApiId' }, ParentId: { Ref: 'RootId' }, PathPart: 'included' };
        const template = {
          Parameters: { ApiId: { Type: 'String' }, RootId: { Type: 'String' } },
          Resources: {
            Included: { Type: 'AWS::ApiGateway::Resource', Properties: resource },
            Method: { Type: 'AWS::ApiGateway::Method', Properties },
          },
        };
        writeFileSync(templateFile, JSON.stringify(template));
        const parameters = { ApiId: api.restApiId, RootId: api.root.resourceId };
        new CfnInclude(stack, 'Template', { templateFile, parameters });
      },
      ['GET /', 'PATCH /included'],
    ],
    [
      'with a part of the path that is known only at deployment',
      ({ stack, api: { restApiId, root } }) => {
        const pathPart = `v${new CfnParameter(stack, 'Version').valueAsString}`;
        const resource = new CfnApiResource(stack, 'A', { restApiId, parentId: root.resourceId, pathPart });
        l1(stack, restApiId, resource.ref);
      },
      ['GET /', 'POST /v${Version}'],
    ],
    [
      'but not of another API',
      ({ stack }) => new RestApi(stack, 'Another').root.addMethod('ANY', new MockIntegration()),
      ['GET /'],
    ],
  ])('%s', (_, build, expected) => {
    expect(namesOf(read(build, time))).toEqual(expected);
  });
});

/** An imported API, beside another import of the same one. */
function imported(
  build: (stack: Stack, api: IRestApi, other: IRestApi) => void,
  ids: (stack: Stack) => readonly [string, string],
): DeployedApi {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  const [first, second] = ids(stack).map((restApiId, index) =>
    RestApi.fromRestApiAttributes(stack, `Api${index}`, { restApiId, rootResourceId: 'root' }),
  );
  build(stack, first!, second!);
  return new DeployedApis(app, 'final').of(first!);
}

test.each<[string, (stack: Stack) => readonly [string, string], number]>([
  ['by the same literal id are one', () => ['abc123', 'abc123'], 1],
  ['by two ids are two', () => ['abc123', 'def456'], 0],
  [
    'by the same parameter are one',
    (stack) => {
      const { valueAsString } = new CfnParameter(stack, 'Id');
      return [valueAsString, valueAsString];
    },
    1,
  ],
  [
    'by the same SSM parameter are one',
    (stack) =>
      [stack, new NestedStack(stack, 'Other')].map((home) =>
        StringParameter.valueForStringParameter(home, '/api/id'),
      ) as [string, string],
    1,
  ],
])('two imports of APIs %s', (_, ids, count) => {
  const { methods } = imported((__, ___, other) => {
    other.root.addResource('orders').addMethod('GET', new MockIntegration());
  }, ids);
  expect(methods.map(({ path }) => path)).toEqual(Array(count).fill('/orders'));
});

test('an API in a nested stack is the same for its parent, by reference or by an output', () => {
  const app = scratchApp();
  const parent = new Stack(app, 'Example');
  const nested = new NestedStack(parent, 'Nested');
  const api = new RestApi(nested, 'Api', { cloudWatchRole: false });
  const output = new CfnOutput(nested, 'ApiId', { value: api.restApiId });
  const child = (nested.nestedStackResource as CfnResource).getAtt(
    `Outputs.${nested.resolve(output.logicalId)}`,
  );
  l1(parent, api.restApiId, api.root.resourceId);
  new CfnMethod(parent, 'ByOutput', {
    restApiId: child.toString(),
    resourceId: 'one',
    httpMethod: 'GET',
    authorizationType: 'NONE',
  });
  expect(namesOf(new DeployedApis(app, 'early').of(api as IRestApi))).toEqual(['GET /${…}', 'POST /']);
});

test('an imported resource is known by its path, also to a method that is written by itself', () => {
  const { methods } = imported(
    (stack, restApi) => {
      Resource.fromResourceAttributes(stack, 'Orders', { restApi, resourceId: 'res1', path: '/orders' });
      l1(stack, 'abc123', 'res1');
    },
    () => ['abc123', 'abc123'],
  );
  expect(methods.map(({ path, isPathKnown }) => [path, isPathKnown])).toEqual([['/orders', true]]);
});

test('a method is what overrides and aspects make of it', () => {
  const changing: IAspect = {
    visit: (node) => {
      if (node instanceof CfnMethod) node.authorizationType = 'AWS_IAM';
    },
  };
  const { methods } = read(({ stack, api }) => {
    const method = l1(stack, api.restApiId, api.root.resourceId);
    method.addPropertyOverride('AuthorizationType', 'cognito_user_pools');
    method.addPropertyOverride('AuthorizerId', { Ref: 'Authorizer' });
    method.addPropertyOverride('Integration.Uri', 'arn');
    method.addPropertyOverride('ApiKeyRequired', true);
    Aspects.of(stack).add(changing, { priority: 5000 });
  });
  expect(
    methods.map(({ authorizationType, authorizer, integration, apiKeyRequired, method }) => [
      authorizationType,
      authorizer,
      integration['Uri'] ?? integration['Type'],
      apiKeyRequired,
      method?.node.path,
    ]),
  ).toEqual([
    ['AWS_IAM', undefined, 'MOCK', false, 'Example/Api/Default/GET'],
    ['COGNITO_USER_POOLS', '{"Ref":"Authorizer"}', 'arn', true, undefined],
  ]);
});

test('what a deployment puts into force, and what it waits for', () => {
  const { deployable, deployments, stages, gatewayResponses, api, logicalIds } = (() => {
    const seen = read(({ stack, api: restApi }) => {
      restApi.addGatewayResponse('Mine', { type: ResponseType.THROTTLED });
      new Deployment(stack, 'Own', { api: twin(stack, restApi), stageName: 'own' });
    });
    return { ...seen, logicalIds: seen.methods.map(({ logicalId }) => logicalId) };
  })();
  expect(deployable.map(({ type }) => type).sort()).toEqual(['GatewayResponse', 'Method', 'RestApi']);
  expect(deployments).toHaveLength(2);
  expect(deployments[0]!.dependsOn).toEqual(expect.arrayContaining(logicalIds));
  expect([stages, gatewayResponses].map(({ length }) => length)).toEqual([1, 1]);
  expect(api?.construct.node.path).toBe('Example/Api/Resource');
});

test('each stage of a pipeline sees its own', () => {
  const app = scratchApp();
  const seen = ['One', 'Two'].map((id): number[] => {
    const counts: number[] = [];
    const stack = new Stack(new Stage(app, id), 'Example');
    const api = new RestApi(stack, 'Api');
    api.root.addMethod('GET', new MockIntegration());
    stack.node.addValidation({
      validate: () => {
        counts.push(new DeployedApis(deployedScope(stack), 'final').of(api as IRestApi).methods.length);
        return [];
      },
    });
    return counts;
  });
  app.synth();
  expect(seen).toEqual([[1], [1]]);
});
