import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  LambdaIntegration,
  Resource,
  RestApi,
  SpecRestApi,
  type CfnResource,
  type IResource,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime, type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CorsAllowlist,
  CorsEndpoint,
  CorsEndpoints,
  JudgedBy,
  TokenCheck,
  type CorsDefinitionOptions,
  type CorsEndpointOptions,
  type ICorsAllowlist,
} from '../../lib';

/*
 * Checks of tokens where the paths or the responses of an API do not come from its constructs: documents, imports, overrides.
 */

const users = (): TokenCheck => TokenCheck.jwt({ issuer: 'https://login.example.com/', audience: ['api'] });

const ENDPOINTS = CorsEndpoints.of([CorsEndpoint.allowlist('/orders'), CorsEndpoint.allowlist('/v1/orders')]);

let stack: Stack;
let handler: LambdaFunction;
let allowlist: CorsAllowlist;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
  handler = new LambdaFunction(stack, 'Handler', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => undefined;'),
  });
  allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: ENDPOINTS,
  });
});

const UNAUTHORIZED = { ResponseType: 'UNAUTHORIZED' };
const RESPONSE = 'AWS::ApiGateway::GatewayResponse';

describe('a document', () => {
  const operation = (more: object = {}): object => ({
    responses: {},
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`,
    },
    ...more,
  });

  function define(
    more: object = {},
    options: Partial<CorsDefinitionOptions> = {},
    parameters?: Record<string, string>,
  ): Template {
    const document = {
      openapi: '3.0.1',
      info: { title: 'Orders', version: '1' },
      paths: { '/orders': { get: operation() } },
      ...more,
    };
    const apiDefinition = allowlist.protectedDefinition(document, { tokens: users(), ...options });
    new SpecRestApi(stack, 'Api', { apiDefinition, ...(parameters === undefined ? {} : { parameters }) });
    return Template.fromStack(stack);
  }

  test('has a 401 that a listed page can read, and the scopes that are missing', () => {
    const template = define();
    template.hasResourceProperties(RESPONSE, {
      ...UNAUTHORIZED,
      StatusCode: '401',
      RestApiId: { Ref: Match.stringLikeRegexp('Api') },
      ResponseParameters: Match.objectLike({
        'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.origin',
        'gatewayresponse.header.WWW-Authenticate': "'Bearer'",
      }),
      ResponseTemplates: { 'application/json': Match.stringLikeRegexp('"code":"token_refused"') },
    });
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Body: Match.objectLike({
        'x-amazon-apigateway-gateway-responses': Match.objectLike({
          ACCESS_DENIED: Match.objectLike({
            responseParameters: Match.objectLike({
              'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.corsChallenge',
            }),
          }),
        }),
      }),
    });
  });

  test('that answers 401 by itself goes on doing so', () => {
    const template = define({
      'x-amazon-apigateway-gateway-responses': { UNAUTHORIZED: { statusCode: 401 } },
    });
    template.resourcePropertiesCountIs(RESPONSE, UNAUTHORIZED, 0);
  });

  test('with another authorizer has a 401 that names no origin', () => {
    const securitySchemes = {
      Users: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'cognito_user_pools',
        'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:aws:x'] },
      },
    };
    const paths = {
      '/orders': { get: operation() },
      '/users': { get: operation({ security: [{ Users: [] }] }) },
    };
    const template = define({ components: { securitySchemes }, paths }, { paths: ['/orders'] });
    template.hasResourceProperties(RESPONSE, {
      ...UNAUTHORIZED,
      ResponseParameters: Match.objectLike({
        'gatewayresponse.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
      }),
    });
  });

  test('without tokens has neither', () => {
    const apiDefinition = allowlist.protectedDefinition({
      openapi: '3.0.1',
      info: { title: 'Orders', version: '1' },
      paths: { '/orders': { get: operation() } },
    });
    new SpecRestApi(stack, 'Api', { apiDefinition });
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs(RESPONSE, UNAUTHORIZED, 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('corsChallenge');
  });

  test.each(['prepend', 'split'])(
    'is not imported with basepath %s: its paths would be others',
    (basepath) => {
      expect(() => define({}, { paths: ['/orders'] }, { basepath })).toThrow(
        new RegExp(`parameters.basepath of the API is "${basepath}"`),
      );
    },
  );

  test('is imported without its base path', () => {
    expect(() => define({}, { paths: ['/orders'] }, { basepath: 'ignore' })).not.toThrow();
  });
});

describe('a method that is deployed at another path than its construct says', () => {
  const places: Readonly<Record<string, (api: RestApi, v1: Resource) => IResource>> = {
    'below an imported root': (api, v1) =>
      RestApi.fromRestApiAttributes(stack, 'Twin', {
        restApiId: api.restApiId,
        rootResourceId: v1.resourceId,
      }).root.addResource('orders'),
    'below an imported resource': (api, v1) =>
      Resource.fromResourceAttributes(stack, 'Twin', {
        restApi: api as IRestApi,
        resourceId: v1.resourceId,
        path: '/',
      }).addResource('orders'),
    'with an override': (api) => {
      const resource = api.root.addResource('orders');
      (resource.node.defaultChild as CfnResource).addPropertyOverride('PathPart', 'things');
      return resource;
    },
  };

  test.each(Object.keys(places))('%s is an error, because nobody would check its callers', (name) => {
    const api = new RestApi(stack, 'Api');
    api.root.addMethod('GET', new LambdaIntegration(handler));
    const resource = places[name]?.(api, api.root.addResource('v1'));
    if (resource === undefined) throw new Error('no resource');
    resource.addMethod('GET', new LambdaIntegration(handler));
    allowlist.protect(resource, { tokens: users() });
    expect(() => Template.fromStack(stack)).toThrow(/tokens of GET \/\S+ is "\/orders"/);
  });
});

describe('callers whom withCors should check in a function', () => {
  const rule = 'withCors should check callers in this function';

  function protectedApi(grant: (other: ICorsAllowlist) => void): () => Template {
    const api = new RestApi(stack, 'Api');
    api.root.addResource('orders').addMethod('GET', new LambdaIntegration(handler));
    allowlist.protect(api, { tokens: users(), judgedBy: JudgedBy.MIDDLEWARE });
    const tableArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/cors';
    grant(CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Imported', { tableArn, endpoints: ENDPOINTS }));
    return () => Template.fromStack(stack);
  }

  test('are checked where the allowlist gives the environment', () => {
    expect(protectedApi(() => undefined)).not.toThrow();
  });

  test('would come in where an imported allowlist has replaced it', () => {
    expect(protectedApi((other) => other.grantMiddleware(handler))).toThrow(rule);
  });

  test('would come in where the variable was taken out', () => {
    const build = protectedApi(() => {
      const resource = handler.node.defaultChild as CfnFunction;
      resource.addPropertyDeletionOverride('Environment.Variables.CORS_TOKENS');
    });
    expect(build).toThrow(rule);
  });
});

describe('scopes by method', () => {
  const endpointsOf = (options: CorsEndpointOptions): CorsAllowlist => {
    const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { tokens: users(), ...options })]);
    return new CorsAllowlist(stack, 'Scoped', { endpoints });
  };

  test.each<[method: string, fix: string]>([
    ['ANY', 'write them as scopes'],
    ['any', 'write them as scopes'],
    ['*', 'write them as scopes'],
    ['DELTE', 'list it in methods too'],
    ['PURGE', 'list it in methods too'],
  ])('of %s would be needed by nobody', (method, fix) => {
    expect(() => endpointsOf({ methodScopes: { [method]: ['admin'] } })).toThrow(fix);
  });

  test.each<[options: CorsEndpointOptions]>([
    [{ methodScopes: { get: ['read'], HEAD: [], POST: ['write'] } }],
    [{ methods: ['GET'], methodScopes: { DELETE: ['write'] } }],
    [{ methods: ['GET', 'PURGE'], methodScopes: { PURGE: ['write'] } }],
  ])('of %j are taken', (options) => {
    expect(() => endpointsOf(options)).not.toThrow();
  });

  test('of one method in two spellings are added', () => {
    const { _rule: rule } = CorsEndpoint.allowlist('/orders', {
      methodScopes: { POST: ['write'], post: ['admin'] },
    });
    expect(rule.methodScopes).toEqual({ POST: ['write', 'admin'] });
  });
});
