import {
  AuthorizationType,
  CfnMethod,
  HttpIntegration,
  LambdaIntegration,
  MockIntegration,
  ResponseTransferMode,
  ResponseType,
  type CfnGatewayResponse,
  type IResource,
  type LambdaIntegrationOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Excluded, JudgedBy, type CorsProtectOptions } from '../../lib';
import { complaints } from './support/complaints';
import { isGiven, parts, protectedBy, to, type Parts } from './support/judged-api';
import { faults } from './support/protected-api';
import { environmentOf, idsOf, methodsOf, stackOf, type Built } from './support/stack-of';

const judgedBy = JudgedBy.MIDDLEWARE;

const parametersOf = (built: Built): readonly string[] =>
  Object.values(built.resources<{ ResponseParameters?: object }>('AWS::ApiGateway::GatewayResponse')).flatMap(
    ({ Properties: { ResponseParameters = {} } }) => Object.entries(ResponseParameters).flat() as string[],
  );

describe('an API that the middleware judges', () => {
  const built = protectedBy({ judgedBy });

  test('has no authorizer, and preflights that the evaluator answers', () => {
    const methods = Object.entries(methodsOf(built)).map(([name, value]) => [name, value.split(' ')[1]]);
    expect(Object.fromEntries(methods)).toEqual({ 'GET /orders': 'NONE', 'OPTIONS /orders': 'NONE' });
    expect(methodsOf(built)['OPTIONS /orders']).toMatch(/^AllowlistEvaluator/);
    expect(idsOf(built, 'AWS::ApiGateway::Authorizer')).toEqual([]);
  });

  test('has functions that are given what withCors needs', () => {
    expect(environmentOf(built, /^Orders/)).toEqual(
      expect.objectContaining({ CORS_POLICY: environmentOf(built)['CORS_POLICY'] }),
    );
  });

  test('has gateway responses with Vary, and without headers of a verdict that nobody hands over', () => {
    const parameters = parametersOf(built);
    expect(parameters.filter((text) => /vary/i.test(text)).length).toBeGreaterThan(0);
    expect(
      parameters.filter((text) => /context\.authorizer|header\.access-control|cors-refused/i.test(text)),
    ).toEqual([]);
    const bodies = JSON.stringify(built.resources('AWS::ApiGateway::GatewayResponse'));
    expect(bodies).not.toContain('$context.authorizer');
  });

  test('gives the responses of the user Vary, and nothing else', () => {
    const own = protectedBy({ judgedBy }, ({ api }) => {
      api.addGatewayResponse('Mine', {
        type: ResponseType.THROTTLED,
        templates: { 'application/json': '{}' },
      });
    });
    const mine = Object.values(
      own.resources<CfnGatewayResponse['responseParameters'] & Record<string, unknown>>(
        'AWS::ApiGateway::GatewayResponse',
      ),
    ).find(({ Properties }) => Properties['ResponseType'] === 'THROTTLED');
    expect(Object.keys(mine!.Properties['ResponseParameters'] as object)).toEqual([
      'gatewayresponse.header.Vary',
    ]);
  });
});

test('a part that the authorizer judges has its headers mapped, whichever comes first', () => {
  for (const isFirst of [true, false]) {
    const built = stackOf((stack) => {
      const { api, allowlist, handler } = parts(stack);
      const apart = api.root.addResource('apart');
      apart.addMethod('GET', to(handler));
      const orders = api.root.getResource('orders') as IResource;
      const both = [
        () => {
          allowlist.protect(apart);
        },
        () => {
          allowlist.protect(orders, { judgedBy });
        },
      ];
      for (const one of isFirst ? both : both.reverse()) one();
    });
    const methods = Object.entries(methodsOf(built)).map(([name, value]) => [name, value.split(' ')[1]]);
    expect(Object.fromEntries(methods)).toMatchObject({ 'GET /apart': 'CUSTOM', 'GET /orders': 'NONE' });
    expect(parametersOf(built)).toContain('context.authorizer.corsAllowOrigin');
  }
});

describe('methods with an authorizer of their own', () => {
  const withIam = ({ api, handler }: Parts): void => {
    api.root.addResource('me').addMethod('GET', to(handler), { authorizationType: AuthorizationType.IAM });
  };

  test('keep it where the middleware judges, and their functions are given what withCors needs', () => {
    const built = protectedBy({ judgedBy }, withIam);
    expect(methodsOf(built)['GET /me']).toMatch(/ AWS_IAM$/);
    expect(methodsOf(built)['OPTIONS /me']).toMatch(/^AllowlistEvaluator.* NONE$/);
    expect(isGiven(built, /^Orders/)).toBe(true);
  });

  test('keep it with keepAuthorizers, where the authorizer judges the others', () => {
    const built = protectedBy({ keepAuthorizers: true }, withIam);
    expect(methodsOf(built)).toMatchObject({
      'GET /me': expect.stringMatching(/ AWS_IAM$/) as string,
      'GET /orders': expect.stringMatching(/ CUSTOM$/) as string,
    });
    expect(isGiven(built, /^Orders/)).toBe(true);
  });

  test('that a second call covers keep the authorizer of the allowlist', () => {
    const built = stackOf((stack) => {
      const { api, allowlist } = parts(stack);
      allowlist.protect(api);
      allowlist.protect(api, { judgedBy });
    });
    expect(methodsOf(built)['GET /orders']).toMatch(/ CUSTOM$/);
  });
});

describe('a method that the middleware cannot judge', () => {
  const python = ({ stack, api }: Parts): void => {
    const code = Code.fromInline('def handler(event, context): pass');
    const handler = new LambdaFunction(stack, 'Python', {
      code,
      runtime: Runtime.PYTHON_3_13,
      handler: 'index.handler',
    });
    api.root.addResource('python').addMethod('GET', to(handler));
  };
  const mock = ({ api }: Parts): void => {
    api.root.addResource('mock').addMethod('GET', new MockIntegration());
  };

  test.each<[name: string, before: (parts: Parts) => void, found: string]>([
    ['a function in another language', python, 'GET /python is "python3.13"'],
    ['a MOCK', mock, 'GET /mock is "MOCK"'],
    [
      'an HTTP proxy',
      ({ api }) => {
        api.root.addResource('http').addMethod('GET', new HttpIntegration('https://x.example.com'));
      },
      'GET /http is "HTTP_PROXY"',
    ],
    [
      'one that streams its answers',
      ({ api, handler }) => {
        const method = api.root.addResource('stream').addMethod('GET', to(handler));
        const resource = method.node.defaultChild as CfnMethod;
        resource.integration = {
          ...(resource.integration as object),
          responseTransferMode: 'STREAM',
        } as never;
      },
      'responseTransferMode of GET /stream is "STREAM"',
    ],
    [
      'one that is written by itself',
      ({ stack, api }) => {
        new CfnMethod(stack, 'Bare', {
          restApiId: api.restApiId,
          resourceId: api.root.resourceId,
          httpMethod: 'GET',
          integration: { type: 'MOCK' },
        });
      },
      'GET / is "MOCK"',
    ],
  ])('is %s: an error', (_name, before, found) => {
    expect(complaints(() => protectedBy({ judgedBy }, before))).toEqual([found]);
  });

  test.each([Excluded.CLOSED, Excluded.WITHOUT_HEADERS])(
    'is refused by the authorizer where it is excluded as %s',
    (excludeAs) => {
      const built = stackOf((stack) => {
        const made = parts(stack);
        mock(made);
        const exclude = [made.api.root.getResource('mock') as IResource];
        made.allowlist.protect(made.api, { judgedBy, exclude, excludeAs });
      });
      const methods = Object.entries(methodsOf(built)).map(([name, value]) => [name, value.split(' ')[1]]);
      expect(Object.fromEntries(methods)).toMatchObject({ 'GET /mock': 'CUSTOM', 'GET /orders': 'NONE' });
    },
  );

  test('is one that keeps its authorizer and is in another language', () => {
    expect(
      complaints(() =>
        protectedBy({ keepAuthorizers: true }, (made) => {
          python(made);
          const method = made.api.root.getResource('python')!.node.findChild('GET').node
            .defaultChild as CfnMethod;
          method.authorizationType = 'AWS_IAM';
        }),
      ),
    ).toEqual(['GET /python is "python3.13"']);
  });
});

describe('a method with an authorizer of its own that is added after protect()', () => {
  const signed = { authorizationType: AuthorizationType.IAM };
  const faultsWith = (runtime: Runtime, props?: LambdaIntegrationOptions): string[] =>
    faults({
      options: { keepAuthorizers: true },
      after: ({ stack, api, allowlist }) => {
        const code = Code.fromInline('x');
        const handler = new LambdaFunction(stack, 'Late', { code, handler: 'index.handler', runtime });
        allowlist.grantMiddleware(handler);
        api.root.getResource('orders')!.addMethod('PUT', new LambdaIntegration(handler, props), signed);
      },
    });

  test('is judged by its function', () => {
    expect(faultsWith(Runtime.NODEJS_22_X)).toEqual([]);
  });

  test('is an error where its function cannot judge, also with the environment for it', () => {
    expect(faultsWith(Runtime.PYTHON_3_13)).toEqual(['PUT /orders is "python3.13"']);
    const streamed = { responseTransferMode: ResponseTransferMode.STREAM };
    expect(faultsWith(Runtime.NODEJS_22_X, streamed)).toEqual([
      'responseTransferMode of PUT /orders is "STREAM"',
    ]);
  });
});

test('a word that does not exist is an error', () => {
  const wrong = { judgedBy: 'me' } as unknown as CorsProtectOptions;
  expect(complaints(() => protectedBy(wrong))).toEqual(['judgedBy is "me"']);
});
