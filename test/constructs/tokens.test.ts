import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LambdaIntegration, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  ChainedAuthorizerType,
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  TokenCheck,
  TokenUse,
} from '../../lib';
import { routeCheck, type TokensDocument } from '../../lib/contract';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

const users = (): TokenCheck => TokenCheck.jwt({ issuer: 'https://login.example.com/', audience: ['api'] });
const admins = (): TokenCheck =>
  TokenCheck.jwt({ issuer: 'https://login.example.com/', audience: ['api'], scopes: ['admin'] });

function fn(id: string): LambdaFunction {
  const code = Code.fromInline('exports.handler = () => undefined;');
  return new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code });
}

/** `CORS_TOKENS` of a function; undefined where it has none. Values of the deployment are `?`. */
function tokensOf(logicalId: RegExp): TokensDocument | undefined {
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  const [, found] = Object.entries(functions).find(([id]) => logicalId.test(id)) ?? [];
  const variables = (found as { Properties: { Environment?: { Variables: Record<string, unknown> } } })
    .Properties.Environment?.Variables;
  const value = variables?.['CORS_TOKENS'];
  if (value === undefined) return undefined;
  const text =
    typeof value === 'string'
      ? value
      : (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
          .map((part) => (typeof part === 'string' ? part : '?'))
          .join('');
  return JSON.parse(text) as TokensDocument;
}

const EVALUATOR = /Evaluator/;

describe('protect', () => {
  function apiOf(): { api: RestApi; allowlist: CorsAllowlist } {
    const api = new RestApi(stack, 'Api');
    api.root
      .addResource('orders')
      .addResource('{id}')
      .addMethod('GET', new LambdaIntegration(fn('Orders')));
    api.root.addResource('health').addMethod('GET', new LambdaIntegration(fn('Health')));
    return {
      api,
      allowlist: new CorsAllowlist(stack, 'Allowlist', {
        endpoints: CorsEndpoints.fromRoutes(api as IRestApi),
      }),
    };
  }

  test('without tokens nothing changes', () => {
    const { api, allowlist } = apiOf();
    allowlist.protect(api);
    expect(tokensOf(EVALUATOR)).toBeUndefined();
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::ApiGateway::GatewayResponse',
      { ResponseType: 'UNAUTHORIZED' },
      0,
    );
  });

  test('a whole API', () => {
    const { api, allowlist } = apiOf();
    allowlist.protect(api, { tokens: users() });
    const document = tokensOf(EVALUATOR);
    expect(document).toEqual({
      checks: { [users()._name]: { kind: 'jwt', issuer: 'https://login.example.com/', audience: ['api'] } },
      routes: { '/': users()._name },
    });
  });

  test('a part of an API', () => {
    const { api, allowlist } = apiOf();
    const orders = api.root.getResource('orders');
    if (orders === undefined) throw new Error('no resource');
    allowlist.protect(orders, { tokens: users() });
    allowlist.protect(api);
    expect(tokensOf(EVALUATOR)?.routes).toEqual({ '/orders': users()._name });
  });

  test('a page of a listed origin can read the 401, and what a scope is missing', () => {
    const { api, allowlist } = apiOf();
    allowlist.protect(api, { tokens: users() });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'UNAUTHORIZED',
      StatusCode: '401',
      ResponseParameters: Match.objectLike({
        'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.origin',
        'gatewayresponse.header.Access-Control-Expose-Headers': "'WWW-Authenticate'",
        'gatewayresponse.header.WWW-Authenticate': "'Bearer'",
        'gatewayresponse.header.Vary': Match.stringLikeRegexp('Origin'),
        'gatewayresponse.header.Cache-Control': "'no-store'",
      }),
      ResponseTemplates: { 'application/json': Match.stringLikeRegexp('"code":"token_refused"') },
    });
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'ACCESS_DENIED',
      ResponseParameters: Match.objectLike({
        'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.corsChallenge',
      }),
    });
  });

  test('a function with withCors gets the checks too', () => {
    const { api, allowlist } = apiOf();
    const handler = fn('Wrapped');
    allowlist.grantMiddleware(handler);
    allowlist.protect(api, { tokens: users() });
    expect(tokensOf(/Wrapped/)).toEqual(tokensOf(EVALUATOR));
  });
});

test('a user pool', () => {
  const pool = new UserPool(stack, 'Pool');
  const client = pool.addClient('Page');
  const api = new RestApi(stack, 'Api');
  api.root.addMethod('GET', new LambdaIntegration(fn('Root')));
  const tokens = TokenCheck.cognito(pool, { clients: [client], use: TokenUse.ID });
  new CorsAllowlist(stack, 'Allowlist', { endpoints: CorsEndpoints.fromRoutes(api as IRestApi) }).protect(
    api,
    {
      tokens,
    },
  );
  expect(Object.values(tokensOf(EVALUATOR)?.checks ?? {})).toEqual([
    { kind: 'cognito', userPoolId: '?', use: 'id', clients: ['?'] },
  ]);
});

test('an authorizer that exists: the evaluator may ask it, and no other function', () => {
  const api = new RestApi(stack, 'Api');
  api.root.addMethod('GET', new LambdaIntegration(fn('Root')));
  const authorizer = fn('Authorizer');
  const tokens = TokenCheck.authorizer(authorizer, { type: ChainedAuthorizerType.TOKEN });
  new CorsAllowlist(stack, 'Allowlist', { endpoints: CorsEndpoints.fromRoutes(api as IRestApi) }).protect(
    api,
    {
      tokens,
    },
  );
  expect(Object.values(tokensOf(EVALUATOR)?.checks ?? {})).toEqual([
    {
      kind: 'authorizer',
      functionArn: '?',
      type: 'TOKEN',
      identitySources: ['method.request.header.Authorization'],
      ttlSeconds: 300,
    },
  ]);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'lambda:InvokeFunction',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('Authorizer'), 'Arn'] },
        }),
      ]),
    },
  });
});

describe('a gateway', () => {
  test('checks by the resources of functions, and by the upstreams of servers', () => {
    new CorsGateway(stack, 'Gateway', {
      endpoints: CorsEndpoints.of([
        CorsEndpoint.allowlist('/', { match: 'prefix' as never }),
        CorsEndpoint.allowlist('/orders/login', { tokens: TokenCheck.none() }),
        CorsEndpoint.allowlist('/orders/secret', { tokens: admins(), methodScopes: { post: ['write'] } }),
      ]),
      backends: {
        '/orders': CorsBackend.lambdaFunction(fn('Orders'), { tokens: users() }),
        '/orders/open': CorsBackend.lambdaFunction(fn('Open')),
        '/legacy': CorsBackend.http('https://legacy.example.com', {
          tokens: admins(),
          passAuthorization: false,
        }),
      },
      defaultBackend: CorsBackend.lambdaFunction(fn('Default')),
    });
    const document = tokensOf(EVALUATOR);
    expect(Object.keys(document?.checks ?? {}).sort()).toEqual([users()._name, admins()._name].sort());
    const check = (resource: string): string | undefined => document && routeCheck(document, resource);
    expect(check('/orders')).toBe(users()._name);
    expect(check('/orders/{proxy+}')).toBe(users()._name);
    expect(check('/orders/open')).toBeUndefined();
    expect(check('/orders/open/{proxy+}')).toBeUndefined();
    expect(check('/{proxy+}')).toBeUndefined();
    const evaluator = Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function')).find(
      ([id]) => EVALUATOR.test(id),
    )?.[1] as { Properties: { Environment: { Variables: Record<string, string> } } };
    const { CORS_UPSTREAMS: upstreams, CORS_ENDPOINTS: endpoints } =
      evaluator.Properties.Environment.Variables;
    expect(JSON.parse(upstreams ?? '')).toMatchObject({
      http: [{ path: '/legacy', tokens: admins()._name, droppedHeaders: ['Authorization'] }],
    });
    expect(JSON.parse(endpoints ?? '')).toMatchObject({
      rules: expect.arrayContaining([
        expect.objectContaining({ path: '/orders/login', tokens: '' }),
        expect.objectContaining({
          path: '/orders/secret',
          tokens: admins()._name,
          methodScopes: { POST: ['write'] },
        }),
      ]) as unknown,
    });
  });
});

describe('what cannot work', () => {
  test.each<[name: string, tokens: () => TokenCheck, fault: RegExp]>([
    [
      'issuer',
      () => TokenCheck.jwt({ issuer: 'login.example.com', audience: ['a'] }),
      /tokens\.issuer .*must be an https URL/,
    ],
    ['http', () => TokenCheck.jwt({ issuer: 'http://login.example.com', audience: ['a'] }), /tokens\.issuer/],
    ['audience', () => TokenCheck.jwt({ issuer: 'https://a.example', audience: [] }), /tokens\.audience/],
    [
      'algorithm',
      () => TokenCheck.jwt({ issuer: 'https://a.example', audience: ['a'], algorithms: ['HS256'] }),
      /tokens\.algorithms/,
    ],
    [
      'none',
      () => TokenCheck.jwt({ issuer: 'https://a.example', audience: ['a'], algorithms: ['none'] }),
      /tokens\.algorithms/,
    ],
    [
      'scope',
      () => TokenCheck.jwt({ issuer: 'https://a.example', audience: ['a'], scopes: ['a b'] }),
      /tokens\.scopes/,
    ],
    ['no options', () => TokenCheck.jwt(undefined as never), /tokens\.issuer/],
    ['pool', () => TokenCheck.cognito('pool' as never), /tokens\.userPool/],
    [
      'ID with scopes',
      () => TokenCheck.cognito(new UserPool(stack, 'P'), { use: TokenUse.ID, scopes: ['a'] }),
      /tokens\.scopes/,
    ],
    ['type', () => TokenCheck.authorizer(fn('F'), { type: 'BOTH' as never }), /tokens\.type/],
    [
      'source',
      () =>
        TokenCheck.authorizer(fn('F'), {
          type: ChainedAuthorizerType.REQUEST,
          identitySources: ['Authorization'],
        }),
      /tokens\.identitySources/,
    ],
    ['another object', () => ({}) as never, /tokens .*must be a TokenCheck/],
  ])('%s', (_name, tokens, fault) => {
    const api = new RestApi(stack, 'Api');
    api.root.addMethod('GET', new LambdaIntegration(fn('Root')));
    const allowlist = new CorsAllowlist(stack, 'Allowlist', {
      endpoints: CorsEndpoints.fromRoutes(api as IRestApi),
    });
    expect(() => allowlist.protect(api, { tokens: tokens() })).toThrow(fault);
  });
});
