import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnMethod,
  HttpIntegration,
  LambdaIntegration,
  MockIntegration,
  ResponseType,
  RestApi,
  SpecRestApi,
  type CfnGatewayResponse,
  type IResource,
} from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  Runtime,
  type CfnFunction,
  type IFunction,
} from 'aws-cdk-lib/aws-lambda';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CorsAllowlist, Excluded, JudgedBy, type CorsProtectOptions } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { faultsOf } from './support/protected-api';
import { scratchApp } from './support/scratch-app';
import { environmentOf, idsOf, methodsOf, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const judgedBy = JudgedBy.MIDDLEWARE;

interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  /** The handler of `GET /orders`. */
  readonly handler: LambdaFunction;
}

const to = (handler: IFunction) => new LambdaIntegration(handler);

/** An API with `GET /orders`, before it is protected. */
function parts(stack: Stack): Parts {
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const handler = backendFunction(stack, 'Orders');
  api.root.addResource('orders').addMethod('GET', to(handler));
  return { stack, api, handler, allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE) };
}

function protectedBy(options: CorsProtectOptions, before: (parts: Parts) => void = () => undefined): Built {
  return stackOf((stack) => {
    const made = parts(stack);
    before(made);
    made.allowlist.protect(made.api, options);
  });
}

const isGiven = (built: Built, id: RegExp): boolean =>
  Object.entries(built.resources<{ Environment?: object }>('AWS::Lambda::Function'))
    .filter(([name]) => id.test(name))
    .every(([, { Properties }]) => JSON.stringify(Properties.Environment ?? {}).includes('CORS_POLICY'));

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

describe('a function that the middleware judges in', () => {
  /** The faults that the check after the aspects finds. */
  const faults = (use: (parts: Parts) => void): string[] => {
    const stack = new Stack(scratchApp(), 'Example');
    use(parts(stack));
    return faultsOf(stack);
  };

  test('is given what it needs from an image, in a nested stack, and behind a bare method', () => {
    const built = protectedBy({ judgedBy }, ({ stack, api }) => {
      const code = DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, 'Images', 'x'));
      api.root.addResource('image').addMethod('GET', to(new DockerImageFunction(stack, 'Image', { code })));
      const nested = new NestedStack(stack, 'Nested');
      api.root.addResource('nested').addMethod('GET', to(backendFunction(nested)));
      const bare = backendFunction(stack, 'Bare');
      new CfnMethod(stack, 'Method', {
        restApiId: api.restApiId,
        resourceId: api.root.resourceId,
        httpMethod: 'GET',
        integration: {
          type: 'AWS_PROXY',
          integrationHttpMethod: 'POST',
          uri: `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${bare.functionArn}/invocations`,
        },
      });
    });
    expect(isGiven(built, /^(Image|Bare)/)).toBe(true);
    expect(methodsOf(built)['GET /']).not.toMatch(/ CUSTOM$/);
  });

  test('and lacks what it needs is an error with the line that gives it', () => {
    const found = faults(({ stack, api, allowlist }) => {
      const other = backendFunction(new Stack(Stage.of(stack), 'Other'));
      api.root.addResource('other').addMethod('GET', to(other));
      allowlist.protect(api, { judgedBy });
    });
    expect(found).toEqual(['GET /other is "Other/Backend"']);
  });

  test('and loses its environment again is an error', () => {
    const found = faults(({ api, allowlist, handler }) => {
      allowlist.protect(api, { judgedBy });
      (handler.node.defaultChild as CfnFunction).addPropertyDeletionOverride('Environment');
    });
    expect(found).toEqual(['GET /orders is "Example/Orders"']);
  });

  test('and is replaced by a MOCK is an error', () => {
    const found = faults(({ api, allowlist }) => {
      allowlist.protect(api, { judgedBy });
      const method = api.root.getResource('orders')!.node.findChild('GET').node.defaultChild as CfnMethod;
      method.addPropertyOverride('Integration', { Type: 'MOCK', Uri: 'x' });
    });
    expect(found).toEqual(['GET /orders is "MOCK"']);
  });

  test('is a warning where it is of another app', () => {
    const stack = new Stack(scratchApp(), 'Example');
    const { api, allowlist } = parts(stack);
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
    api.root.addResource('far').addMethod('GET', to(LambdaFunction.fromFunctionArn(stack, 'Far', arn)));
    allowlist.protect(api, { judgedBy });
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('unknownJudge'));
    expect(found.map(({ entry }) => entry.data as string)).toEqual([expect.stringContaining('GET /far')]);
  });

  test('and judges by another allowlist is an error, whichever comes last', () => {
    for (const isFirst of [true, false]) {
      const found = faults(({ stack, api, allowlist, handler }) => {
        const other = new CorsAllowlist(stack, 'Partners', WITH_TABLE);
        if (isFirst) other.grantMiddleware(handler);
        allowlist.protect(api, { judgedBy });
        if (!isFirst) other.grantMiddleware(handler);
      });
      expect(found).toEqual(isFirst ? [] : ['GET /orders is "Example/Orders"']);
    }
  });

  test('a method that is added later is an error', () => {
    const found = faults(({ api, allowlist, handler }) => {
      allowlist.protect(api, { judgedBy });
      api.root.addResource('late').addMethod('GET', to(handler));
    });
    expect(found).toEqual(['GET /late is "Example/Api/Default/late/GET"']);
  });
});

describe('a document', () => {
  type Operation = (uri: string) => object;
  const lambda: Operation = (uri) => ({
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri },
  });
  const build = (
    operation: Operation,
    options: object = { judgedBy },
    functionOf: (stack: Stack) => LambdaFunction = (stack) => backendFunction(stack),
  ): Built =>
    stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      const { functionArn } = functionOf(stack);
      const uri = `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
      const document = {
        openapi: '3.0.1',
        info: { title: 'x', version: '1' },
        paths: {
          '/orders': { get: operation(uri) },
          '/me': { get: { ...operation(uri), security: [{ iam: [] }] } },
        },
        components: {
          securitySchemes: {
            iam: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'awsSigv4',
            },
          },
        },
      };
      const apiDefinition = allowlist.protectedDefinition(document, options);
      new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
    });
  const bodyOf = (built: Built): string =>
    JSON.stringify(
      Object.values(built.resources<{ Body: object }>('AWS::ApiGateway::RestApi'))[0]!.Properties.Body,
    );

  test('that the middleware judges has no authorizer of ours, keeps its own, and has preflights', () => {
    const built = build(lambda);
    const body = JSON.parse(bodyOf(built)) as {
      paths: Record<string, Record<string, { security?: unknown }>>;
    };
    expect(bodyOf(built)).not.toContain('CorsAuthorizer');
    expect(bodyOf(built)).not.toContain('context.authorizer');
    expect(bodyOf(built)).toContain('gatewayresponse.header.Vary');
    expect(body.paths['/me']!['get']!.security).toEqual([{ iam: [] }]);
    expect(Object.keys(body.paths['/orders']!).sort()).toEqual(['get', 'options']);
    expect(isGiven(built, /^Backend/)).toBe(true);
  });

  test('that keeps authorizers has functions behind them that are given what withCors needs', () => {
    const built = build(lambda, { keepAuthorizers: true });
    expect(bodyOf(built)).toContain('CorsAuthorizer');
    expect(isGiven(built, /^Backend/)).toBe(true);
  });

  test('with another integration, or a function in another language, is an error', () => {
    const mock: Operation = () => ({ 'x-amazon-apigateway-integration': { type: 'mock' } });
    expect(complaints(() => build(mock))).toEqual(['GET /orders is "MOCK"', 'GET /me is "MOCK"']);
    const python = (stack: Stack): LambdaFunction =>
      new LambdaFunction(stack, 'Python', {
        code: Code.fromInline('def handler(event, context): pass'),
        runtime: Runtime.PYTHON_3_13,
        handler: 'index.handler',
      });
    expect(complaints(() => build(lambda, { judgedBy }, python))).toEqual([
      'GET /orders is "python3.13"',
      'GET /me is "python3.13"',
    ]);
  });
});

test('a word that does not exist is an error', () => {
  const wrong = { judgedBy: 'me' } as unknown as CorsProtectOptions;
  expect(complaints(() => protectedBy(wrong))).toEqual(['judgedBy is "me"']);
});
