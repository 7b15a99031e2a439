import type { Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  LambdaIntegration,
  ResponseType,
  RestApi,
  TokenAuthorizer,
  type Resource,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CorsAllowlist, CorsBackend, CorsGateway } from '../../lib';
import { problemOf, type Failure } from '../../lib/core';
import { backendFunction } from './support/backend-function';
import { once } from './support/once';
import { stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const build = (): Built =>
  stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false, defaultBackend: CorsBackend.echo() }));

interface ResponseProperties {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Record<string, string>;
  readonly ResponseTemplates: { readonly 'application/json': string };
}

interface Answer {
  readonly status: string | undefined;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

const answers = once(() =>
  Object.fromEntries(
    Object.values(build().resources<ResponseProperties>('AWS::ApiGateway::GatewayResponse')).map(
      ({ Properties }): [string, Answer] => {
        expect(Object.keys(Properties.ResponseTemplates)).toEqual(['application/json']);
        const headers = Object.entries(Properties.ResponseParameters).map(
          ([name, value]): [string, string] => [name.replace('gatewayresponse.header.', ''), value],
        );
        return [
          Properties.ResponseType,
          {
            status: Properties.StatusCode,
            headers: Object.fromEntries(headers),
            body: JSON.parse(Properties.ResponseTemplates['application/json']) as Answer['body'],
          },
        ];
      },
    ),
  ),
);

const HEADERS = {
  Vary: "'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'",
  'Content-Type': "'application/problem+json'",
  'Cache-Control': "'no-store'",
};
const VERDICT_HEADERS = {
  'Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
  'Access-Control-Allow-Credentials': 'context.authorizer.corsAllowCredentials',
  'Access-Control-Expose-Headers': 'context.authorizer.corsExposeHeaders',
  'Cors-Refused': 'context.authorizer.corsRefused',
};

test('every error that API Gateway knows has an answer, save its own 413, which cannot be shaped', () => {
  const known = Object.values(ResponseType)
    .filter((value): value is ResponseType => value instanceof ResponseType)
    .map(({ responseType }) => responseType);
  expect(known.length).toBeGreaterThan(20);
  expect(Object.keys(answers()).sort()).toEqual(known.filter((type) => type !== 'REQUEST_TOO_LARGE').sort());
});

test('a refusal says what the authorizer said', () => {
  expect(answers().ACCESS_DENIED).toEqual({
    status: '403',
    headers: { ...HEADERS, ...VERDICT_HEADERS },
    body: {
      type: '$context.authorizer.corsType',
      title: '$context.authorizer.corsTitle',
      status: 403,
      code: '$context.authorizer.corsProblem',
      requestId: '$context.extendedRequestId',
    },
  });
});

// Statuses are written out: API Gateway's own are the ones that clients know, and the table of codes must not change them unseen.
test.each<[string, string, Failure]>([
  ['API_CONFIGURATION_ERROR', '500', 'api_misconfigured'],
  ['AUTHORIZER_CONFIGURATION_ERROR', '503', 'verdict_unavailable'],
  ['AUTHORIZER_FAILURE', '503', 'verdict_unavailable'],
  ['BAD_REQUEST_BODY', '400', 'bad_request'],
  ['BAD_REQUEST_PARAMETERS', '400', 'bad_request'],
  ['EXPIRED_TOKEN', '403', 'expired_token'],
  ['INTEGRATION_FAILURE', '502', 'backend_unavailable'],
  ['INTEGRATION_TIMEOUT', '504', 'backend_timeout'],
  ['INVALID_API_KEY', '403', 'invalid_api_key'],
  ['INVALID_SIGNATURE', '403', 'invalid_signature'],
  ['MISSING_AUTHENTICATION_TOKEN', '404', 'not_found'],
  ['QUOTA_EXCEEDED', '429', 'quota_exceeded'],
  ['RESOURCE_NOT_FOUND', '404', 'not_found'],
  ['THROTTLED', '429', 'throttled'],
  ['UNAUTHORIZED', '401', 'unauthorized'],
  ['UNSUPPORTED_MEDIA_TYPE', '415', 'unsupported_media_type'],
  ['WAF_FILTERED', '403', 'firewall_refused'],
])('%s is answered with %s and the problem %s', (type, status, code) => {
  expect(answers()[type]?.status).toBe(status);
  expect(answers()[type]?.body).toEqual({
    ...problemOf(code, '$context.extendedRequestId'),
    status: Number(status),
    code,
  });
});

test.each<[string, Failure]>([
  ['DEFAULT_4XX', 'request_rejected'],
  ['DEFAULT_5XX', 'api_failure'],
])('%s keeps the status that it replaces, so its body has none', (type, code) => {
  const { status, ...problem } = problemOf(code, '$context.extendedRequestId');
  expect(status).toEqual(expect.any(Number));
  expect(answers()[type]?.status).toBeUndefined();
  expect(answers()[type]?.body).toEqual(problem);
});

test('a listed page can read every error that comes after its verdict, and the refused one sees why', () => {
  for (const { headers } of Object.values(answers())) {
    expect(headers).toEqual({ ...HEADERS, ...VERDICT_HEADERS });
  }
});

test('nothing of the request is in an answer', () => {
  // The names of the two preflight headers are in `Vary`; their values are in no answer.
  expect(JSON.stringify(answers())).not.toMatch(/method\.request|\$context\.(requestId|path)|stageVariables/);
});

describe('where something else can deny requests too, a refusal has a constant body and its reason in the header', () => {
  const CONSTANT = problemOf('access_denied', '$context.extendedRequestId');

  function denied(
    build: (parts: { stack: Stack; api: RestApi; orders: Resource }) => void,
    props?: RestApiProps,
  ) {
    const built = stackOf((stack) => {
      const api = new RestApi(stack, 'Api', props);
      api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
      const orders = api.root.addResource('orders');
      build({ stack, api, orders });
    });
    const responses = Object.values(built.resources<ResponseProperties>('AWS::ApiGateway::GatewayResponse'));
    const found = responses.find(({ Properties }) => Properties.ResponseType === 'ACCESS_DENIED')!.Properties;
    expect(found.ResponseParameters['gatewayresponse.header.Cors-Refused']).toBe(
      'context.authorizer.corsRefused',
    );
    return JSON.parse(found.ResponseTemplates['application/json']) as { code: string };
  }

  test('an API whose only judge is the allowlist says what the authorizer says', () => {
    const body = denied(({ stack, api }) => {
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
    });
    expect(body.code).toBe('$context.authorizer.corsProblem');
  });

  test('two allowlists are still only judges of ours', () => {
    const body = denied(({ stack, api, orders }) => {
      orders.addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Orders')));
      new CorsAllowlist(stack, 'Other', WITH_TABLE).protect(orders);
      api.root.addResource('users').addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Users')));
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api.root.getResource('users')!);
    });
    expect(body.code).toBe('$context.authorizer.corsProblem');
  });

  test('a method that is signed, added after protect()', () => {
    const body = denied(({ stack, api, orders }) => {
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(
        api.root.addResource('users').addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Users')))
          .resource,
      );
      orders.addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Orders')), {
        authorizationType: AuthorizationType.IAM,
      });
    });
    expect(body).toEqual(CONSTANT);
  });

  test('a method that keeps a Lambda authorizer, whose context is mapped too: a warning says which keys it must not use', () => {
    let owner: Stack | undefined;
    const body = denied(({ stack, api, orders }) => {
      owner = stack;
      const handler = backendFunction(stack, 'Authorizer');
      const authorizer = new TokenAuthorizer(stack, 'Token', { handler });
      orders.addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Orders')), { authorizer });
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api, { keepAuthorizers: true });
    });
    expect(body).toEqual(CONSTANT);
    Annotations.fromStack(owner!).hasWarning(
      '/Example/Allowlist/Warnings',
      Match.stringLikeRegexp('GET /orders .*corsAllowOrigin'),
    );
  });

  test('a resource policy', () => {
    const policy = new PolicyDocument({
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          principals: [new AnyPrincipal()],
          resources: ['*'],
        }),
      ],
    });
    const body = denied(
      ({ stack, api }) => {
        new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
      },
      { policy },
    );
    expect(body).toEqual(CONSTANT);
  });
});

test('a gateway response of the user keeps its status and body, and gets the headers that it lacks', () => {
  const built = stackOf((stack) => {
    const api = new RestApi(stack, 'Api');
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    api.addGatewayResponse('Theirs', {
      type: ResponseType.THROTTLED,
      statusCode: '418',
      responseHeaders: { vary: "'Cookie'", 'X-Own': "'yes'" },
      templates: { 'application/json': '{"own":true}' },
    });
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
  });
  const responses = Object.values(built.resources<ResponseProperties>('AWS::ApiGateway::GatewayResponse'));
  const theirs = responses.filter(({ Properties }) => Properties.ResponseType === 'THROTTLED');
  expect(theirs.map(({ Properties }) => Properties)).toEqual([
    expect.objectContaining({
      StatusCode: '418',
      ResponseTemplates: { 'application/json': '{"own":true}' },
      ResponseParameters: {
        'gatewayresponse.header.vary':
          "'Cookie, Origin, Access-Control-Request-Method, Access-Control-Request-Headers'",
        'gatewayresponse.header.X-Own': "'yes'",
        ...Object.fromEntries(
          Object.entries(VERDICT_HEADERS).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
        ),
      },
    }),
  ]);
});
