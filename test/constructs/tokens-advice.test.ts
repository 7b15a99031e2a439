import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  IdentitySource,
  LambdaIntegration,
  RequestAuthorizer,
  RestApi,
  TokenAuthorizer,
  type IRestApi,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  ChainedAuthorizerType,
  CorsAllowlist,
  CorsEndpoints,
  TokenCheck,
  TokenUse,
  type CorsProtectOptions,
} from '../../lib';

interface Parts {
  readonly userPool: UserPool;
  readonly handler: LambdaFunction;
  readonly stack: Stack;
}

/** An API with one method with this authorization, and its allowlist. */
function apiWith(optionsOf: (parts: Parts) => MethodOptions) {
  const stack = new Stack(new App(), 'Stack');
  const code = Code.fromInline('exports.handler = () => undefined;');
  const handler = new LambdaFunction(stack, 'Check', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code,
  });
  const parts = { stack, userPool: new UserPool(stack, 'Users'), handler };
  const api = new RestApi(stack, 'Api');
  api.root.addResource('orders').addMethod('GET', new LambdaIntegration(handler), optionsOf(parts));
  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.fromRoutes(api as IRestApi),
  });
  return { ...parts, api, allowlist };
}

function refusal(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
}

const cognito =
  (scopes?: string[]) =>
  ({ stack, userPool }: Parts): MethodOptions => ({
    authorizer: new CognitoUserPoolsAuthorizer(stack, 'Own', { cognitoUserPools: [userPool] }),
    ...(scopes === undefined ? {} : { authorizationScopes: scopes }),
  });

describe.each<[name: string, optionsOf: (parts: Parts) => MethodOptions, advice: string]>([
  ['a user pool', cognito(), 'TokenCheck.cognito(userPool, { use: TokenUse.ID })'],
  [
    'a user pool and a scope',
    cognito(['orders/read']),
    "TokenCheck.cognito(userPool, { scopes: ['orders/read'] })",
  ],
  [
    'a user pool and any of some scopes',
    cognito(['orders/read', 'orders/all']),
    'TokenCheck.cognito(userPool, { scopes: [] /* those that every caller has */ })',
  ],
  [
    'a TOKEN authorizer',
    ({ stack, handler }) => ({ authorizer: new TokenAuthorizer(stack, 'Own', { handler }) }),
    'TokenCheck.authorizer(handler, { type: ChainedAuthorizerType.TOKEN })',
  ],
  [
    'a REQUEST authorizer with choices of its own',
    ({ stack, handler }) => ({
      authorizer: new RequestAuthorizer(stack, 'Own', {
        handler,
        identitySources: [IdentitySource.header('X-Key'), IdentitySource.queryString('tenant')],
        resultsCacheTtl: Duration.seconds(60),
      }),
    }),
    "TokenCheck.authorizer(handler, { type: ChainedAuthorizerType.REQUEST, identitySources: ['method.request.header.X-Key', " +
      "'method.request.querystring.tenant'], cacheTtl: Duration.seconds(60) })",
  ],
])('a method with %s', (_name, optionsOf, advice) => {
  test('cannot be protected, and the error has the line that moves its check', () => {
    const { api, allowlist } = apiWith(optionsOf);
    const said = refusal(() => {
      allowlist.protect(api);
    });
    expect(said).toContain(`protect(api, { tokens: ${advice} })`);
    expect(said).toContain('keepAuthorizers: true');
  });

  test('is protected by that line once its authorizer is gone', () => {
    const { api, allowlist, userPool, handler } = apiWith(() => ({}));
    const names = { TokenCheck, TokenUse, ChainedAuthorizerType, Duration, userPool, handler };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the line is pasted, as a user would
    const pasted = new Function(...Object.keys(names), `return { tokens: ${advice} };`) as (
      ...values: unknown[]
    ) => CorsProtectOptions;
    expect(() => {
      allowlist.protect(api, pasted(...Object.values(names)));
    }).not.toThrow();
  });
});

test('a method with AWS_IAM can only keep it', () => {
  const { api, allowlist } = apiWith(() => ({ authorizationType: AuthorizationType.IAM }));
  const said = refusal(() => {
    allowlist.protect(api);
  });
  expect(said).toContain('keepAuthorizers: true');
  expect(said).not.toContain('tokens');
});
