import { NestedStack, Stack } from 'aws-cdk-lib';
import {
  CfnDeployment,
  CfnStage,
  LambdaIntegration,
  ResponseType,
  RestApi,
  SpecRestApi,
  type CfnRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { CorsAllowlist, Excluded, type CorsDefinitionOptions } from '../../../lib';
import { backendFunction } from '../support/backend-function';
import { faultsOf, l1 } from '../support/protected-api';
import { scratchApp } from '../support/scratch-app';
import { WITH_TABLE } from '../support/with-table';

interface Parts {
  readonly stack: Stack;
  readonly api: SpecRestApi;
  readonly resource: CfnRestApi;
}

const PROXY = {
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:uri' },
};
const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'Orders', version: '1' },
  paths: { '/orders': { get: PROXY }, '/open': { get: PROXY } },
};

function built(after: (parts: Parts) => void, options: CorsDefinitionOptions = {}): Stack {
  const stack = new Stack(scratchApp(), 'Example');
  const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
  const apiDefinition = allowlist.protectedDefinition(DOCUMENT, options);
  const api = new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
  after({ stack, api, resource: api.node.defaultChild as CfnRestApi });
  return stack;
}

test('a document that stays as it was protected has no faults', () => {
  expect(faultsOf(built(() => undefined))).toEqual([]);
});

test.each<[string, (parts: Parts) => void, string[]]>([
  [
    'a gateway response that any origin may read, in place of the protected one',
    ({ api }) => {
      const responseHeaders = { 'Access-Control-Allow-Origin': "'*'" };
      api.addGatewayResponse('Open', { type: ResponseType.DEFAULT_4XX, responseHeaders });
    },
    [
      expect.stringContaining('gateway response DEFAULT_4XX') as string,
      'gateway response DEFAULT_4XX is "Example/Api/Open/Resource"',
    ],
  ],
  [
    'a method beside the document',
    ({ stack, api }) => {
      api.root.addResource('late').addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    },
    ['GET /late is "Example/Api/Default/late/GET"'],
  ],
  [
    'a method beside the document, in a nested stack',
    ({ stack, api }) => l1(new NestedStack(stack, 'Nested'), api),
    ['POST / is "Example/Nested/L1"'],
  ],
  [
    'an operation that an override opens',
    ({ resource }) => {
      resource.addPropertyOverride('Body.paths./orders.get.security', []);
    },
    ['definition.paths["/orders"] is "changed"'],
  ],
  [
    'a path that an override adds',
    ({ resource }) => {
      resource.addPropertyOverride('Body.paths./late.get', PROXY);
    },
    ['definition.paths["/late"] is "changed"'],
  ],
  [
    'an authorizer that keeps results',
    ({ resource }) => {
      resource.addPropertyOverride(
        'Body.components.securitySchemes.CorsAuthorizer.x-amazon-apigateway-authorizer.authorizerResultTtlInSeconds',
        300,
      );
    },
    ['definition.components is "changed"'],
  ],
  [
    'another document from S3',
    ({ resource }) => {
      resource.bodyS3Location = { bucket: 'one', key: 'two' };
    },
    ['BodyS3Location of the API is "Example/Api/Resource"'],
  ],
  [
    'a cache on a stage of its own',
    ({ stack, api: { restApiId } }) => {
      const methodSettings = [{ resourcePath: '/*', httpMethod: '*', cachingEnabled: true }];
      new CfnStage(stack, 'Second', { restApiId, cacheClusterEnabled: true, methodSettings });
    },
    ['cachingEnabled of GET /orders is true', 'cachingEnabled of GET /open is true'],
  ],
])('%s', (_, after, expected) => {
  expect(faultsOf(built(after))).toEqual(expected);
});

test('a part of a document that is not protected may change', () => {
  const change = ({ resource }: Parts): void => {
    resource.addPropertyOverride('Body.paths./open.get.security', []);
  };
  expect(faultsOf(built(change, { paths: ['/orders'] }))).toEqual([]);
});

test('what is excluded and stays as it is may change, and may be cached', () => {
  const change = ({ stack, api: { restApiId }, resource }: Parts): void => {
    resource.addPropertyOverride('Body.paths./orders.get.security', []);
    const methodSettings = [{ resourcePath: '/~1orders', httpMethod: 'GET', cachingEnabled: true }];
    new CfnStage(stack, 'Second', { restApiId, cacheClusterEnabled: true, methodSettings });
  };
  const options = { exclude: ['GET /orders'], excludeAs: Excluded.UNTOUCHED };
  expect(faultsOf(built(change, options))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['a macro', { 'Fn::Transform': { Name: 'Include' } }],
  ['a condition', { 'Fn::If': ['Prod', { get: PROXY }, { Ref: 'AWS::NoValue' }] }],
  ['a reference', { $ref: '#/elsewhere' }],
])('a path that an override adds by %s is a fault', (_, item) => {
  const change = ({ resource }: Parts): void => {
    resource.addPropertyOverride('Body.paths./late', item);
  };
  expect(faultsOf(built(change))).toEqual(['definition.paths["/late"] is "changed"']);
});

test('every deployment of the API is made anew with the document', () => {
  const idOf = (description: string): string => {
    const stack = built(({ stack: home, api: { restApiId }, resource }) => {
      resource.addPropertyOverride('Body.info.description', description);
      new CfnDeployment(home, 'Own', { restApiId, stageName: 'own' });
    });
    const ids = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'));
    return ids.find((id) => id.startsWith('Own'))!;
  };
  expect(idOf('one')).toBe(idOf('one'));
  expect(idOf('one')).not.toBe(idOf('two'));
});

test('an import of the API cannot be protected by another way than its document', () => {
  const protect = (): Stack =>
    built(({ stack, api }) => {
      const twin = RestApi.fromRestApiAttributes(stack, 'Twin', {
        restApiId: api.restApiId,
        rootResourceId: api.root.resourceId,
      });
      new CorsAllowlist(stack, 'Other', WITH_TABLE).protect(twin);
    });
  expect(protect).toThrow(/target is "Example\/Twin"/);
});
